"""What stands in a button's callback data.

Telegram gives back what it was given, at most 64 bytes, whenever the button is pressed: after a restart, after a year.
So the data says all that is needed by itself: `1`, the version, a letter for the kind, and fields of fixed width.
"""

import re
from dataclasses import dataclass
from typing import Final, Literal

from bot.limits import CALLBACK_DATA_BYTES
from index import LANGUAGES, Language

Face = Literal["passage", "sources", "languages", "reasons"]
Reason = Literal["wrong", "incomplete", "outdated", "unclear"]

REASONS: Final[tuple[Reason, ...]] = ("wrong", "incomplete", "outdated", "unclear")
MOST_NUMBER: Final = 0xFF  # two hexadecimal digits
MOST_PASSAGES: Final = 3

_VERSION: Final = "1"
_FACES: Final[dict[Face, str]] = {"passage": "p", "sources": "s", "languages": "l", "reasons": "w"}
_ASKERS: Final[dict[Language, str]] = {"en": "E", "mn": "M", "ja": "J"}
_ID: Final = r"[0-9a-f]{12}"  # the form of `Match.id`
_REF: Final = rf"{_ID}[0-9a-f]{{2}}"
_ID_LENGTH: Final = 12
_REF_LENGTH: Final = _ID_LENGTH + 2
_LINK: Final = re.compile(rf"p_({_ID})([0-9a-f]{{2}})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class PassageRef:
    """A passage and the number of its answering sentence."""

    id: str
    sentence: int = 0

    def __str__(self) -> str:
        return f"{self.id}{self.sentence:02x}"

    @property
    def start_parameter(self) -> str:
        """The parameter of the deep link that opens this passage."""
        return f"p_{self}"


@dataclass(frozen=True, slots=True)
class QuestionRef:
    """The n-th of the questions that a passage answers."""

    id: str
    number: int

    def __str__(self) -> str:
        return f"{self.id}{self.number:02x}"


@dataclass(frozen=True, slots=True)
class View:
    """An answer as it is shown: its passages, which of them, which side of it; the question if a button asked it.

    `asker` is the language of who asked, where a passage is in another one.
    """

    passages: tuple[PassageRef, ...]
    position: int = 0
    face: Face = "passage"
    asked: QuestionRef | None = None
    asker: Language | None = None

    @property
    def shown(self) -> PassageRef:
        """The passage that is in sight."""
        return self.passages[self.position]

    def __str__(self) -> str:
        return f"{_VERSION}{_FACES[self.face]}{_state(self)}"


@dataclass(frozen=True, slots=True)
class Translate:
    """Show the same passages in another language."""

    view: View
    language: Language

    def __str__(self) -> str:
        return f"{_VERSION}t{self.language}{_state(self.view)}"


@dataclass(frozen=True, slots=True)
class Rate:
    """Say whether the passage in sight answers."""

    view: View
    good: bool

    def __str__(self) -> str:
        return f"{_VERSION}{'+' if self.good else '-'}{_state(self.view)}"


@dataclass(frozen=True, slots=True)
class GiveReason:
    """Say why it does not."""

    view: View
    reason: Reason

    def __str__(self) -> str:
        return f"{_VERSION}r{REASONS.index(self.reason)}{_state(self.view)}"


@dataclass(frozen=True, slots=True)
class AskQuestion:
    """Ask a question that a passage answers."""

    question: QuestionRef

    def __str__(self) -> str:
        return f"{_VERSION}q{self.question}"


@dataclass(frozen=True, slots=True)
class AskText:
    """Ask a question that no document names; only for one short enough for `fits`."""

    text: str

    def __str__(self) -> str:
        return f"{_VERSION}a{self.text}"


@dataclass(frozen=True, slots=True)
class ShowSources:
    """Turn the pages of /sources."""

    page: int

    def __str__(self) -> str:
        return f"{_VERSION}c{self.page}"


@dataclass(frozen=True, slots=True)
class ChooseLanguage:
    """Fix the language of the interface, or with None let each question decide."""

    language: Language | None

    def __str__(self) -> str:
        return f"{_VERSION}i{self.language or ''}"


Press = View | Translate | Rate | GiveReason | AskQuestion | AskText | ShowSources | ChooseLanguage


def fits(press: Press) -> bool:
    """Tell whether Telegram would take it."""
    return len(str(press).encode()) <= CALLBACK_DATA_BYTES


def read_press(data: str) -> Press | None:
    """Read callback data; None where it is not of this version of the bot."""
    if not data.startswith(_VERSION) or len(data) < 2:
        return None
    kind, rest = data[1], data[2:]
    if kind == "a":
        return AskText(rest) if rest else None
    if kind == "q":
        question = _question(rest)
        return AskQuestion(question) if question else None
    if kind == "c":
        return ShowSources(int(rest)) if re.fullmatch(r"\d{1,6}", rest, re.ASCII) else None
    if kind == "i":
        return ChooseLanguage(_language(rest)) if rest in {"", *LANGUAGES} else None
    return _read_view_press(kind, rest)


def read_start_parameter(parameter: str) -> PassageRef | None:
    """Read the parameter of a deep link."""
    found = _LINK.fullmatch(parameter)
    return PassageRef(found[1], int(found[2] or "0", 16)) if found else None


def _read_view_press(kind: str, rest: str) -> Press | None:
    for face, letter in _FACES.items():
        if kind == letter:
            return _read_state(rest, face)
    if kind in {"+", "-"}:
        view = _read_state(rest)
        return Rate(view, kind == "+") if view else None
    if kind == "t":
        view, language = _read_state(rest[2:]), _language(rest[:2])
        return Translate(view, language) if view and language else None
    if kind == "r" and rest[:1] in {str(number) for number in range(len(REASONS))}:
        view = _read_state(rest[1:])
        return GiveReason(view, REASONS[int(rest[0])]) if view else None
    return None


def _state(view: View) -> str:
    asked = f"q{view.asked}" if view.asked else ""
    asker = _ASKERS[view.asker] if view.asker else ""
    return f"{view.position}{asker}{''.join(map(str, view.passages))}{asked}"


_STATE: Final = re.compile(rf"(\d)([EMJ]?)((?:{_REF}){{1,{MOST_PASSAGES}}})(?:q({_REF}))?", re.ASCII)


def _read_state(state: str, face: Face = "passage") -> View | None:
    found = _STATE.fullmatch(state)
    if found is None:
        return None
    position, asker, listed, asked = found.groups()
    refs = [listed[start : start + _REF_LENGTH] for start in range(0, len(listed), _REF_LENGTH)]
    passages = tuple(PassageRef(ref[:_ID_LENGTH], int(ref[_ID_LENGTH:], 16)) for ref in refs)
    language = next((language for language, letter in _ASKERS.items() if letter == asker), None)
    if int(position) >= len(passages):
        return None
    return View(passages, int(position), face, _question(asked or ""), language)


def _question(ref: str) -> QuestionRef | None:
    return QuestionRef(ref[:_ID_LENGTH], int(ref[_ID_LENGTH:], 16)) if re.fullmatch(_REF, ref, re.ASCII) else None


def _language(code: str) -> Language | None:
    return next((language for language in LANGUAGES if language == code), None)
