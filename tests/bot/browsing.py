"""The page of the preview in a real browser, for tests."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

from bot.preview import StandIn

SCREEN: Final[Any] = {"width": 390, "height": 780}
QUIET: Final = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser; where there is none, the tests are skipped.

    As long as it is open, `asyncio.run` cannot be used in its thread.
    """
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


def phone(browser: Browser, **options: Any) -> BrowserContext:
    """What pages open in: its own storage and cache, apart from those of other phones."""
    return browser.new_context(**{"viewport": SCREEN, "reduced_motion": "reduce", **options})


@contextmanager
def opened(phone: BrowserContext, telegram: StandIn) -> Iterator[Page]:
    """The chat as it opens; a script error or a breach of the page's policy fails the test."""
    page = phone.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.goto(telegram.url)
    page.wait_for_selector("body[data-ready]")
    yield page
    page.close()
    assert problems == []


def say(page: Page, text: str) -> None:
    page.get_by_label("Message", exact=True).fill(text)
    page.keyboard.press("Enter")


def newest(page: Page) -> Locator:
    return page.locator("#log .message").last


def sentence(page: Page) -> Locator:
    """The answering sentence of the newest message; the quote below may show it again."""
    return newest(page).locator(".text b").first


def answers(page: Page) -> Locator:
    """All that the bot, or another person, has said."""
    return page.locator("#log .message:not(.out)")


def press(page: Page, label: str) -> None:
    """Press a button below the newest message."""
    newest(page).locator(".keys").get_by_role("button", name=label, exact=True).click()


def visit(page: Page, chat: str) -> None:
    """Go to another chat, or to a topic of this one."""
    button = page.get_by_role("button", name=chat, exact=True)
    button.click()
    expect(button).to_have_attribute("aria-current", "true")


def set_language(page: Page, code: str) -> None:
    """Let the person's Telegram speak another language."""
    page.get_by_role("button", name="Settings").click()
    with page.expect_response("**/preview/state"):
        page.get_by_label("Language of your Telegram").select_option(code)
    page.keyboard.press("Escape")


def barriers(page: Page) -> list[str]:
    """What axe finds in the way of people who see, hear or move otherwise, in what is in sight."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="pip install axe-playwright-python")
    found = axe.Axe().run(page)
    return [found.generate_report()] if found.violations_count else []


def barriers_by_day_and_night(page: Page) -> list[str]:
    """What axe finds in light colours and in dark ones."""
    found = barriers(page)
    page.emulate_media(color_scheme="dark")
    return found + barriers(page)
