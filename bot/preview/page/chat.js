// The page: one person in one chat with the bot.

import { openActions } from "/page/actions.js";
import * as api from "/page/api.js";
import { setUpAttaching } from "/page/attach.js";
import { Choices } from "/page/choices.js";
import { showChat, showStart, showStatus, toast } from "/page/frame.js";
import { History } from "/page/history.js";
import { ownAddress, readLink, startParameter } from "/page/links.js";
import { summary } from "/page/message.js";
import { openSettings, setUpSettings } from "/page/settings.js";
import { make } from "/page/text.js";

const $ = (id) => document.getElementById(id);
const TYPING = 5000; // milliseconds; https://core.telegram.org/bots/api#sendchataction

const page = { place: { name: "private" }, bot: {}, person: {}, commands: [], chat: {} };
const draft = { replyTo: null, editing: null };
let asked = startParameter(new URLSearchParams(location.search)); // by the address at which the page was opened
let idle = 0;
let held = null; // what was told while a chat is being read

// --- what the person does ---

const act = {
  command: (text) => say(text),
  start: (parameter) => visit({ name: "private" }).then(() => say(`/start ${parameter}`.trim())),
  send: (text) => say(text),
  menu: menuOf,
  goTo: (id) => history.goTo(id),
  press,
  // Links to the bot itself are followed here, as Telegram follows them; `node` is what was pressed.
  address(url, node) {
    const link = readLink(url, page.bot.username);
    if (!link) return false;
    if (link.share) share(link, node);
    else if (link.start === null) visit({ name: "private" });
    else act.start(link.start);
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
    if (act.address(button.url, node)) event.preventDefault();
    return;
  }
  if ("copy_text" in button) return copy(button.copy_text.text);
  const inline = button.switch_inline_query_current_chat ?? button.switch_inline_query;
  if (inline !== undefined) return setText(`@${page.bot.username} ${inline}`, true);
  node.setAttribute("aria-busy", "true");
  const answer = await attempt(() => api.press(page.place, message.message_id, button.callback_data));
  node.removeAttribute("aria-busy");
  if (!answer) return;
  if (answer.url) act.address(answer.url, node);
  if (answer.unanswered) toast("The bot did not answer.");
  else if (answer.text && answer.show_alert) {
    $("alert-text").textContent = answer.text;
    $("alert").showModal();
  } else if (answer.text) toast(answer.text);
}

function share({ share: address, text }, node) {
  const offers = page.chats.map(({ name, label }) => [
    `Share to ${label}`,
    async () => {
      await visit({ name });
      setText(`${address}\n${text}`.trim());
    },
  ]);
  openActions([...offers, ["Copy link", () => copy(ownAddress(address, page.bot.username))]], node);
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

const history = new History($("log"), $("scroller"), $("to-end"), () => page.person.id, act);

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
    const own = history.ownLast;
    if (own) {
      event.preventDefault();
      editOwn(own);
    }
  }
});
$("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  submit();
});
$("above-cancel").addEventListener("click", cancelDraft);
$("start").addEventListener("click", () => {
  const parameter = asked ?? "";
  asked = null;
  window.history.replaceState(null, "", "/");
  say(`/start ${parameter}`.trim());
});
$("menu").addEventListener("click", () => (choices.open ? setText("") : setText("/", true)));
setUpAttaching($("attach"), $("file"), {
  attempt,
  place: () => page.place,
  takeText() {
    const text = $("text").value.trim();
    setText("");
    return text;
  },
});

// --- the menu of a message ---

function menuOf(message, button, at) {
  const offers = [["Reply", () => reply(message)]];
  if (message.from?.id === page.person.id && message.text && !message.via_bot) {
    offers.push(["Edit", () => editOwn(message)]);
  }
  if (message.text) offers.push(["Copy text", () => copy(message.text)]);
  offers.push(["Delete", () => attempt(() => api.remove(page.place, message.message_id))]);
  openActions(offers, button, at);
}

// --- the chat in view ---

async function visit(place) {
  const before = page.place;
  page.place = place;
  held ??= [];
  cancelDraft();
  const view = await attempt(() => api.getChat(place));
  if (page.place !== place) return; // the person went elsewhere meanwhile
  if (!view) page.place = before;
  else arrive(view);
  const waiting = held ?? [];
  held = null;
  waiting.forEach(told);
}

function arrive(view) {
  sessionStorage.setItem("place", JSON.stringify(page.place));
  page.last = view.last;
  clearTimeout(idle);
  know(view);
  history.show(view.messages.filter(here));
  showBeginning();
}

// Takes in what is told of the chat in view, its messages apart.
function know({ chat, topics, commands, members, started, has_bot }) {
  Object.assign(page, { chat, topics, commands, members, started, has_bot });
  showChat(page, visit);
  showBeginning();
}

function showBeginning() {
  showStart(page, history.messages.size === 0, asked !== null);
}

// A forum's General topic holds the messages of no other.
function here(message) {
  return !page.chat.is_forum || (message.message_thread_id ?? null) === (page.place.thread ?? null);
}

// --- what the stand-in tells ---

function told(event) {
  if (held) {
    held.push(event);
    return;
  }
  if (event.number <= page.last) return; // the chat was read after it
  if (event.kind === "commands") return refresh();
  if (event.chat_id !== page.chat.id) return;
  if (event.kind === "members") return refresh();
  if (event.kind === "clear") {
    history.show([]);
    showBeginning();
  } else if (event.kind === "action") {
    if ((event.thread_id ?? null) !== (page.place.thread ?? null)) return;
    showStatus(page, event.action.startsWith("upload") ? "sending a file" : "typing", true);
    clearTimeout(idle);
    idle = setTimeout(showStatus, TYPING, page);
  } else if (event.message && here(event.message)) {
    if (event.kind === "delete") {
      history.remove(event.message.message_id);
    } else if (event.kind === "message" || history.messages.has(event.message.message_id)) {
      history.put(event.message);
      if (event.message.from?.id !== page.person.id) showStatus(page);
    }
    showBeginning();
  }
}

async function refresh() {
  const { place } = page;
  const [state, view] = await Promise.all([api.getState(), api.getChat(place)]);
  if (page.place !== place) return; // the person went elsewhere meanwhile
  Object.assign(page, state);
  know(view);
  if ($("text").value.startsWith("/")) typed();
}

// After a break the chat is read anew: the stand-in may be another one by now.
function connected(yes) {
  if (yes && $("status").dataset.lost) visit(page.place);
  if (yes) delete $("status").dataset.lost;
  else {
    $("status").dataset.lost = "true";
    showStatus(page, "connecting", true);
  }
}

$("open-settings").addEventListener("click", () => openSettings(page));

setUpSettings({
  settle: async (wanted) => Object.assign(page, await api.settle(wanted)),
  clear: () => attempt(() => api.clearChat(page.place)),
  async join(member) {
    const { place } = page;
    const view = await attempt(() => api.setMembership(place, member));
    if (view && page.place === place) know(view);
  },
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
const first = asked ? null : sessionStorage.getItem("place");
await visit(JSON.parse(first ?? '{"name": "private"}'));
if (!page.chat.id) await visit({ name: "private" });
api.listen(page.last, told, connected);
(asked ? $("start") : $("text")).focus();
document.body.dataset.ready = "true";
