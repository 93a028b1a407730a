"""What stands in the data of buttons that belong to no answer: `2`, a letter for the kind, and its fields.

Like `bot.buttons`, it says all that is needed by itself, so that a button works after a restart.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from bot.limits import CALLBACK_DATA_BYTES

Kind = Literal["daily", "hours", "clocks", "stop", "random", "forget", "gap", "add", "remove", "broadcast"]

_VERSION: Final = "2"
_FORMS: Final[dict[Kind, tuple[str, re.Pattern[str]]]] = {
    "daily": ("d", re.compile(r"(\d{1,2}),(-?\d{1,3})", re.ASCII)),  # subscribe: hour, minutes ahead of UTC
    "hours": ("h", re.compile(r"(-?\d{1,3})", re.ASCII)),  # choose the hour: minutes ahead of UTC
    "clocks": ("c", re.compile(r"()")),  # choose the clock
    "stop": ("s", re.compile(r"()")),
    "random": ("r", re.compile(r"()")),
    "forget": ("f", re.compile(r"([01])")),  # whether it is confirmed
    "gap": ("g", re.compile(r"([0-9a-f]{8})")),  # which one
    "add": ("a", re.compile(r"([0-9a-f]{12}),([01])")),  # which file, whether it is confirmed
    "remove": ("m", re.compile(r"([0-9a-f]{12}),([01?])")),  # which file, whether it is confirmed or to be asked
    "broadcast": ("b", re.compile(r"(\d{1,18}),([01])", re.ASCII)),  # which one, whether it is confirmed
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One press: its kind, and its fields as text."""

    kind: Kind
    fields: tuple[str, ...] = ("",)

    def __str__(self) -> str:
        return f"{_VERSION}{_FORMS[self.kind][0]}{','.join(self.fields)}"


def choice(kind: Kind, *fields: object) -> str:
    """Write callback data. Raises ValueError for fields that could not be read again."""
    data = str(Choice(kind, tuple(map(str, fields)) or ("",)))
    if read_choice(data) is None or len(data) > CALLBACK_DATA_BYTES:
        raise ValueError(data)
    return data


def read_choice(data: str) -> Choice | None:
    """Read callback data; None where it is not of this form."""
    for kind, (letter, form) in _FORMS.items():
        if data.startswith(_VERSION + letter) and (found := form.fullmatch(data[2:])):
            return Choice(kind, found.groups())
    return None


def of_kind(*kinds: Kind) -> Callable[[object], bool]:
    """Give the test that a handler of these kinds puts to callback data."""

    def test(data: object) -> bool:
        found = read_choice(data) if isinstance(data, str) else None
        return found is not None and found.kind in kinds

    return test


def of_no_kind(data: object) -> bool:
    """Tell whether callback data is none of these."""
    return not isinstance(data, str) or read_choice(data) is None
