"""The bot itself on the page, in a real browser: each test meets it anew, as a person would."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

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
