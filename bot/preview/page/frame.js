// What stands around the messages: who is there, the topics, how to begin, and the toast.

import { make } from "/page/text.js";

const $ = (id) => document.getElementById(id);
const GENERAL = "General";

export function toast(text) {
  const node = $("toast");
  node.textContent = text;
  node.classList.add("shown");
  clearTimeout(node.timer);
  node.timer = setTimeout(() => node.classList.remove("shown"), Math.min(8000, 2500 + 40 * text.length));
}

// `empty`: nothing was said yet; `asked`: the address at which the page was opened asks for a start.
export function showStart(page, empty, asked) {
  const alone = page.chat.type === "private";
  $("start").hidden = !alone || !(asked || !page.has_bot || (empty && !page.started));
  $("start").textContent = page.has_bot ? "Start" : "Start again";
  $("intro").hidden = !empty || (alone ? !page.bot.description : page.has_bot);
  $("about").textContent = alone ? "What can this bot do?" : "The bot is not in this chat";
  $("description").textContent = alone
    ? page.bot.description
    : `Write @${page.bot.username} and a question, and it answers here as a guest.`;
}

function standing(page) {
  if (page.chat.type === "private") return page.has_bot ? "bot" : "bot, stopped and blocked";
  return page.has_bot ? `${page.members} members` : "The bot is not a member";
}

// Shows what the bot does; without a text, who is in the chat.
export function showStatus(page, text = "", busy = false) {
  $("status").textContent = text || standing(page);
  $("status").className = busy ? "busy dots" : "";
}

export function showChat(page, visit) {
  const title = page.chat.title ?? page.bot.name;
  $("title").textContent = title;
  document.title = title;
  $("menu").hidden = page.commands.length === 0;
  for (const button of $("folders").children) {
    button.setAttribute("aria-current", String(button.dataset.name === page.place.name));
  }
  showTopics(page, visit);
  showStatus(page);
}

function showTopics(page, visit) {
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
