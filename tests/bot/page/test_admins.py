import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Final

import httpx
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from bot.application import TelegramBot
from bot.preview import StandIn
from bot.upkeep import Home
from tests.bot.browsing import answers, barriers_by_day_and_night, newest, opened, press, say, sentence

Running = Callable[..., AbstractContextManager[TelegramBot]]

APART: Final = 60_000
"""Milliseconds for what a process of its own does: it has to start first."""

TREES = "How many trees did Japan promise to plant?"
CUP = "Who won the football world cup in Brazil?"
AIRPORT = """# The new airport

Chinggis Khaan International Airport south of Ulaanbaatar was opened on 4 July 2021. Japan lent Mongolia 65.6 billion \
yen to build the airport.
"""
ASK_AIRPORT = "When was Chinggis Khaan International Airport opened?"


@pytest.fixture
def admin(telegram: StandIn) -> int:
    """The number of the person on the page."""
    number: int = httpx.get(f"{telegram.url}/preview/state").json()["person"]["id"]
    return number


@pytest.fixture
def office(one_phone: BrowserContext, telegram: StandIn, running: Running, home: Home, admin: int) -> Iterator[Page]:
    """The page of an admin."""
    with running(telegram, home=home, admins={admin}), opened(one_phone, telegram) as page:
        yield page


@pytest.fixture
def archive(
    one_phone: BrowserContext, telegram: StandIn, running: Running, own_home: Home, admin: int
) -> Iterator[Page]:
    """The page of an admin who may change the documents."""
    with running(telegram, home=own_home, admins={admin}), opened(one_phone, telegram) as page:
        yield page


def test_others_have_no_such_commands(
    one_phone: BrowserContext, telegram: StandIn, running: Running, home: Home, admin: int
) -> None:
    with running(telegram, home=home, admins={admin + 1}), opened(one_phone, telegram) as page:
        for number, command in enumerate(("/stats", "/gaps", "/add", "/remove", "/reload", "/broadcast Hello"), 1):
            say(page, command)
            expect(answers(page)).to_have_count(number)
            expect(newest(page)).to_contain_text("I don't know this command.")
        page.get_by_role("button", name="Commands").click()
        expect(page.get_by_role("option")).to_have_count(8)


def test_admins_find_their_commands_in_the_menu(office: Page) -> None:
    say(office, "/help")
    expect(newest(office)).to_contain_text("How to ask questions")
    office.get_by_role("button", name="Commands").click()
    expect(office.get_by_role("option")).to_have_count(14)
    office.get_by_role("option", name="/add").click()
    expect(newest(office)).to_contain_text("Send me the document as a file of up to 20 MB: ")


def test_how_much_the_bot_is_asked_as_a_picture_and_a_text_that_all_can_read(office: Page) -> None:
    for question in (TREES, CUP):
        say(office, question)
        expect(newest(office).locator(".key").first).to_be_visible()
    say(office, "/stats")
    picture = office.get_by_role("img", name="Photo: The last")
    expect(picture).to_be_visible(timeout=APART)
    office.wait_for_function("picture => picture.naturalWidth > 500", arg=picture.element_handle())
    expect(newest(office)).to_contain_text("Questions: 2, answered: 50%")
    found = barriers_by_day_and_night(office)
    assert not found, "\n".join(found)


def test_what_the_documents_lack_handed_over_as_a_file(office: Page) -> None:
    for number, question in enumerate((CUP, "Which team won the football world cup in Brazil?"), 1):
        say(office, question)
        expect(answers(office)).to_have_count(number)
    say(office, "/gaps")
    expect(newest(office)).to_contain_text(CUP, timeout=APART)
    expect(newest(office)).to_contain_text("(2×)")
    press(office, "📄 1")
    file = newest(office).get_by_role("link", name=".json")
    expect(file).to_be_visible(timeout=APART)
    with office.expect_download() as download:
        file.click()
    assert CUP in {question["text"] for question in json.loads(download.value.path().read_text("utf-8"))["questions"]}


def test_a_document_is_sent_shown_taken_in_and_removed(archive: Page, tmp_path: Path) -> None:
    file = tmp_path / "airport.md"
    file.write_text(AIRPORT, "utf-8")
    archive.locator("#file").set_input_files(file)
    expect(newest(archive)).to_contain_text("The new airport", timeout=APART)
    expect(newest(archive)).to_contain_text("airport.md · English")
    expect(newest(archive).locator("blockquote")).to_contain_text("was opened on 4 July 2021")
    press(archive, "Add")
    expect(newest(archive)).to_contain_text("I now have 5 documents with 6 passages.", timeout=APART)
    say(archive, ASK_AIRPORT)
    expect(sentence(archive)).to_contain_text("was opened on 4 July 2021")
    say(archive, "/remove")
    press(archive, "airport.md")
    press(archive, "Remove")
    expect(newest(archive)).to_contain_text("I now have 4 documents with 5 passages.", timeout=APART)
    say(archive, ASK_AIRPORT)
    expect(newest(archive)).to_contain_text("I found no answer")


def test_a_file_changed_in_the_folder_is_taken_in(archive: Page, own_home: Home) -> None:
    (own_home.corpus / "en" / "airport.md").write_text(AIRPORT, "utf-8")
    say(archive, "/reload")
    expect(newest(archive)).to_contain_text("I now have 5 documents with 6 passages.", timeout=APART)
    say(archive, ASK_AIRPORT)
    expect(sentence(archive)).to_contain_text("was opened on 4 July 2021")


def test_a_message_to_all_subscribers(office: Page) -> None:
    say(office, "/daily")
    press(office, "09:00")
    expect(newest(office)).to_contain_text("at 09:00")
    say(office, "/broadcast Come to the <festival> & bring friends")
    expect(newest(office)).to_contain_text("Daily subscribers: 1. Send this message to all of them?")
    news = answers(office).filter(has_text="Come to the <festival> & bring friends")
    expect(news).to_have_count(1)
    press(office, "Send")
    expect(newest(office)).to_contain_text("Your message has been delivered. Sent: 1, failed: 0")
    expect(news).to_have_count(2)
