// What the page asks the stand-in for; paths are those of bot/preview/person_api.py.

async function call(method, path, body) {
  const options = { method, headers: {} };
  if (body !== undefined) {
    options.headers["Content-Type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  const reply = await fetch(`/preview/${path}`, options);
  const told = await reply.json();
  if (!reply.ok) throw new Error(told.error ?? reply.statusText);
  return told;
}

// A place is a chat of the page and, in a forum, a topic: {name, thread}.
const at = (place, rest = "") => {
  const path = `chats/${place.name}${rest}`;
  return place.thread ? `${path}?thread=${place.thread}` : path;
};

export const getState = () => call("GET", "state");
export const setMembership = (place, member) => call("PUT", at({ name: place.name }, "/bot"), { member });
export const settle = (wanted) => call("PUT", "state", wanted);
export const getChat = (place) => call("GET", at(place));
export const clearChat = (place) => call("DELETE", at(place));
export const openTopic = (place, name) => call("POST", at({ name: place.name }, "/topics"), { name });
export const send = (place, text, replyTo) => call("POST", at(place, "/messages"), { text, reply_to: replyTo });
export const edit = (place, id, text) => call("PUT", at(place, `/messages/${id}`), { text });
export const remove = (place, id) => call("DELETE", at(place, `/messages/${id}`));
export const press = (place, id, data) => call("POST", at(place, "/press"), { message_id: id, data });
export const askInline = (place, query, offset) => call("POST", at(place, "/inline"), { query, offset });
export const choose = (place, queryId, resultId) =>
  call("POST", at(place, "/choose"), { query_id: queryId, result_id: resultId });
export const sendVoice = (place) => call("POST", at(place, "/voice"));
export const sendSticker = (place) => call("POST", at(place, "/stickers"));
export const sendFile = (place, file, caption) => upload(place, "documents", file, { name: file.name, caption });
export const sendPhoto = (place, photo, caption) => upload(place, "photos", photo, { caption });
export const fileAddress = (id) => `/preview/files/${encodeURIComponent(id)}`;

async function upload(place, kind, file, about) {
  const named = new URLSearchParams(about);
  if (place.thread) named.set("thread", place.thread);
  const options = { method: "POST", body: file, headers: { "Content-Type": file.type || "application/octet-stream" } };
  const reply = await fetch(`/preview/chats/${place.name}/${kind}?${named}`, options);
  if (!reply.ok) throw new Error((await reply.json()).error ?? reply.statusText);
}

// Calls `told` with each change behind `after`; the browser connects again by itself.
export function listen(after, told, connected) {
  const source = new EventSource(`/preview/events?after=${after}`);
  source.onmessage = (event) => told(JSON.parse(event.data));
  source.onopen = () => connected(true);
  source.onerror = () => connected(false);
}
