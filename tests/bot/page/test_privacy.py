import json

from playwright.sync_api import Page, expect

from tests.bot.browsing import newest, press, say, sentence

TREES = "How many trees did Japan promise to plant?"


def test_what_is_stored_is_told_handed_over_and_deleted(page: Page) -> None:
    say(page, TREES)
    expect(sentence(page)).to_contain_text("50,000 trees")
    say(page, "/privacy")
    expect(newest(page)).to_contain_text("Your last question that I answered, for 15 minutes")
    say(page, "/export")
    expect(newest(page)).to_contain_text("This is everything that is stored about this chat.")
    with page.expect_download() as download:
        newest(page).get_by_role("link", name="partnership-bot-export.json").click()
    stored = json.loads(download.value.path().read_text("utf-8"))
    assert [turn["question"] for turn in stored["turns"]] == [TREES]
    say(page, "/forget")
    press(page, "Delete")
    expect(newest(page)).to_contain_text("Everything has been deleted.")
    say(page, "/export")
    expect(newest(page)).to_contain_text("Nothing is stored about this chat.")


def test_who_blocks_the_bot_is_forgotten_and_may_come_back(page: Page) -> None:
    say(page, "/language")
    press(page, "日本語")
    expect(newest(page).get_by_role("button", name="✓ 日本語")).to_be_visible()
    page.get_by_role("button", name="Settings").click()
    page.get_by_role("button", name="Stop and block the bot").click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.get_by_role("button", name="Settings").click()
    page.get_by_role("button", name="Start the bot again").click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    say(page, "/start")
    expect(sentence(page)).to_have_text("Hello!")
