"""The index kept up to date while the bot answers from the one it has."""

import asyncio
from pathlib import Path
from typing import Final, NamedTuple

from bot.apart import run_apart
from bot.asking import Asker
from bot.documents import DocumentError, Documents, Received, read_apart
from bot.library import Library
from index.building import BuildReport, build, folder_digest, load_index
from index.search import Index

READ_SECONDS: Final = 120.0
BUILD_SECONDS: Final = 3600.0


class Home(NamedTuple):
    """The folder of documents, the data folder, and the name of the model."""

    corpus: Path
    data: Path
    model: str


class Change(NamedTuple):
    """What a build did, and the document that was added or removed before it; empty where the folder was changed."""

    report: BuildReport
    name: str = ""


class Upkeep:
    """Changes documents and builds their index in a process of its own, then lets the bot answer from it at once."""

    def __init__(self, asker: Asker, home: Home) -> None:
        self._asker, self._home = asker, home
        self.documents = Documents(home.corpus, home.data)
        # One change after the other: each build sees a folder that nobody changes under it.
        self._lock = asyncio.Lock()
        # Whoever makes this has just loaded the index of the folder as it is.
        self._digest = folder_digest(home.corpus)

    async def read(self, name: str, content: bytes) -> Received:
        """Keep a document that was sent and read it. Raises UnreadableDocumentError, DocumentError, ApartError."""
        token, kept = await asyncio.to_thread(self.documents.receive, name, content)
        file = await asyncio.to_thread(self.documents.received, token)
        if file is None:
            raise DocumentError(f"{kept} is no longer there")
        try:
            return await run_apart(read_apart, self._home.corpus, file, token, seconds=READ_SECONDS)
        except Exception:
            await asyncio.to_thread(self.documents.drop, token)
            raise

    async def add(self, token: str) -> Change | None:
        """Take a document in that was read; None where it waits no longer. Raises IndexingError, BotError."""
        async with self._lock:
            name = await asyncio.to_thread(self.documents.add, token)
            return Change(await self._rebuild(), name) if name else None

    async def remove(self, token: str) -> Change | None:
        """Remove a document; None where there is none. Raises IndexingError, BotError."""
        async with self._lock:
            one = await asyncio.to_thread(self.documents.find, token)
            if one is None:
                return None
            await asyncio.to_thread(self.documents.remove, one)
            return Change(await self._rebuild(), one.name)

    async def reload(self) -> Change | None:
        """Take in what changed in the folder; None where nothing did. Raises IndexingError, BotError."""
        async with self._lock:
            digest = await asyncio.to_thread(folder_digest, self._home.corpus)
            return None if digest == self._digest else Change(await self._rebuild())

    async def _rebuild(self) -> BuildReport:
        digest = await asyncio.to_thread(folder_digest, self._home.corpus)
        report = await run_apart(_build, *self._home, seconds=BUILD_SECONDS)
        index = await asyncio.to_thread(load_index, *self._home)
        self._asker.library = await asyncio.to_thread(_prepared, index)
        self._digest = digest
        return report


def _build(corpus: Path, data: Path, model: str) -> BuildReport:
    # An admin may remove most documents, one by one and on purpose.
    return build(corpus, data, model, shrink=True)


def _prepared(index: Index) -> Library:
    library = Library(index)
    library.prepare()
    return library
