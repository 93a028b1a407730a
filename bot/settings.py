"""Settings, from the environment or a `.env` file: checked at the start, each with a working default."""

import ipaddress
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.errors import SettingError

ROOT: Final = Path(__file__).resolve().parents[1]
PREFIXES: Final = ("PARTNERSHIP_", "TELEGRAM_BOT_", "TELEGRAM_API_", "TELEGRAM_WEBHOOK_")
MOST_PORT: Final = 65535
LOG_LEVELS: Final = ("debug", "info", "warning", "error")


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says; None where a setting is not set and has no default."""

    token: str | None
    api_url: str | None
    webhook_url: str | None
    webhook_secret: str | None
    webhook_listen: str | None
    webhook_certificate: Path | None
    corpus: Path
    data: Path
    model: str
    store: str
    database: str | None
    admins: frozenset[int]
    status_listen: str | None
    log_level: str


@dataclass(frozen=True, slots=True)
class _Setting:
    """One setting: the field of `Settings` that it fills, its default, what it takes in words, and how it is read."""

    field: str
    default: str
    takes: str
    read: Callable[[str], object]


def _matching(pattern: str) -> Callable[[str], str]:
    def read(value: str) -> str:
        if not re.fullmatch(pattern, value, re.ASCII):
            raise ValueError(value)
        return value

    return read


def _url(value: str) -> str:
    return _matching(r"https?://[^\s/]+(/\S*)?")(value).rstrip("/")


def _path(value: str) -> Path:
    return Path(value).expanduser()


def _listen(value: str) -> str:
    port = _matching(r"[\w.:\[\]-]+:\d{1,5}")(value).rpartition(":")[2]
    if int(port) > MOST_PORT:
        raise ValueError(value)
    return value


def _loopback(value: str) -> str:
    host = _listen(value).rpartition(":")[0].strip("[]")
    if host.lower() != "localhost" and not ipaddress.ip_address(host).is_loopback:
        raise ValueError(value)
    return value


def _admins(value: str) -> frozenset[int]:
    return frozenset(int(_matching(r"\d+")(part)) for part in re.split(r"[,\s]+", value) if part)


def _level(value: str) -> str:
    return _matching("|".join(LOG_LEVELS))(value.lower())


SETTINGS: Final[Mapping[str, _Setting]] = {
    "TELEGRAM_BOT_TOKEN": _Setting(
        "token", "", "the token that @BotFather gave, like 123456:ABC-DEF…", _matching(r"\d+:[\w-]{20,}")
    ),
    "TELEGRAM_API_URL": _Setting("api_url", "", "the base of a Bot API server, like http://127.0.0.1:8081", _url),
    "TELEGRAM_WEBHOOK_URL": _Setting(
        "webhook_url", "", "the public https address that Telegram calls", _matching(r"https://\S+")
    ),
    "TELEGRAM_WEBHOOK_SECRET": _Setting(
        "webhook_secret", "", "1 to 256 of the characters A-Z a-z 0-9 _ -", _matching(r"[\w-]{1,256}")
    ),
    "TELEGRAM_WEBHOOK_LISTEN": _Setting("webhook_listen", "", "an address and a port, like 127.0.0.1:8443", _listen),
    "TELEGRAM_WEBHOOK_CERTIFICATE": _Setting(
        "webhook_certificate", "", "a PEM file with a key and a certificate, where no proxy has them", _path
    ),
    "PARTNERSHIP_CORPUS": _Setting("corpus", str(ROOT / "corpus"), "a folder of documents", _path),
    "PARTNERSHIP_DATA": _Setting("data", str(ROOT / "var"), "a folder for the index and the database", _path),
    "PARTNERSHIP_MODEL": _Setting(
        "model", "bundled", "bundled, a folder, or the name of a sentence-transformers model", _matching(r".*\S.*")
    ),
    "PARTNERSHIP_STORE": _Setting(
        "store", "faiss", "faiss, or the address of a Milvus", _matching(r"faiss|https?://\S+|\S+\.db")
    ),
    "PARTNERSHIP_DATABASE": _Setting(
        "database",
        "",
        "sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME (default: a file in the data folder)",
        _matching(r"(sqlite|postgresql)://.*"),
    ),
    "PARTNERSHIP_ADMINS": _Setting("admins", "", "Telegram user ids (numbers), separated by commas", _admins),
    "PARTNERSHIP_STATUS_LISTEN": _Setting(
        "status_listen", "", "an address and a port of this computer, like 127.0.0.1:9108", _loopback
    ),
    "PARTNERSHIP_LOG_LEVEL": _Setting("log_level", "info", ", ".join(LOG_LEVELS), _level),
}

SECRET: Final = {"TELEGRAM_BOT_TOKEN", "TELEGRAM_WEBHOOK_SECRET", "PARTNERSHIP_DATABASE"}
"""Whose values are in no message."""


def read_settings(environment: Mapping[str, str] | None = None, folder: Path | None = None) -> Settings:
    """Read the settings from the environment; from `.env` in this folder, or the project's, for those it lacks.

    Raises SettingError, which names the setting and says what it takes.
    """
    values = {**_env_file(folder), **(os.environ if environment is None else environment)}
    unknown = sorted(name for name in values if name.startswith(PREFIXES) and name not in SETTINGS)
    if unknown:
        raise SettingError(f"there is no setting {unknown[0]}; the settings are {', '.join(SETTINGS)}")
    fields = {setting.field: _read(name, setting, values.get(name, "").strip()) for name, setting in SETTINGS.items()}
    return Settings(**fields)  # type: ignore[arg-type]


def _read(name: str, setting: _Setting, value: str) -> object:
    value = value or setting.default
    if not value:
        return frozenset() if setting.field == "admins" else None
    try:
        return setting.read(value)
    except ValueError as error:
        shown = "what is set" if name in SECRET else repr(value)
        raise SettingError(f"{name} takes {setting.takes}, not {shown}") from error


def _env_file(folder: Path | None) -> dict[str, str]:
    from dotenv import dotenv_values

    places = [folder] if folder else [Path.cwd(), ROOT]
    file = next((place / ".env" for place in places if (place / ".env").is_file()), None)
    if file is None:
        return {}
    try:
        return {name: value or "" for name, value in dotenv_values(file).items()}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(f"{file} cannot be read: {error}") from error
