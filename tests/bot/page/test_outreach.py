import asyncio
import datetime as dt

from playwright.sync_api import Page, expect

from bot.application import TelegramBot
from bot.daily import Daily
from tests.bot.browsing import newest, press, say, sentence, set_language


def send_due(bot: TelegramBot, now: dt.datetime) -> None:
    """Let the daily facts of a moment go out, in the loop of the bot."""
    work = Daily(bot.services, "PartnershipBot").send_due(now)
    assert asyncio.run_coroutine_threadsafe(work, bot.application.bot_data["loop"]).result(20) == 1


def test_a_fact_a_day_at_a_chosen_hour_until_stop(page: Page, bot: TelegramBot) -> None:
    set_language(page, "ja")
    say(page, "/daily")
    press(page, "08:00")
    expect(newest(page)).to_contain_text("08:00")
    expect(newest(page).locator(".key")).to_have_count(0)
    # At noon in Greenwich it is past eight in Tokyo, whatever the time is now.
    send_due(bot, (dt.datetime.now(dt.UTC) + dt.timedelta(days=2)).replace(hour=12))
    expect(newest(page)).to_contain_text("今日のひとこと")
    expect(sentence(page)).to_contain_text("5万本")
    say(page, "/daily")
    expect(newest(page).get_by_role("button", name="✓ 08:00")).to_be_visible()
    say(page, "/stop")
    expect(newest(page)).to_contain_text("/daily")


def test_an_hour_of_another_clock(page: Page) -> None:
    say(page, "/daily")
    newest(page).get_by_role("button", name="It isn't").click()
    expect(newest(page)).to_contain_text("What time is it where you are?")
    newest(page).locator(".key").first.click()
    press(page, "21:00")
    expect(newest(page)).to_contain_text("at 21:00,")
    expect(newest(page)).to_contain_text("To stop it, send /stop.")
    newest(page).get_by_text("/stop", exact=True).click()
    expect(newest(page)).to_contain_text("I've stopped the daily facts.")


def test_a_random_fact_and_another_one(page: Page) -> None:
    say(page, "/random")
    expect(sentence(page)).not_to_be_empty()
    first = sentence(page).inner_text()
    another = newest(page).get_by_role("button", name="Another fact")
    for _ in range(40):  # chance may show the same of three
        with page.expect_response("**/press"):
            another.click()
        if sentence(page).inner_text() != first:
            return
    raise AssertionError("There is only one fact.")
