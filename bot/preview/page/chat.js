// The page: one person in one chat with the bot.

import * as api from "/page/api.js";
import { Choices } from "/page/choices.js";
import { day, messageItem, summary } from "/page/message.js";
import { openSettings, setUpSettings } from "/page/settings.js";
import { foldQuotes, make } from "/page/text.js";

const $ = (id) => document.getElementById(id);
const TYPING = 5000; // milliseconds; https://core.telegram.org/bots/api#sendchataction
const NEAR_END = 80; // pixels
const GENERAL = "General";

const page = { place: { name: "private" }, bot: {}, person: {}, commands: [], chat: {}, messages: new Map() };
const draft = { replyTo: null, editing: null };
let idle = 0;
let pinned = true; // whether the newest message stays in sight

// --- what the person does ---

const act = {
  command: (text) => say(text),
  start: (parameter) => visit({ name: "private" }).then(() => say(`/start ${parameter}`.trim())),
  send: (text) => say(text),
  menu: openActions,
  goTo,
  press,
  // Links to the bot itself are followed here, as Telegram follows them.
  address(url) {
    const found = new RegExp(`^(?:https?://)?(?:t\\.me|telegram\\.me)/${page.bot.username}/?(?:\\?(.*))?$`, "i").exec(url);
    if (!found) return false;
    const parameter = new URLSearchParams(found[1] ?? "").get("start");
    if (parameter === null) visit({ name: "private" });
    else act.start(parameter);
    return true;
  },
  async choose(queryId, resultId) {
    setText("");
    await attempt(() => api.choose(page.place, queryId, resultId));
  },
};

async function say(text) {
  const replyTo = draft.replyTo?.message_id;
  setText("");
  cancelDraft();
  await attempt(() => api.send(page.place, text, replyTo));
}

async function submit() {
  const text = $("text").value.trim();
  if (!text) return;
  if (!draft.editing) return say(text);
  const { message_id: id } = draft.editing;
  setText("");
  cancelDraft();
  await attempt(() => api.edit(page.place, id, text));
}

async function press(message, button, node, event) {
  if ("url" in button) {
    if (act.address(button.url)) event.preventDefault();
    return;
  }
  if ("copy_text" in button) return copy(button.copy_text.text);
  const inline = button.switch_inline_query_current_chat ?? button.switch_inline_query;
  if (inline !== undefined) return setText(`@${page.bot.username} ${inline}`, true);
  node.setAttribute("aria-busy", "true");
  const answer = await attempt(() => api.press(page.place, message.message_id, button.callback_data));
  node.removeAttribute("aria-busy");
  if (!answer) return;
  if (answer.url) act.address(answer.url);
  if (answer.unanswered) toast("The bot did not answer.");
  else if (answer.text && answer.show_alert) {
    $("alert-text").textContent = answer.text;
    $("alert").showModal();
  } else if (answer.text) toast(answer.text);
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast("Copied.");
  } catch {
    toast("This browser does not let the page copy.");
  }
}

async function attempt(work) {
  try {
    return await work();
  } catch (error) {
    toast(error.message);
    return null;
  }
}

// --- the input line ---

const choices = new Choices($("choices"), $("text"), page, act);

function setText(text, ask = false) {
  $("text").value = text;
  typed(ask);
  $("text").focus();
}

function typed(ask = true) {
  const input = $("text");
  input.style.height = "auto";
  input.style.height = `${Math.min(input.scrollHeight, 136)}px`;
  $("composer").classList.toggle("typed", input.value !== "");
  if (ask) choices.follow(input.value);
  else choices.close();
  $("menu").setAttribute("aria-expanded", String(choices.open));
}

function showDraft(title, message) {
  $("above").hidden = false;
  $("above-title").textContent = title;
  $("above-text").textContent = summary(message);
  $("text").focus();
}

function reply(message) {
  cancelDraft();
  draft.replyTo = message;
  showDraft(`Reply to ${message.from?.first_name ?? page.chat.title}`, message);
}

function editOwn(message) {
  cancelDraft();
  draft.editing = message;
  showDraft("Edit message", message);
  setText(message.text ?? "");
}

function cancelDraft() {
  if (draft.editing) setText("");
  draft.editing = draft.replyTo = null;
  $("above").hidden = true;
}

$("text").addEventListener("input", () => typed());
$("text").addEventListener("keydown", (event) => {
  if (choices.key(event)) return $("menu").setAttribute("aria-expanded", String(choices.open));
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    submit();
  } else if (event.key === "Escape") cancelDraft();
  else if (event.key === "ArrowUp" && !$("text").value) {
    const own = [...page.messages.values()].filter((m) => m.from?.id === page.person.id && m.text && !m.via_bot);
    if (own.length) {
      event.preventDefault();
      editOwn(own.at(-1));
    }
  }
});
$("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  submit();
});
$("above-cancel").addEventListener("click", cancelDraft);
$("start").addEventListener("click", () => say("/start"));
$("menu").addEventListener("click", () => (choices.open ? setText("") : setText("/", true)));
$("attach").addEventListener("click", () => $("file").click());
$("file").addEventListener("change", async () => {
  for (const file of $("file").files) await attempt(() => api.sendFile(page.place, file, $("text").value.trim()));
  $("file").value = "";
  setText("");
});

// --- the menu of a message ---

function openActions(message, anchor, at) {
  const mine = message.from?.id === page.person.id;
  const offers = [["Reply", () => reply(message)]];
  if (mine && message.text && !message.via_bot) offers.push(["Edit", () => editOwn(message)]);
  if (message.text) offers.push(["Copy text", () => copy(message.text)]);
  offers.push(["Delete", () => attempt(() => api.remove(page.place, message.message_id))]);
  const menu = $("actions");
  menu.replaceChildren(
    ...offers.map(([label, work]) => {
      const button = make("button", "", label);
      button.type = "button";
      button.role = "menuitem";
      button.addEventListener("click", () => {
        closeActions();
        work();
      });
      return button;
    }),
  );
  menu.hidden = false;
  anchor.setAttribute("aria-expanded", "true");
  menu.anchor = anchor;
  const place = anchor.getBoundingClientRect();
  const [x, y] = at ? [at.clientX, at.clientY] : [place.left, place.bottom];
  menu.style.left = `${Math.max(8, Math.min(x, innerWidth - menu.offsetWidth - 8))}px`;
  menu.style.top = `${Math.max(8, Math.min(y, innerHeight - menu.offsetHeight - 8))}px`;
  menu.firstChild.focus();
}

function closeActions(back = false) {
  const menu = $("actions");
  if (menu.hidden) return;
  menu.hidden = true;
  menu.anchor.setAttribute("aria-expanded", "false");
  if (back) menu.anchor.focus();
}

$("actions").addEventListener("keydown", (event) => {
  const items = [...$("actions").children];
  const here = items.indexOf(document.activeElement);
  if (event.key === "ArrowDown") items[(here + 1) % items.length].focus();
  else if (event.key === "ArrowUp") items[(here + items.length - 1) % items.length].focus();
  else if (event.key === "Escape" || event.key === "Tab") closeActions(true);
  else return;
  event.preventDefault();
});
document.addEventListener("pointerdown", (event) => {
  if (!event.target.closest("#actions, .more")) closeActions();
});

// --- what is shown ---

function toast(text) {
  const node = $("toast");
  node.textContent = text;
  node.classList.add("shown");
  clearTimeout(node.timer);
  node.timer = setTimeout(() => node.classList.remove("shown"), Math.min(8000, 2500 + 40 * text.length));
}

function atEnd() {
  const box = $("scroller");
  return box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_END;
}

function toEnd() {
  pinned = true;
  $("scroller").scrollTop = $("scroller").scrollHeight;
}

function goTo(id) {
  const item = $("log").querySelector(`[data-id="${id}"]`);
  if (!item) return;
  item.scrollIntoView({ block: "center" });
  item.classList.remove("lit");
  requestAnimationFrame(() => item.classList.add("lit"));
}

function draw() {
  const items = [];
  let shownDay = "";
  for (const message of page.messages.values()) {
    if (day(message.date) !== shownDay) {
      shownDay = day(message.date);
      items.push(make("li", "day", shownDay));
    }
    items.push(messageItem(message, page.person.id, act));
  }
  $("log").replaceChildren(...items);
  group();
  foldQuotes($("log"));
  showStart();
}

// Messages of one sender in a row stand together.
function group() {
  const items = [...$("log").children];
  items.forEach((item, index) => {
    const same = (other) => other?.dataset.from !== undefined && other.dataset.from === item.dataset.from;
    item.classList.toggle("first", !same(items[index - 1]));
    item.classList.toggle("last", !same(items[index + 1]));
  });
}

function place(message) {
  const known = $("log").querySelector(`[data-id="${message.message_id}"]`);
  const follow = pinned || message.from?.id === page.person.id;
  const last = [...page.messages.values()].at(-1);
  page.messages.set(message.message_id, message);
  const item = messageItem(message, page.person.id, act);
  if (known) {
    const focused = known.contains(document.activeElement) && [...known.querySelectorAll("button, a")].indexOf(document.activeElement);
    const opened = [...known.querySelectorAll("blockquote")].map((quote) => !quote.classList.contains("closed"));
    known.replaceWith(item);
    foldQuotes(item, opened);
    if (focused !== false) (item.querySelectorAll("button, a")[focused] ?? item.querySelector(".more"))?.focus();
  } else {
    if (!last || day(last.date) !== day(message.date)) $("log").append(make("li", "day", day(message.date)));
    item.classList.add("fresh");
    $("log").append(item);
  }
  group();
  foldQuotes(item);
  showStart();
  if (follow) toEnd();
}

function showStart() {
  const fresh = page.place.name === "private" && page.messages.size === 0;
  $("start").hidden = !fresh || page.started;
  $("intro").hidden = !fresh || !page.bot.description;
}

function showStatus(text = "", busy = false) {
  const people = page.chat.type === "private" ? "bot" : `${page.members} members`;
  $("status").textContent = text || people;
  $("status").className = busy ? "busy dots" : "";
}

function showChat() {
  const title = page.chat.title ?? page.bot.name;
  $("title").textContent = title;
  document.title = title;
  $("description").textContent = page.bot.description;
  $("menu").hidden = page.commands.length === 0;
  for (const button of $("folders").children) {
    button.setAttribute("aria-current", String(button.dataset.name === page.place.name));
  }
  showTopics();
  showStatus();
}

function showTopics() {
  $("topics").hidden = !page.chat.is_forum;
  const all = [{ id: null, name: GENERAL }, ...page.topics];
  const buttons = all.map(({ id, name }) => {
    const button = make("button", "", name);
    button.type = "button";
    button.setAttribute("aria-current", String((page.place.thread ?? null) === id));
    button.addEventListener("click", () => visit({ name: page.place.name, thread: id }));
    return button;
  });
  $("topics").replaceChildren(...buttons);
}

async function visit(place) {
  const view = await attempt(() => api.getChat(place));
  if (!view) return;
  sessionStorage.setItem("place", JSON.stringify(place));
  const { chat, topics, commands, members, started, last } = view;
  Object.assign(page, { place, chat, topics, commands, members, started, last });
  page.messages = new Map(view.messages.filter(here).map((message) => [message.message_id, message]));
  cancelDraft();
  showChat();
  draw();
  toEnd();
}

// A forum's General topic holds the messages of no other.
function here(message) {
  return !page.chat.is_forum || (message.message_thread_id ?? null) === (page.place.thread ?? null);
}

// --- what the stand-in tells ---

function told(event) {
  if (event.kind === "commands") return refresh();
  if (event.chat_id !== page.chat.id) return;
  if (event.kind === "clear") {
    page.messages.clear();
    draw();
  } else if (event.kind === "action") {
    if ((event.thread_id ?? null) !== (page.place.thread ?? null)) return;
    showStatus(event.action.startsWith("upload") ? "sending a file" : "typing", true);
    clearTimeout(idle);
    idle = setTimeout(showStatus, TYPING);
  } else if (event.message && here(event.message)) {
    if (event.kind === "delete") {
      page.messages.delete(event.message.message_id);
      $("log").querySelector(`[data-id="${event.message.message_id}"]`)?.remove();
      group();
      showStart();
    } else if (event.kind !== "edit" || page.messages.has(event.message.message_id)) {
      place(event.message);
      if (event.message.from?.id !== page.person.id) showStatus();
    }
  }
}

async function refresh() {
  Object.assign(page, await api.getState());
  page.commands = (await api.getChat(page.place)).commands;
  showChat();
  showStart();
  if ($("text").value.startsWith("/")) typed();
}

// After a break the chat is read anew: the stand-in may be another one by now.
function connected(yes) {
  if (yes && $("status").dataset.lost) visit(page.place);
  if (yes) delete $("status").dataset.lost;
  else {
    $("status").dataset.lost = "true";
    showStatus("connecting", true);
  }
}

$("scroller").addEventListener("scroll", () => {
  pinned = atEnd();
  $("to-end").hidden = pinned;
});
const watcher = new ResizeObserver(() => pinned && toEnd());
watcher.observe($("scroller"));
watcher.observe($("log"));
$("to-end").addEventListener("click", toEnd);
$("open-settings").addEventListener("click", () => openSettings(page));

setUpSettings({
  settle: async (wanted) => Object.assign(page, await api.settle(wanted)),
  clear: () => attempt(() => api.clearChat(page.place)),
});
Object.assign(page, await api.getState());
$("folders").replaceChildren(
  ...page.chats.map(({ name, label }) => {
    const button = make("button", "", label);
    button.type = "button";
    button.dataset.name = name;
    button.addEventListener("click", () => visit({ name }));
    return button;
  }),
);
await visit(JSON.parse(sessionStorage.getItem("place") ?? '{"name": "private"}'));
if (!page.chat.id) await visit({ name: "private" });
api.listen(page.last, told, connected);
$("text").focus();
document.body.dataset.ready = "true";
