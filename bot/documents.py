"""The documents that admins add: files in a folder of their own in the corpus, received in another until confirmed."""

import hashlib
import re
import shutil
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from bot.errors import BotError
from bot.limits import DOWNLOAD_BYTES
from index import Language

FOLDER: Final = "added"
"""Below the corpus folder, where the operator sees what came through the bot."""
RECEIVED: Final = "received"
"""Below the data folder."""
MOST_BYTES: Final = DOWNLOAD_BYTES
MOST_NAME: Final = 80
MOST_ENDING: Final = 20
MOST_OPENING: Final = 600
SECONDS_KEPT: Final = 24 * 60 * 60
"""How long a file waits for somebody to confirm it."""

_ODD: Final = re.compile(r"[^\w.,()+ -]+")
# Names that mean something else in a corpus folder, see `index.ingest.corpus`.
_TAKEN: Final = re.compile(r"(readme|license|sources\.yaml|aliases\.yaml|facts\.txt)", re.IGNORECASE)


class DocumentError(BotError):
    """A document cannot be taken in, or the folder not be changed."""


@dataclass(frozen=True, slots=True)
class Received:
    """A document that was sent and read; `opening` is its first passages, `warnings` what to look through."""

    token: str
    name: str
    title: str
    language: Language
    passages: int
    opening: str
    origin: str = ""
    """Its author and date, where it names them."""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Added:
    """A document in the folder."""

    token: str
    name: str


class Documents:
    """Both folders. All methods wait for the disk, so call them in a thread."""

    def __init__(self, corpus: Path, data: Path) -> None:
        self._added, self._received = corpus / FOLDER, data / RECEIVED
        self.corpus = corpus

    def receive(self, name: str, content: bytes) -> tuple[str, str]:
        """Keep a file until it is confirmed; gives its token and the name under which it would be added."""
        name = safe_name(name)
        token = _token(name.encode() + b"\0" + content)
        folder = self._received / token
        try:
            self._tidy()
            folder.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
        except OSError as error:
            raise DocumentError(f"{folder} cannot be written: {error.strerror}") from error
        return token, name

    def received(self, token: str) -> Path | None:
        """Find a file that waits."""
        folder = self._received / token
        return next(iter(sorted(folder.iterdir())), None) if folder.is_dir() else None

    def drop(self, token: str) -> None:
        """Let go of a file that waited."""
        shutil.rmtree(self._received / token, ignore_errors=True)

    def has(self, name: str) -> bool:
        """Tell whether there is a document of this name."""
        return (self._added / name).is_file()

    def add(self, token: str) -> str | None:
        """Put a file that waits among the documents, in one step; gives its name, None where it waits no longer."""
        file = self.received(token)
        if file is None:
            return None
        # Written beside its place under a hidden name, which the index does not read; renamed when it is whole.
        part = self._added / f".{token}.part"
        try:
            self._added.mkdir(exist_ok=True)
            shutil.copyfile(file, part)
            part.replace(self._added / file.name)
        except OSError as error:
            raise DocumentError(f"the folder {self._added} cannot be written: {error.strerror}") from error
        finally:
            with suppress(OSError):
                part.unlink()
        self.drop(token)
        return file.name

    def added(self) -> Sequence[Added]:
        """List the documents, by name."""
        if not self._added.is_dir():
            return []
        names = sorted(file.name for file in self._added.iterdir() if file.is_file() and not file.name.startswith("."))
        return [Added(_token(name.encode()), name) for name in names]

    def find(self, token: str) -> Added | None:
        """Find a document."""
        return next((one for one in self.added() if one.token == token), None)

    def remove(self, one: Added) -> None:
        """Delete a document."""
        try:
            (self._added / one.name).unlink(missing_ok=True)
        except OSError as error:
            raise DocumentError(f"{self._added / one.name} cannot be deleted: {error.strerror}") from error

    def _tidy(self) -> None:
        for folder in self._received.glob("*"):
            if time.time() - folder.stat().st_mtime > SECONDS_KEPT:
                shutil.rmtree(folder, ignore_errors=True)


def safe_name(name: str) -> str:
    """Give a file name that is one on every system and in no way special; its ending stays."""
    base = _ODD.sub("_", PurePosixPath(name.replace("\\", "/")).name).strip(". ")
    path = PurePosixPath(base or "document")
    stem = path.stem.encode()[:MOST_NAME].decode("utf-8", "ignore").strip(". ") or "document"
    return f"{'document-' if _TAKEN.match(base) else ''}{stem}{path.suffix[:MOST_ENDING]}"


def read_apart(corpus: Path, file: Path, token: str) -> Received:
    """Read a document as the index would; for a process of its own. Raises UnreadableDocumentError, CorpusError."""
    from index.building import read_alone

    document, passages = read_alone(corpus, f"{FOLDER}/{file.name}", file.read_bytes())
    opening = "\n\n".join(passage.text for passage in passages[:3])[:MOST_OPENING].rstrip()
    own = passages[0].sources[0]
    return Received(
        token,
        file.name,
        document.title,
        document.language,
        len(passages),
        opening,
        ", ".join(filter(None, (own.author, own.date))),
        document.warnings,
    )


def endings() -> list[str]:
    """List the endings of the files that can be read."""
    from index.building import READERS

    return sorted(READERS)


def _token(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]
