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


def test_further_passages_in_place_and_back(chat: Page) -> None:
    ask(chat)
    press(chat, "More 2/3 ›")
    expect(newest(chat).get_by_role("button", name="More 3/3 ›")).to_be_visible()
    expect(sentence(chat)).not_to_have_text(PLEDGE)
    press(chat, "‹ 1/3")
    expect(sentence(chat)).to_have_text(PLEDGE)
    expect(answers(chat)).to_have_count(1)


def test_the_sources_in_full(chat: Page) -> None:
    ask(chat)
    press(chat, "Sources")
    expect(newest(chat)).to_contain_text("Japan-Mongolia Leaders' Working Lunch (Summary) – Prime Minister's Office")
    press(chat, "‹ Back")
    expect(sentence(chat)).to_have_text(PLEDGE)


def test_the_same_in_another_language(chat: Page) -> None:
    ask(chat)
    press(chat, "🌐")
    press(chat, "日本語")
    expect(sentence(chat)).to_have_text("日本は2022年11月29日、モンゴルで5万本の木を植えることを約束しました。")


def test_an_opinion(chat: Page) -> None:
    ask(chat)
    press(chat, "👍")
    expect(chat.get_by_role("status")).to_have_text("Thank you!")


def test_what_was_wrong(chat: Page) -> None:
    ask(chat)
    press(chat, "👎")
    expect(chat.get_by_role("status")).to_have_text("Thank you! What's wrong with it?")
    press(chat, "It's out of date")
    expect(chat.get_by_role("status")).to_have_text("Thank you, I've made a note of it.")
    expect(newest(chat).get_by_role("button", name="👎")).to_be_visible()
    expect(sentence(chat)).to_have_text(PLEDGE)


def test_buttons_work_after_a_restart(one_phone: BrowserContext, telegram: StandIn, running: Running) -> None:
    with opened(one_phone, telegram) as page:
        with running(telegram):
            ask(page)
        with running(telegram):
            press(page, "More 2/3 ›")
            expect(newest(page).get_by_role("button", name="More 3/3 ›")).to_be_visible()
            press(page, "👍")
            expect(page.get_by_role("status")).to_have_text("Thank you!")
