import asyncio
import shutil
import struct
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.application import TelegramBot
from bot.library import Library
from bot.pacing import Pace
from bot.preview import Conversation, StandIn
from bot.upkeep import Home
from index.search import Index
from index.store.snapshots import Manifest, newest

SOURCES = """
kantei-2023:
  title: "Japan-Mongolia Leaders' Working Lunch (Summary)"
  publisher: "Prime Minister's Office of Japan"
  date: "2023-09-20"
  url: "https://japan.kantei.go.jp/lunch.html?a=1&b=2"
tanveer-2022:
  title: "Mongolia-Japan Special Strategic Partnership"
  author: "Maheen Tanveer"
  date: "2022-12"
"""

DOCUMENTS = {
    "en/trees.md": """---
title: Environment and climate
language: en
topic: environment
---
# Environment and climate

## The pledge of 50,000 trees

On 29 November 2022 Japan promised to have 50,000 trees planted in Mongolia. Japan's plan is to plant the 50,000 trees \
over five years. Prime Minister Fumio Kishida of Japan announced the first project on 20 September 2023.

Sources: tanveer-2022, kantei-2023

<!-- trees-pledge
- How many trees did Japan promise to plant in Mongolia?
- When did Japan pledge the 50,000 trees?
- Over how many years will Japan plant the trees?
-->

## The project near Erdenet

The first tree-planting project under Japan's pledge began near Erdenet in Orkhon Province. OISCA says that 23,500 \
trees will be planted there on 10 hectares.

Sources: kantei-2023

<!-- erdenet
- Where did Japan's first tree-planting project begin?
- How many hectares is the forest near Erdenet?
-->
""",
    "en/sumo.md": """---
title: Sumo
language: en
topic: sumo
---
# Sumo

## Wrestlers < & > their titles

The first Mongolian wrestlers came to Japan in 1992. Hakuho won 45 tournaments, "more than anyone" & 13 > 12 < 14.

Sources: tanveer-2022

<!-- sumo-titles
- How many tournaments did Hakuho win?
- When did the first Mongolian sumo wrestlers come to Japan?
-->
""",
    "mn/trees.md": """---
title: Байгаль орчин, уур амьсгал
language: mn
topic: environment
---
# Байгаль орчин, уур амьсгал

## 50,000 мод тарих амлалт

Япон Улс Монголд 50,000 мод тариулна гэж 2022 оны 11 дүгээр сарын 29-нд амласан. Япон тал 50,000 модыг таван жилийн \
дотор тарихаар төлөвлөжээ.

Эх сурвалж: tanveer-2022, kantei-2023

<!-- trees-pledge
- Япон Монголд хэдэн мод тарихаа амласан бэ?
- 50,000 модыг хэдэн жилийн дотор тарих вэ?
-->
""",
    "ja/trees.md": """---
title: 環境と気候
language: ja
topic: environment
---
# 環境と気候

## 5万本の植林の約束

日本は2022年11月29日、モンゴルで5万本の木を植えることを約束しました。日本はこの5万本を5年間で植える計画です。

出典: tanveer-2022, kantei-2023

<!-- trees-pledge
- 日本はモンゴルに何本の木を植えると約束しましたか？
- 5万本は何年かけて植えますか？
-->
""",
}


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory, models: Path) -> Home:
    """A small corpus in three languages with its index, which all tests share and none changes."""
    from index.building import build

    folder = tmp_path_factory.mktemp("home")
    home = Home(folder / "corpus", folder / "data", "bundled")
    for path, text in {"sources.yaml": SOURCES, **DOCUMENTS}.items():
        (home.corpus / path).parent.mkdir(parents=True, exist_ok=True)
        (home.corpus / path).write_text(text, "utf-8")
    home.data.mkdir()
    (home.data / "models").symlink_to(models, target_is_directory=True)
    build(*home)
    return home


@pytest.fixture
def own_home(home: Home, tmp_path: Path) -> Home:
    """A home that the test may change: a copy, since building one takes a second."""
    own = Home(tmp_path / "corpus", tmp_path / "data", home.model)
    shutil.copytree(home.corpus, own.corpus)
    shutil.copytree(home.data, own.data, symlinks=True)
    (snapshot,) = newest(own.data)
    replace(Manifest.read(snapshot), corpus=str(own.corpus.resolve())).write(snapshot)
    return own


@pytest.fixture(scope="session")
def index(home: Home) -> Index:
    """A small real index in three languages."""
    from index.building import load_index

    return load_index(*home)


@pytest.fixture(scope="session")
def library(index: Index) -> Library:
    return Library(index)


Running = Callable[..., AbstractContextManager[TelegramBot]]


@pytest.fixture(scope="session")
def running(index: Index) -> Running:
    """Runs the bot against a stand-in, as a context: `with running(telegram) as bot`."""

    @contextmanager
    def run(
        telegram: StandIn, *, pace: Pace | None = None, token: str | None = None, **options: Any
    ) -> Iterator[TelegramBot]:
        bot = TelegramBot(token or telegram.token, telegram.url, index, pace=pace or quick(), **options)
        stop = threading.Event()

        async def work() -> None:
            stopped = asyncio.Event()
            bot.application.bot_data["loop"] = asyncio.get_running_loop()
            serving = asyncio.create_task(bot.serve(stopped))
            await asyncio.to_thread(stop.wait)
            stopped.set()
            await serving

        thread = threading.Thread(target=lambda: asyncio.run(work()), name="bot")
        thread.start()
        try:
            yield bot
        finally:
            stop.set()
            thread.join()

    return run


def quick() -> Pace:
    """Telegram's limits are kept by tests of their own; elsewhere they would only make the tests slow."""
    return Pace(a_second=10_000, chat_a_second=10_000, group_a_minute=10_000)


@pytest.fixture(scope="session")
def served(running: Running) -> Iterator[tuple[StandIn, TelegramBot]]:
    """A stand-in and the bot in it, shared by all tests that only talk."""
    with StandIn() as telegram, running(telegram) as bot:
        yield telegram, bot


@pytest.fixture
def telegram(served: tuple[StandIn, TelegramBot]) -> StandIn:
    return served[0]


@pytest.fixture
def bot(served: tuple[StandIn, TelegramBot]) -> TelegramBot:
    return served[1]


@pytest.fixture
def anna(telegram: StandIn) -> Conversation:
    """The private chat of somebody who writes for the first time."""
    return telegram.chat(telegram.person("Anna", username="anna"))


@pytest.fixture
def group(telegram: StandIn) -> Conversation:
    """A group that the bot has just joined and greeted."""
    group = telegram.group(telegram.person("Bold"), "Friends of Mongolia and Japan")
    group.add_bot()
    group.wait()
    return group


@pytest.fixture(scope="session")
def picture() -> bytes:
    """A PNG of 16 by 16 grey pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", 16, 16, 8, 0, 0, 0, 0)
    pixels = zlib.compress((b"\0" + b"\x80" * 16) * 16)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
