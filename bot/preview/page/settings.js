// The settings sheet, and the theme, which is the browser's own.

const $ = (id) => document.getElementById(id);

const BLOCKING = ["Stop and block the bot", "Start the bot again"];
const MEMBERSHIP = ["Remove the bot from this chat", "Add the bot to this chat"];

// Without a theme of its own the page follows the system, by its style sheet alone.
function paint() {
  const theme = localStorage.getItem("theme") ?? "system";
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

paint();

export function openSettings(page) {
  $("short-description").textContent = page.bot.short_description;
  $("language").value = page.person.language_code;
  $("theme").value = localStorage.getItem("theme") ?? "system";
  $("reads-all").checked = !page.privacy_mode;
  const [leave, join] = page.chat.type === "private" ? BLOCKING : MEMBERSHIP;
  $("block").textContent = page.has_bot ? leave : join;
  $("block").dataset.wanted = String(!page.has_bot);
  $("block").classList.toggle("danger", page.has_bot);
  $("settings").showModal();
}

export function setUpSettings({ settle, clear, join }) {
  const sheet = $("settings");
  $("language").addEventListener("change", () => settle({ language_code: $("language").value }));
  $("reads-all").addEventListener("change", () => settle({ privacy_mode: !$("reads-all").checked }));
  $("theme").addEventListener("change", () => {
    localStorage.setItem("theme", $("theme").value);
    paint();
  });
  $("clear").addEventListener("click", async () => {
    await clear();
    sheet.close();
  });
  $("block").addEventListener("click", async () => {
    await join($("block").dataset.wanted === "true");
    sheet.close();
  });
  sheet.addEventListener("click", (event) => {
    if (event.target === sheet) sheet.close();
  });
}
