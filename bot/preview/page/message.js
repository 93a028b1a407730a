// One message as a list item.

import { fileAddress } from "/page/api.js";
import { formatted, icon, make } from "/page/text.js";

const DOTS = "M5 10a2 2 0 1 0 0 4 2 2 0 0 0 0-4m7 0a2 2 0 1 0 0 4 2 2 0 0 0 0-4m7 0a2 2 0 1 0 0 4 2 2 0 0 0 0-4";
const KEY_ICONS = {
  url: "M8 16 17 7M9 7h8v8",
  copy_text: "M9 9h10v10H9zM5 15V5h10",
  switch_inline_query: "M4 12h15m-6-6 6 6-6 6",
  switch_inline_query_current_chat: "M4 12h15m-6-6 6 6-6 6",
};
const KINDS = { photo: "Photo", voice: "Voice message", sticker: "Sticker" };
const FILE = "M13 3H7a1 1 0 0 0-1 1v16a1 1 0 0 0 1 1h10a1 1 0 0 0 1-1V8zm0 0v5h5";

export const clock = (seconds) =>
  new Date(seconds * 1000).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hour12: false });
export const day = (seconds) =>
  new Date(seconds * 1000).toLocaleDateString("en", { day: "numeric", month: "long" });
export const summary = (message) =>
  message.text || message.caption || message.document?.file_name || kindOf(message) || "Message";

const kindOf = (message) => Object.entries(KINDS).find(([kind]) => message[kind])?.[1];

// `me` is the person's id; `act` is told what the person does: menu, press, goTo, and what text.js tells.
export function messageItem(message, me, act) {
  const told = serviceText(message);
  if (told !== null) return serviceItem(message, told);
  const mine = message.from?.id === me;
  const item = make("li", mine ? "message out" : "message");
  item.dataset.id = message.message_id;
  item.dataset.from = message.from?.id ?? "";
  item.append(make("span", "hidden", mine ? "You:" : `${message.from?.first_name ?? message.chat.title}:`));
  item.append(bubble(message, mine, act));
  if (message.reply_markup) {
    item.classList.add("keyed");
    item.append(keyboard(message, act));
  }
  item.append(moreButton(message, act));
  item.addEventListener("contextmenu", (event) => {
    if (event.target.closest("a, img") || String(getSelection())) return;
    event.preventDefault();
    act.menu(message, item.querySelector(".more"), event);
  });
  return item;
}

function bubble(message, mine, act) {
  const box = make("div", "bubble");
  if (!mine && message.chat.type !== "private") box.append(make("span", "name", message.from?.first_name ?? ""));
  if (message.via_bot) box.append(make("span", "via", `via @${message.via_bot.username}`));
  const replied = message.reply_to_message;
  if (replied && serviceText(replied) === null) box.append(answered(replied, act));
  box.append(...media(message));
  const text = message.text ?? message.caption ?? "";
  const body = formatted(text, message.entities ?? message.caption_entities ?? [], act);
  body.append(stamp(message, mine));
  box.append(body);
  if (message.reactions?.length) {
    const row = make("div", "reactions");
    row.append(...message.reactions.map((emoji) => make("span", "", emoji)));
    box.append(row);
  }
  return box;
}

function answered(replied, act) {
  const button = make("button", "answered");
  button.type = "button";
  button.append(make("b", "", replied.from?.first_name ?? replied.chat.title), make("span", "", summary(replied)));
  button.addEventListener("click", () => act.goTo(replied.message_id));
  return button;
}

function media(message) {
  if (message.photo) {
    const size = message.photo.at(-1);
    const picture = make("img", "photo");
    picture.src = fileAddress(size.file_id);
    picture.width = size.width;
    picture.height = size.height;
    picture.alt = message.caption ? `Photo: ${message.caption}` : "Photo";
    const anchor = make("a");
    anchor.href = picture.src;
    anchor.target = "_blank";
    anchor.append(picture);
    return [anchor];
  }
  if (message.document) {
    const { file_id, file_name, file_size } = message.document;
    const anchor = make("a", "document");
    anchor.href = fileAddress(file_id);
    anchor.download = file_name;
    const sign = make("span", "sign");
    sign.append(icon(FILE));
    const about = make("span");
    about.append(make("b", "", file_name), make("small", "", bytes(file_size)));
    anchor.append(sign, about);
    return [anchor];
  }
  if (message.sticker) return [make("span", "sticker", message.sticker.emoji)];
  if (message.voice) return [make("span", "", `🎤 Voice message, ${message.voice.duration} s`)];
  return [];
}

function bytes(count) {
  if (count < 1024) return `${count} B`;
  return count < 1024 * 1024 ? `${(count / 1024).toFixed(1)} KB` : `${(count / 1024 / 1024).toFixed(1)} MB`;
}

function stamp(message, mine) {
  const node = make("span", "stamp", `${message.rewritten ? "edited " : ""}${clock(message.date)}`);
  if (mine) {
    const ticks = icon("m2 13 5 5L17 7M10 17l1 1L21 7");
    ticks.classList.add("ticks");
    node.append(ticks);
  }
  return node;
}

function keyboard(message, act) {
  const keys = make("div", "keys");
  for (const row of message.reply_markup.inline_keyboard) {
    const line = make("div");
    line.append(...row.map((button) => key(message, button, act)));
    keys.append(line);
  }
  return keys;
}

function key(message, button, act) {
  const node = make(button.url ? "a" : "button", "key", button.text);
  if (button.url) {
    node.href = button.url;
    node.target = "_blank";
    node.rel = "noopener noreferrer";
  } else node.type = "button";
  node.addEventListener("click", (event) => act.press(message, button, node, event));
  const kind = Object.keys(KEY_ICONS).find((name) => name in button);
  if (kind) node.append(icon(KEY_ICONS[kind]));
  return node;
}

function moreButton(message, act) {
  const button = make("button", "more");
  button.type = "button";
  button.ariaLabel = "Reply, copy and more";
  button.ariaHasPopup = "menu";
  button.setAttribute("aria-expanded", "false");
  button.append(icon(DOTS));
  button.addEventListener("click", () => act.menu(message, button));
  return button;
}

function serviceText(message) {
  const who = message.from?.first_name ?? "";
  if (message.new_chat_members) {
    return `${who} added ${message.new_chat_members.map((member) => member.first_name).join(", ")}`;
  }
  const left = message.left_chat_member;
  if (left) return left.id === message.from?.id ? `${who} left the chat` : `${who} removed ${left.first_name}`;
  if (message.forum_topic_created) return `The topic “${message.forum_topic_created.name}” was created`;
  return null;
}

function serviceItem(message, text) {
  const item = make("li", "service", text);
  item.dataset.id = message.message_id;
  return item;
}
