// Formatted text as DOM nodes, from text and entities (offsets in UTF-16 code units, as JavaScript counts too).
// Never from HTML: whatever a bot sends stays text.

const TAGS = { bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code" };
const BLOCKS = new Set(["blockquote", "expandable_blockquote", "pre"]);
const OPENABLE = /^(https?:|mailto:|tel:)/i;

export function make(tag, className = "", text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

export function icon(path) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

// `act` is told what a person taps: act.command(text), act.address(url, node) -> whether it was followed within the page.
export function formatted(text, entities, act) {
  const root = make("div", "text");
  fill(root, text, 0, text.length, [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length), act);
  return root;
}

function fill(parent, text, start, end, entities, act) {
  let here = start;
  let afterBlock = false;
  const rest = [...entities];
  const write = (until, beforeBlock) => {
    let piece = text.slice(here, until);
    // A block begins and ends its line by itself.
    if (afterBlock) piece = piece.replace(/^\n/, "");
    if (beforeBlock) piece = piece.replace(/\n$/, "");
    if (piece) parent.append(piece);
    here = until;
  };
  while (rest.length) {
    const entity = rest.shift();
    const from = Math.max(entity.offset, here);
    const to = Math.min(entity.offset + entity.length, end);
    if (to <= from) continue;
    const inner = [];
    const later = [];
    for (const other of rest) {
      if (other.offset >= to) later.push(other);
      else {
        inner.push(other);
        // One that reaches beyond this entity goes on behind it.
        const beyond = other.offset + other.length - to;
        if (beyond > 0) later.push({ ...other, offset: to, length: beyond });
      }
    }
    const block = BLOCKS.has(entity.type);
    write(from, block);
    const [outer, inside] = element(entity, text.slice(from, to), act);
    fill(inside, text, from, to, inner, act);
    parent.append(outer);
    here = to;
    afterBlock = block;
    rest.splice(0, rest.length, ...later);
    if (!block) afterBlock = false;
  }
  write(end, false);
}

// Gives the element of an entity and the node within it that takes the text.
function element(entity, covered, act) {
  if (TAGS[entity.type]) return twice(make(TAGS[entity.type]));
  if (BLOCKS.has(entity.type)) return entity.type === "pre" ? pre(entity) : quote(entity);
  if (entity.type === "spoiler") return spoiler();
  if (entity.type === "text_link") return twice(link(entity.url, act));
  if (entity.type === "url") return twice(link(/^[a-z]+:/i.test(covered) ? covered : `https://${covered}`, act));
  if (entity.type === "email") return twice(link(`mailto:${covered}`, act));
  if (entity.type === "bot_command") {
    const button = make("button", "link");
    button.type = "button";
    button.addEventListener("click", () => act.command(covered));
    return twice(button);
  }
  return twice(make("span"));
}

const twice = (node) => [node, node];

function pre(entity) {
  const block = make("pre");
  if (entity.language) block.dataset.language = entity.language;
  return twice(block);
}

function link(address, act) {
  if (!OPENABLE.test(address)) return make("span");
  const anchor = make("a");
  anchor.href = address;
  anchor.target = "_blank";
  anchor.rel = "noopener noreferrer";
  anchor.title = address;
  anchor.addEventListener("click", (event) => {
    if (act.address(address, anchor)) event.preventDefault();
  });
  return anchor;
}

function spoiler() {
  const cover = make("span", "spoiler");
  const inside = make("span");
  cover.append(inside);
  cover.tabIndex = 0;
  cover.role = "button";
  cover.ariaLabel = "Hidden text, press to show";
  const open = (event) => {
    if (cover.classList.contains("open")) return;
    event.preventDefault();
    cover.classList.add("open");
    cover.removeAttribute("role");
    cover.removeAttribute("aria-label");
    cover.removeAttribute("tabindex");
  };
  cover.addEventListener("click", open);
  cover.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") open(event);
  });
  return [cover, inside];
}

function quote(entity) {
  const block = make("blockquote");
  if (entity.type === "blockquote") return twice(block);
  const inside = make("div", "inner");
  block.classList.add("expandable", "closed");
  block.append(inside);
  return [block, inside];
}

// Gives each expandable quote that is longer than it shows the button that opens it; needs the nodes in the page.
// `opened` tells by their order which quotes stand open.
export function foldQuotes(root, opened = []) {
  for (const [index, block] of root.querySelectorAll("blockquote").entries()) {
    if (!block.matches(".expandable:not(.foldable)")) continue;
    const inside = block.querySelector(".inner");
    if (inside.scrollHeight <= inside.clientHeight + 1) {
      block.classList.remove("closed");
      continue;
    }
    block.classList.add("foldable");
    const button = make("button", "unfold");
    button.type = "button";
    button.append(icon("m6 9 6 6 6-6"));
    const show = (open) => {
      block.classList.toggle("closed", !open);
      button.setAttribute("aria-expanded", String(open));
      button.ariaLabel = open ? "Show less of the quote" : "Show the whole quote";
    };
    show(opened[index] ?? false);
    block.addEventListener("click", (event) => {
      if (event.target.closest("a, .spoiler, .link") || String(getSelection())) return;
      show(block.classList.contains("closed"));
    });
    block.append(button);
  }
}
