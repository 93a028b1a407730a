"""Answers and tables in a terminal."""

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.texts import IN_LANGUAGE, texts
from index import Answer, Language, Match, Source
from index.search import Explanation, Part

WIDTH = 100
"""Lines longer than this are hard to read, however wide the window is."""


def console() -> Console:
    """A console on standard output, as wide as the window and no wider than is readable."""
    made = Console(highlight=False, soft_wrap=False)
    made.width = min(made.width, WIDTH)
    return made


def show_answer(answer: Answer) -> None:
    """Print passages with the answering sentence marked; or the refusal, and what can be asked."""
    out = console()
    if answer.answered:
        for number, match in enumerate(answer.matches):
            _show_match(out, match, answer.language, first=number == 0)
        return
    out.print(Text("My documents do not say.", style="bold"))
    if answer.suggestions:
        out.print("They do answer, for instance:")
        for suggestion in answer.suggestions:
            out.print(Padding(Text(f"- {suggestion}"), (0, 0, 0, 2)))


def show_explanation(explained: Explanation) -> None:
    """Print what each number adds to the first passages' scores, and each piece of evidence to the confidence."""
    out = console()
    positions = range(len(explained.scores))
    table = Table("signal", "weight", *(f"passage {i + 1}" for i in positions), box=None)
    for part in explained.ranking:
        table.add_row(part.name, f"{part.weight:.2f}", *(_adds(part, i) for i in positions))
    table.add_row("score", "", *(f"{score:.2f}" for score in explained.scores))
    out.print(table)
    evidence = Table("evidence", "weight", "value", box=None)
    for part in explained.evidence:
        evidence.add_row(part.name, f"{part.weight:.2f}", _adds(part, 0))
    evidence.add_row("without any", "", f"{explained.bias:.2f}")
    evidence.add_row("confidence", "", f"{explained.confidence:.2f}")
    out.print(evidence)
    if explained.unanswered:
        out.print(f"stored as a question that no document answers: {explained.unanswered}")
    for typed, meant in explained.corrections:
        out.print(f"read {typed} as {meant}")
    out.print(f"searched for: {explained.searched}")


def _adds(part: Part, position: int) -> str:
    value = part.values[position]
    return "" if value is None else f"{value:.2f} → {part.adds(position):.2f}"


def show_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table, words to the left and numbers to the right."""
    table = Table(box=None)
    for number, name in enumerate(header):
        table.add_column(name, justify="left" if number < 2 else "right")
    for row in rows:
        table.add_row(*row)
    Console(highlight=False).print(table)


def _show_match(out: Console, match: Match, asker: Language, *, first: bool) -> None:
    passage = match.passage
    if passage.language != asker:
        out.print(Text(texts(asker)(IN_LANGUAGE[passage.language])))
    text = Text(passage.text, style="" if first else "dim")
    text.stylize("bold" if first else "not dim", *match.answer)
    named = {source_line(source) for source in passage.sources}
    # A title that is all that is known of a source is said once.
    where = " › ".join(part for part in (passage.title, passage.section) if part and part not in named)
    out.print(text)
    if where:
        out.print(Text(f"— {where}", style="italic"))
    for source in passage.sources:
        out.print(Padding(Text(source_line(source), style="dim"), (0, 0, 0, 2)))
    out.print()


def source_line(source: Source) -> str:
    """A source in one line."""
    return ", ".join(part for part in (source.author, source.title, source.publisher, source.date, source.url) if part)
