// Addresses of Telegram that lead back to this page, as Telegram's apps follow them: https://core.telegram.org/api/links

const HOSTS = new Set(["t.me", "telegram.me"]);
const PARAMETER = /^[\w-]{1,64}$/;

// Reads what an address asks for: {start} to open the bot (with a parameter, or ""), {share, text} to pass a link on.
// Gives null for any other address.
export function readLink(address, username) {
  const whole = /^[a-z]+:/i.test(address) ? address : `https://${address}`;
  const url = URL.canParse(whole) ? new URL(whole) : null;
  if (!HOSTS.has(url?.hostname)) return null;
  const [name, ...rest] = url.pathname.toLowerCase().replace(/\/$/, "").slice(1).split("/");
  const asked = url.searchParams;
  if (name === "share" && asked.get("url")) return { share: asked.get("url"), text: asked.get("text") ?? "" };
  if (name !== username.toLowerCase() || rest.length) return null;
  return { start: startParameter(asked) };
}

// Gives the parameter of a deep link; null where there is none.
export function startParameter(asked) {
  const parameter = asked.get("start");
  return parameter !== null && PARAMETER.test(parameter) ? parameter : null;
}

// Gives the address at which this page opens what a link to the bot opens in Telegram; other links stay as they are.
export function ownAddress(address, username) {
  const start = readLink(address, username)?.start;
  return start ? `${location.origin}/?start=${start}` : address;
}
