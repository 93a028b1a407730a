"""Statistics as a picture."""

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from bot.fonts import JAPANESE, typeface
from bot.storage.reports import Statistics
from bot.texts import LANGUAGE_NAMES, Texts, texts

if TYPE_CHECKING:
    from matplotlib.axes import Axes

INCHES: Final = (6.0, 5.2)
DPI: Final = 200

# Two blues and an orange that differ in lightness too, for people who do not tell colours apart.
ANSWERED, REFUSED, LINES, INK = "#1f6fb2", "#e08214", "#d9dee3", "#1c2733"


def draw_statistics(seen: Statistics, _: Texts) -> bytes:
    """Draw questions a day, by language, and opinions, as a PNG; in English where no font has Japanese letters."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    known = {file.name for file in typeface("ja").files}
    if _.language == "ja" and not known & set(JAPANESE):
        _ = texts("en")
    figure = Figure(figsize=INCHES, dpi=DPI, facecolor="white", layout="constrained")
    days, languages, opinions = _axes(figure)
    _draw_days(days, seen, _)
    names = [_name(language) if known & set(JAPANESE) else language for language in seen.languages]
    tallies = list(seen.languages.values())
    answered, refused = [tally.answered for tally in tallies], [tally.asked - tally.answered for tally in tallies]
    _draw_bars(languages, names, answered, refused)
    _draw_bars(opinions, [_("good"), _("bad")], [seen.liked, 0], [0, seen.disliked])
    _label(days, _("Questions per day"), _)
    _label(languages, _("By language"), _)
    _label(opinions, _("Ratings of answers"), _)
    written = io.BytesIO()
    FigureCanvasAgg(figure).print_png(written)  # type: ignore[no-untyped-call]
    return written.getvalue()


def _axes(figure: Any) -> "tuple[Axes, Axes, Axes]":
    grid = figure.add_gridspec(2, 2, height_ratios=(3, 2))
    made = figure.add_subplot(grid[0, :]), figure.add_subplot(grid[1, 0]), figure.add_subplot(grid[1, 1])
    for axes in made:
        axes.spines[["top", "right"]].set_visible(False)
        axes.spines[["left", "bottom"]].set_color(LINES)
        axes.tick_params(colors=INK, length=0)
        axes.set_axisbelow(True)
    return made


def _draw_days(axes: "Axes", seen: Statistics, _: Texts) -> None:
    from matplotlib.ticker import MaxNLocator

    tallies, places = list(seen.days.values()), range(len(seen.days))
    answered = [tally.answered for tally in tallies]
    axes.bar(places, answered, color=ANSWERED, label=_("answered"))
    refused = [tally.asked - tally.answered for tally in tallies]
    axes.bar(places, refused, bottom=answered, color=REFUSED, label=_("not in the documents"))
    every = max(1, len(tallies) // 6)
    axes.set_xticks(places[::every], [f"{day:%m-%d}" for day in seen.days][::every])
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_ylim(0, max(4, 1.25 * max((tally.asked for tally in tallies), default=0)))
    axes.grid(axis="y", color=LINES)
    axes.legend(frameon=False, ncols=2, loc="upper left")


def _draw_bars(axes: "Axes", names: Sequence[str], good: Sequence[int], bad: Sequence[int]) -> None:
    rows = range(len(names))
    totals = [a + b for a, b in zip(good, bad, strict=True)]
    axes.barh(rows, good, color=ANSWERED)
    axes.barh(rows, bad, left=good, color=REFUSED)
    axes.set_yticks(rows, names)
    axes.invert_yaxis()
    axes.set_xticks([])
    axes.set_xlim(0, max([4, *totals]) * 1.2)
    for row, total in zip(rows, totals, strict=True):
        axes.text(total, row, f" {total}", va="center", color=INK)


def _name(language: Any) -> str:
    return LANGUAGE_NAMES.get(language, str(language))


def _label(axes: "Axes", title: str, _: Texts) -> None:
    """Set a title, and every word of the axes in the fonts of the language."""
    from matplotlib.font_manager import FontProperties, fontManager

    names = []
    for file in typeface(_.language).files:
        fontManager.addfont(str(file))
        names.append(FontProperties(fname=str(file)).get_name())
    axes.set_title(title, loc="left", color=INK, fontsize=12, fontfamily=names)
    legend = axes.get_legend()
    for text in [*axes.get_xticklabels(), *axes.get_yticklabels(), *(legend.get_texts() if legend else ())]:
        text.set_fontfamily(names)
