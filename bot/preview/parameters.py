"""What a call of the Bot API says, whether it came as JSON, as a form, or with files."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from bot.preview.errors import bad_request


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a call."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Parameters:
    """The named parameters of one call; forms give texts where JSON gives numbers and objects."""

    values: Mapping[str, Any]
    uploads: Mapping[str, Upload]

    def has(self, name: str) -> bool:
        """Tell whether a parameter was given and is not empty."""
        return self.values.get(name) not in (None, "")

    def text(self, name: str, default: str = "") -> str:
        """Give a text. Raises 400 for a half of a surrogate pair, which no text holds."""
        value = self.values.get(name)
        text = default if value is None else value if isinstance(value, str) else json.dumps(value)
        if any("\ud800" <= character <= "\udfff" for character in text):
            raise bad_request("strings must be encoded in UTF-8")
        return text

    def integer(self, name: str, default: int = 0) -> int:
        """Give a number, or the default where it is no number, as Telegram does."""
        try:
            return int(self.values.get(name, default))
        except (TypeError, ValueError):
            return default

    def boolean(self, name: str) -> bool:
        """Give a yes or no."""
        return str(self.values.get(name, "")).lower() in {"true", "1", "yes", "y"}

    def json(self, name: str, what: str) -> Any:
        """Give an object or a list, None if not given. Raises 400 with `what` when it is not JSON."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {what} JSON object") from None


def read_parameters(query: str, content_type: str, body: bytes) -> Parameters:
    """Read the query string and body of a call. Raises 400 for a body that is not what its type says."""
    values: dict[str, Any] = dict(parse_qsl(query, keep_blank_values=True))
    kind = content_type.partition(";")[0].strip().lower()
    if not body:
        return Parameters(values, {})
    if kind == "application/json":
        try:
            named = json.loads(body)
        except ValueError:
            named = None
        if not isinstance(named, dict):
            raise bad_request("can't parse request JSON object")
        return Parameters(values | named, {})
    fields, uploads = _read_form(content_type, body)
    return Parameters(values | fields, uploads)


def _read_form(content_type: str, body: bytes) -> tuple[dict[str, str], dict[str, Upload]]:
    # tornado comes with python-telegram-bot's webhooks; its form reader takes a whole body, which is what we have.
    from tornado.httputil import HTTPFile, HTTPInputError, parse_body_arguments

    arguments: dict[str, list[bytes]] = {}
    files: dict[str, list[HTTPFile]] = {}
    try:
        parse_body_arguments(content_type, body, arguments, files)
        fields = {name: values[-1].decode() for name, values in arguments.items()}
    except (HTTPInputError, UnicodeDecodeError):
        raise bad_request("can't parse request body") from None
    uploads = {
        name: Upload(sent[-1]["filename"], sent[-1]["content_type"], sent[-1]["body"]) for name, sent in files.items()
    }
    return fields, uploads
