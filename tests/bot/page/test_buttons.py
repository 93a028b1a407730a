from collections.abc import Callable
from contextlib import AbstractContextManager

from playwright.sync_api import BrowserContext, Page, expect

from bot.application import TelegramBot
from bot.preview import StandIn
from tests.bot.browsing import answers, newest, opened, press, say, sentence

Running = Callable[..., AbstractContextManager[TelegramBot]]

TREES = "How many trees did Japan promise to plant?"
PLEDGE = "On 29 November 2022 Japan promised to have 50,000 trees planted in Mongolia."


def ask(page: Page) -> None:
    say(page, TREES)
    expect(sentence(page)).to_have_text(PLEDGE)


def test_further_passages_in_place_and_back(page: Page) -> None:
    ask(page)
    press(page, "More 2/3 ›")
    expect(newest(page).get_by_role("button", name="More 3/3 ›")).to_be_visible()
    expect(sentence(page)).not_to_have_text(PLEDGE)
    press(page, "‹ Back")
    expect(sentence(page)).to_have_text(PLEDGE)
    expect(answers(page)).to_have_count(1)


def test_the_sources_in_full(page: Page) -> None:
    ask(page)
    press(page, "Sources")
    expect(newest(page)).to_contain_text("Japan-Mongolia Leaders' Working Lunch (Summary) – Prime Minister's Office")
    press(page, "‹ Back")
    expect(sentence(page)).to_have_text(PLEDGE)


def test_the_same_in_another_language(page: Page) -> None:
    ask(page)
    press(page, "🌐")
    press(page, "日本語")
    expect(sentence(page)).to_have_text("日本は2022年11月29日、モンゴルで5万本の木を植えることを約束しました。")


def test_an_opinion(page: Page) -> None:
    ask(page)
    press(page, "👍")
    expect(page.get_by_role("status")).to_have_text("Thank you!")


def test_what_was_wrong(page: Page) -> None:
    ask(page)
    press(page, "👎")
    expect(page.get_by_role("status")).to_have_text("Thank you! What is wrong with it?")
    press(page, "It is out of date")
    expect(page.get_by_role("status")).to_have_text("Thank you, I noted it.")
    expect(newest(page).get_by_role("button", name="👎")).to_be_visible()
    expect(sentence(page)).to_have_text(PLEDGE)


def test_buttons_work_after_a_restart(one_phone: BrowserContext, telegram: StandIn, running: Running) -> None:
    with opened(one_phone, telegram) as page:
        with running(telegram):
            ask(page)
        with running(telegram):
            press(page, "More 2/3 ›")
            expect(newest(page).get_by_role("button", name="More 3/3 ›")).to_be_visible()
            press(page, "👍")
            expect(page.get_by_role("status")).to_have_text("Thank you!")
