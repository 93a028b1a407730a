"""The bot itself on the page, in a real browser, for tests that do what a person would.

With `page` they meet the bot for the first time. Those that only talk take `chat`, which is there sooner.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bot import quotas
from bot.application import TelegramBot
from bot.preview import StandIn
from tests.bot.browsing import chromium, opened, phone

Running = Callable[..., AbstractContextManager[TelegramBot]]


# Open no longer than the tests of this folder, since it is in the way of `asyncio.run`.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="package")
def one_phone(browser: Browser) -> BrowserContext:
    return phone(browser)


@pytest.fixture
def telegram() -> Iterator[StandIn]:
    with StandIn() as telegram:
        yield telegram


@pytest.fixture
def bot(running: Running, telegram: StandIn) -> Iterator[TelegramBot]:
    with running(telegram) as bot:
        yield bot


@pytest.fixture
def page(one_phone: BrowserContext, telegram: StandIn, bot: TelegramBot) -> Iterator[Page]:
    with opened(one_phone, telegram) as page:
        yield page


@pytest.fixture(scope="package")
def shared_chat(one_phone: BrowserContext, running: Running) -> Iterator[tuple[Page, TelegramBot]]:
    with pytest.MonkeyPatch.context() as patch:
        # One person asks in a minute what many would.
        patch.setattr(quotas, "PERSON_QUESTIONS", 10_000)
        with StandIn() as telegram, running(telegram) as bot, opened(one_phone, telegram) as page:
            yield page, bot


@pytest.fixture
def chat(shared_chat: tuple[Page, TelegramBot]) -> Page:
    """The page of a person who cleared the chat, and whom the bot has forgotten."""
    page, bot = shared_chat
    httpx.delete(f"{page.url}preview/chats/private").raise_for_status()
    expect(page.locator("#log .message")).to_have_count(0)
    person = httpx.get(f"{page.url}preview/state").json()["person"]["id"]
    bot.application.bot_data["loop"].call_soon_threadsafe(bot.services.memory.forget, person)
    return page
