"""Bring the tables of docs/commands.md and docs/settings.md up to date with the program.

What stands between `<!-- command: NAME -->` or `<!-- settings -->` and `<!-- end -->` is written by this script, from
the command line (`bot/__main__.py`) and the table of settings (`bot/settings.py`); the rest is written by people.
"""

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bot.__main__ import parser  # noqa: E402
from bot.settings import SECRET, SETTINGS  # noqa: E402

FILES = ("commands.md", "settings.md")
BLOCK = re.compile(r"(<!-- (command: [a-z ]+|settings) -->\n).*?(<!-- end -->)", re.DOTALL)


def main() -> int:
    """Write the files, or say which are out of date; return 1 if one is, or if something has no place in them."""
    options = argparse.ArgumentParser(prog="scripts/docs", description="Bring the tables of the docs up to date.")
    options.add_argument("--check", action="store_true", help="write nothing; fail where something would be written")
    options.add_argument("--folder", type=Path, default=ROOT / "docs", help="the folder of the files (default: docs)")
    chosen = options.parse_args()
    blocks = {"settings": settings_table(), **{f"command: {name}": text for name, text in command_texts()}}
    findings = []
    placed = set()
    for file in (chosen.folder / name for name in FILES):
        text = file.read_text("utf-8")
        names = [found[2] for found in BLOCK.finditer(text)]
        findings += [f"{file.name}: there is no {name}; delete its block" for name in names if name not in blocks]
        placed.update(names)
        filled = BLOCK.sub(lambda found: f"{found[1]}{blocks.get(found[2], '')}{found[3]}", text)
        if filled != text and chosen.check:
            findings.append(f"{file.name} is out of date; run scripts/docs")
        elif filled != text:
            file.write_text(filled, "utf-8")
    findings += [f"{' and '.join(FILES)} lack the block: <!-- {name} -->" for name in blocks if name not in placed]
    for finding in findings:
        print(finding, file=sys.stderr)
    return 1 if findings else 0


def command_texts() -> Iterator[tuple[str, str]]:
    """Yield each command that does something, with what it says of itself."""
    for name, command in _commands(parser(), ""):
        lines = [f"{command.description}\n", f"```text\n{_usage(name, command)}\n```\n"]
        rows = [f"| {_form(action)} | {_cell(action.help)} |" for action in _options(command)]
        if rows:
            lines.append("\n".join(["| | |", "|---|---|", *rows]) + "\n")
        yield name, "\n".join(lines)


def settings_table() -> str:
    """Give the table of all settings."""
    rows = ["| Setting | What it takes | Default |", "|---|---|---|"]
    for name, setting in SETTINGS.items():
        default = setting.default.replace(f"{ROOT}/", "") + ("/" if setting.default.startswith(f"{ROOT}/") else "")
        takes = _cell(setting.takes) + (" (secret: shown in no message)" if name in SECRET else "")
        rows.append(f"| `{name}` | {takes} | {f'`{default}`' if default else 'not set'} |")
    return "\n".join(rows) + "\n"


def _commands(command: argparse.ArgumentParser, name: str) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Yield the commands below a command, and itself where there are none."""
    below = [action for action in _actions(command) if isinstance(action, argparse._SubParsersAction)]  # noqa: SLF001
    for action in below:
        for part, one in action.choices.items():
            yield from _commands(one, f"{name} {part}".strip())
    if not below:
        yield name, command


def _actions(command: argparse.ArgumentParser) -> list[argparse.Action]:
    # There is no public way to them, and the printed help differs from one Python to the next.
    return command._actions  # noqa: SLF001


def _options(command: argparse.ArgumentParser) -> list[argparse.Action]:
    """Give the arguments and options, as they stand in the usage."""
    actions = [action for action in _actions(command) if not isinstance(action, argparse._HelpAction)]  # noqa: SLF001
    return sorted(actions, key=lambda action: not action.option_strings)


def _usage(name: str, command: argparse.ArgumentParser) -> str:
    options = [action for action in _options(command) if action.option_strings]
    parts = [f"[{' '.join([action.option_strings[0], *_value(action)])}]" for action in options]
    usage = " ".join(["partnership-bot", name, *parts])
    for group in command._mutually_exclusive_groups:  # noqa: SLF001
        either = [action.option_strings[0] for action in group._group_actions]  # noqa: SLF001
        usage = usage.replace("] [".join(either), " | ".join(either))
    for action in (action for action in _options(command) if not action.option_strings):
        value = _value(action)[0]
        usage += {"+": f" {value} …", "?": f" [{value}]"}.get(str(action.nargs), f" {value}")
    return usage


def _form(action: argparse.Action) -> str:
    return f"`{_cell(' '.join([*action.option_strings[:1], *_value(action)]))}`"


def _value(action: argparse.Action) -> list[str]:
    """Give the name of the value that an argument takes, if it takes one."""
    if action.nargs == 0:
        return []
    if action.choices:
        return ["|".join(map(str, action.choices))]
    return [str(action.metavar or action.dest.upper())]


def _cell(text: str | None) -> str:
    return (text or "").replace("|", r"\|")


if __name__ == "__main__":
    sys.exit(main())
