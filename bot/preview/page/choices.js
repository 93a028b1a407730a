// The list above the input line: commands while "/" is typed, results while "@bot" is.

import { askInline } from "/page/api.js";
import { make } from "/page/text.js";

const PAUSE = 300; // milliseconds without typing before the bot is asked inline

export class Choices {
  // `act`: send(text), choose(queryId, resultId), start(parameter); `page` gives place, commands and bot.
  constructor(list, input, page, act) {
    Object.assign(this, { list, input, page, act, options: [], selected: -1, timer: 0, asked: 0 });
    list.addEventListener("pointerdown", (event) => event.preventDefault());
  }

  get open() {
    return !this.list.hidden;
  }

  // Shows what fits the typed text.
  follow(text) {
    clearTimeout(this.timer);
    const command = /^\/([a-z0-9_]*)$/i.exec(text);
    const inline = new RegExp(`^@${this.page.bot.username}\\s([\\s\\S]*)$`, "i").exec(text);
    if (command) this.showCommands(command[1].toLowerCase());
    else if (inline && this.page.bot.inline) this.timer = setTimeout(() => this.showResults(inline[1].trim()), PAUSE);
    else this.close();
  }

  showCommands(beginning) {
    const fitting = this.page.commands.filter(({ command }) => command.startsWith(beginning));
    this.show(
      fitting.map(({ command, description }) => {
        const option = make("li");
        option.append(make("b", "", `/${command}`), make("span", "", description));
        return { option, text: `/${command}`, take: () => this.act.send(`/${command}`) };
      }),
      "commands",
    );
  }

  async showResults(query) {
    const asked = ++this.asked;
    const answer = await askInline(this.page.place, query, "");
    if (asked !== this.asked || !this.input.value.startsWith("@")) return;
    const options = answer.results.map((result) => {
      const option = make("li");
      const about = make("span", "wide");
      about.append(make("b", "", result.title), make("span", "", result.description));
      option.append(make("span", "sign", [...result.title][0]), about);
      return { option, take: () => this.act.choose(answer.query_id, result.id) };
    });
    if (answer.button?.start_parameter) {
      const option = make("li");
      option.append(make("b", "", answer.button.text));
      options.unshift({ option, take: () => this.act.start(answer.button.start_parameter) });
    }
    if (!options.length) {
      this.list.replaceChildren(make("li", "note", answer.unanswered ? "The bot did not answer." : "No results."));
      this.list.firstChild.role = "option";
      this.options = [];
      this.list.hidden = false;
      return;
    }
    // Where the bot is no member, the text itself calls it, so a result is only sent once it was picked.
    this.show(options, "results", this.page.has_bot ? 0 : -1);
  }

  show(options, label, selected = 0) {
    this.options = options;
    this.list.ariaLabel = label;
    this.list.replaceChildren(...options.map(({ option }) => option));
    options.forEach(({ option, take }, index) => {
      option.id = `choice-${index}`;
      option.role = "option";
      option.addEventListener("pointermove", () => this.select(index));
      option.addEventListener("click", () => this.take(take));
    });
    this.list.hidden = options.length === 0;
    this.select(options.length ? selected : -1);
  }

  select(index) {
    if (index === this.selected && this.options[index]?.option.ariaSelected === "true") return;
    this.selected = index;
    this.options.forEach(({ option }, at) => option.setAttribute("aria-selected", String(at === index)));
    const chosen = this.options[index]?.option;
    if (chosen) {
      this.input.setAttribute("aria-activedescendant", chosen.id);
      chosen.scrollIntoView({ block: "nearest" });
    } else this.input.removeAttribute("aria-activedescendant");
  }

  take(take) {
    this.close();
    take();
  }

  close() {
    clearTimeout(this.timer);
    this.asked += 1;
    this.list.hidden = true;
    this.options = [];
    this.select(-1);
    this.list.replaceChildren();
  }

  // Answers a key of the input line; tells whether it was one for the list.
  key(event) {
    if (!this.open) return false;
    const count = this.options.length;
    const chosen = this.options[this.selected];
    if (event.key === "Escape") this.close();
    else if (!count) return false;
    else if (event.key === "ArrowDown") this.select((this.selected + 1) % count);
    else if (event.key === "ArrowUp") this.select((Math.max(this.selected, 0) + count - 1) % count);
    else if (event.key === "Tab" && chosen?.text && !event.shiftKey) {
      this.input.value = `${chosen.text} `;
      this.close();
    } else if (event.key === "Enter" && chosen && !event.shiftKey && !event.isComposing) this.take(chosen.take);
    else return false;
    event.preventDefault();
    return true;
  }
}
