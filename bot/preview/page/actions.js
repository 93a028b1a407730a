// The small menu of a message or of the paper clip: opens at its button or where it was pressed.

import { make } from "/page/text.js";

const menu = document.getElementById("actions");
let anchor = null;

// `offers` are pairs of a label and what to do. A button that is pressed again closes its menu.
export function openActions(offers, button, at) {
  if (!menu.hidden && anchor === button && !at) return close(true);
  close();
  menu.replaceChildren(
    ...offers.map(([label, work]) => {
      const item = make("button", "", label);
      item.type = "button";
      item.role = "menuitem";
      item.addEventListener("click", () => {
        close();
        work();
      });
      return item;
    }),
  );
  anchor = button;
  anchor.setAttribute("aria-expanded", "true");
  menu.hidden = false;
  const place = anchor.getBoundingClientRect();
  const above = place.bottom + menu.offsetHeight + 8 > innerHeight;
  const [x, y] = at ? [at.clientX, at.clientY] : [place.left, above ? place.top - menu.offsetHeight : place.bottom];
  menu.style.left = `${Math.max(8, Math.min(x, innerWidth - menu.offsetWidth - 8))}px`;
  menu.style.top = `${Math.max(8, Math.min(y, innerHeight - menu.offsetHeight - 8))}px`;
  menu.firstChild.focus();
}

function close(back = false) {
  if (menu.hidden) return;
  menu.hidden = true;
  anchor.setAttribute("aria-expanded", "false");
  if (back) anchor.focus();
}

menu.addEventListener("keydown", (event) => {
  const items = [...menu.children];
  const here = items.indexOf(document.activeElement);
  if (event.key === "ArrowDown") items[(here + 1) % items.length].focus();
  else if (event.key === "ArrowUp") items[(here + items.length - 1) % items.length].focus();
  else if (event.key === "Escape" || event.key === "Tab") close(true);
  else return;
  event.preventDefault();
});
document.addEventListener("pointerdown", (event) => {
  if (!event.target.closest("#actions") && !anchor?.contains(event.target)) close();
});
