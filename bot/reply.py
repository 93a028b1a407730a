"""What handlers give and `bot.sending` puts into a chat."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Button:
    """A button that comes back as a callback query; `data` is written by `bot.buttons`."""

    text: str
    data: str


@dataclass(frozen=True, slots=True)
class Link:
    """A button that opens an address."""

    text: str
    url: str


Keyboard = tuple[tuple[Button | Link, ...], ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """One message: Telegram's HTML, and the buttons below it, row by row."""

    html: str
    keyboard: Keyboard = ()


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a message: shown as a picture where `picture` is true."""

    name: str
    content: bytes
    picture: bool = False


@dataclass(frozen=True, slots=True)
class Toast:
    """What a pressed button says: for a moment at the top, or in a box to be closed where `alert` is true."""

    text: str = ""
    alert: bool = False
