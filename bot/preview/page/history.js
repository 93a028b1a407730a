// The messages of the chat in view, oldest first, the newest kept in sight.

import { day, messageItem } from "/page/message.js";
import { foldQuotes, make } from "/page/text.js";

const NEAR_END = 80; // pixels

export class History {
  // `me` gives the person's id; `act` is told what the person does with a message.
  constructor(log, scroller, toEnd, me, act) {
    Object.assign(this, { log, scroller, me, act, messages: new Map(), pinned: true });
    toEnd.addEventListener("click", () => this.toEnd());
    scroller.addEventListener("scroll", () => {
      this.pinned = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_END;
      toEnd.hidden = this.pinned;
    });
    const watcher = new ResizeObserver(() => this.pinned && this.toEnd());
    watcher.observe(scroller);
    watcher.observe(log);
  }

  get last() {
    return [...this.messages.values()].at(-1);
  }

  // The person's newest text that can still be edited.
  get ownLast() {
    return [...this.messages.values()].filter((m) => m.from?.id === this.me() && m.text && !m.via_bot).at(-1);
  }

  show(messages) {
    this.messages = new Map();
    this.log.replaceChildren();
    for (const message of messages) this.append(message);
    this.group();
    foldQuotes(this.log);
    this.toEnd();
  }

  // Adds a message, or puts it in the place of what it was before.
  put(message) {
    const known = this.find(message.message_id);
    if (known) this.replace(known, message);
    else {
      const item = this.append(message);
      item.classList.add("fresh");
      foldQuotes(item);
    }
    this.group();
    if (this.pinned || message.from?.id === this.me()) this.toEnd();
  }

  remove(id) {
    this.messages.delete(id);
    this.find(id)?.remove();
    this.group();
  }

  goTo(id) {
    const item = this.find(id);
    if (!item) return;
    item.scrollIntoView({ block: "center" });
    item.classList.remove("lit");
    requestAnimationFrame(() => item.classList.add("lit"));
  }

  toEnd() {
    this.pinned = true;
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  find(id) {
    return this.log.querySelector(`[data-id="${id}"]`);
  }

  append(message) {
    if (!this.last || day(this.last.date) !== day(message.date)) this.log.append(make("li", "day", day(message.date)));
    this.messages.set(message.message_id, message);
    const item = messageItem(message, this.me(), this.act);
    this.log.append(item);
    return item;
  }

  // Keeps open quotes open, and the focus where it was.
  replace(known, message) {
    this.messages.set(message.message_id, message);
    const item = messageItem(message, this.me(), this.act);
    const controls = (node) => [...node.querySelectorAll("button, a")];
    const focused = controls(known).indexOf(document.activeElement);
    const opened = [...known.querySelectorAll("blockquote")].map((quote) => !quote.classList.contains("closed"));
    known.replaceWith(item);
    foldQuotes(item, opened);
    if (focused >= 0) (controls(item)[focused] ?? item.querySelector(".more"))?.focus();
  }

  // Messages of one sender in a row stand together.
  group() {
    const items = [...this.log.children];
    const same = (one, other) => other?.dataset.from !== undefined && other.dataset.from === one.dataset.from;
    items.forEach((item, index) => {
      item.classList.toggle("first", !same(item, items[index - 1]));
      item.classList.toggle("last", !same(item, items[index + 1]));
    });
  }
}
