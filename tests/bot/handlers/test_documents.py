import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from bot.application import TelegramBot
from bot.documents import FOLDER, RECEIVED
from bot.preview import Conversation, StandIn
from bot.upkeep import Home

Running = Callable[..., AbstractContextManager[TelegramBot]]

TREES = "How many trees did Japan promise to plant?"
AIRPORT = b"""# The new airport

Chinggis Khaan International Airport south of Ulaanbaatar was opened on 4 July 2021. Japan lent Mongolia 65.6 billion \
yen to build the airport.

The airport is run by a company of Japanese firms and the Mongolian state.
"""
ASK_AIRPORT = "When was Chinggis Khaan International Airport opened?"


class Office:
    def __init__(self, telegram: StandIn, boss: Conversation, home: Home) -> None:
        self.telegram, self.boss, self.home = telegram, boss, home

    @property
    def files(self) -> list[str]:
        folder = self.home.corpus / FOLDER
        return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []

    @property
    def waiting(self) -> list[Path]:
        return [path for path in (self.home.data / RECEIVED).rglob("*") if path.is_file()]

    def add(self, content: bytes = AIRPORT, name: str = "airport.md") -> str:
        self.boss.send_document(content, name)
        self.boss.press(self.boss.wait(timeout=60), "Add")
        self.boss.wait(edited=True)
        return self.boss.wait(edited=True, timeout=60).text


@pytest.fixture
def office(running: Running, own_home: Home) -> Iterator[Office]:
    with StandIn() as telegram:
        boss = telegram.chat(telegram.person("Boss"))
        with running(telegram, home=own_home, admins={boss.person.id}):
            yield Office(telegram, boss, own_home)


def test_what_is_read_of_a_document_is_shown_with_what_to_look_through(office: Office) -> None:
    boss = office.boss
    boss.send_document(
        "---\nauthor: Jane Doe\ndate: 2031-05-04\n---\n\nThe \ufffd lamp is violet.\n".encode(), "lamp.md"
    )
    read = boss.wait(timeout=60)
    assert "Jane Doe, 2031-05-04" in read.text
    assert "Please look it through: 1 of its characters cannot be read" in read.text
    boss.press(read, "Add")
    boss.wait(edited=True)
    added = boss.wait(edited=True, timeout=60).text
    assert added.startswith("lamp.md has been added.\nI now have 5 documents")
    assert "Please look it through: added/lamp.md: 1 of its characters" in added


def test_a_document_is_shown_confirmed_taken_in_and_removed_again(office: Office) -> None:
    boss, anna = office.boss, office.telegram.chat(office.telegram.person("Anna"))
    assert "2021" not in anna.ask(ASK_AIRPORT).text
    boss.send_document(AIRPORT, "airport.md")
    read = boss.wait(timeout=60)
    assert read.text.startswith("The new airport\nairport.md · English\nPassages: 2\n")
    assert "opened on 4 July 2021" in read.text
    assert office.files == []
    boss.press(read, "Add")
    assert "keep asking" in boss.wait(edited=True).text
    assert (
        boss.wait(edited=True, timeout=60).text == "airport.md has been added.\nI now have 5 documents with 7 passages."
    )
    assert office.files == ["airport.md"]
    assert office.waiting == []
    assert "opened on 4 July 2021" in anna.ask(ASK_AIRPORT).text
    assert "50,000" in anna.ask(TREES).text

    choice = boss.ask("/remove")
    assert choice.labels == ["airport.md"]
    boss.press(choice, "airport.md")
    confirm = boss.wait(edited=True)
    assert confirm.text == "Remove airport.md? The file will be deleted."
    boss.press(confirm, "Remove")
    boss.wait(edited=True)
    assert (
        boss.wait(edited=True, timeout=60).text
        == "airport.md has been removed.\nI now have 4 documents with 5 passages."
    )
    assert office.files == []
    assert "2021" not in anna.ask(ASK_AIRPORT).text
    assert "No documents have been added here" in boss.ask("/remove").text


def test_the_bot_answers_while_it_reads_and_the_admin_too(office: Office) -> None:
    anna = office.telegram.chat(office.telegram.person("Anna"))
    done = threading.Event()
    boss = Conversation(office.telegram.world, office.boss.person, office.boss.chat)

    def add() -> None:
        office.add()
        done.set()

    adding = threading.Thread(target=add)
    adding.start()
    answers = 0
    while not done.wait(0.02):
        assert "50,000" in anna.ask(TREES, timeout=3).text
        answers += 1
        if answers == 12:
            break
    assert answers
    adding.join()
    assert "4 July 2021" in boss.ask(ASK_AIRPORT).text


def test_it_can_be_cancelled(office: Office) -> None:
    office.boss.send_document(AIRPORT, "airport.md")
    office.boss.press(office.boss.wait(timeout=60), "Cancel")
    assert office.boss.wait(edited=True).text == "Nothing was changed."
    assert (office.files, office.waiting) == ([], [])


def test_the_same_name_takes_the_place_of_the_first(office: Office) -> None:
    office.add()
    changed = AIRPORT.replace(b"4 July 2021", b"5 July 2021")
    office.boss.send_document(changed, "airport.md")
    read = office.boss.wait(timeout=60)
    assert "Replace it?" in read.text
    office.boss.press(read, "Replace")
    office.boss.wait(edited=True)
    assert "5 documents" in office.boss.wait(edited=True, timeout=60).text
    assert "5 July 2021" in office.boss.ask(ASK_AIRPORT).text


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("tune.mp3", b"ID3", "I can read files of these kinds"),
        ("scan.pdf", b"not a pdf", "it is not a PDF"),
        ("empty.md", b"  \n", "it is empty"),
        ("broken.docx", b"PK\x03\x04 nothing", "not a Word document"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(office: Office, name: str, content: bytes, says: str) -> None:
    office.boss.send_document(content, name)
    refusal = office.boss.wait(timeout=60)
    assert says in refusal.text
    assert not refusal.labels
    assert (office.files, office.waiting) == ([], [])


def test_a_large_file_is_not_even_fetched(office: Office) -> None:
    office.boss.send_document(bytes(20 * 1024 * 1024 + 1), "large.txt")
    assert "larger than 20 MB" in office.boss.wait(timeout=60).text
    assert office.waiting == []


def test_a_name_leads_nowhere_else(office: Office) -> None:
    assert "has been added" in office.add(name="../../README.md")
    assert office.files == ["document-README.md"]
    assert "4 July 2021" in office.boss.ask(ASK_AIRPORT).text


def test_a_folder_that_cannot_be_written_is_named(office: Office) -> None:
    (office.home.corpus / FOLDER).write_text("in the way")
    said = office.add()
    assert said.startswith("That didn't work: the folder")
    assert "cannot be written" in said
    assert "50,000" in office.boss.ask(TREES).text


def test_reload_takes_in_what_changed_in_the_folder(office: Office) -> None:
    office.boss.ask("/reload")
    assert office.boss.wait(edited=True, timeout=60).text == "My documents have not changed."
    (office.home.corpus / "en" / "airport.md").write_bytes(AIRPORT)
    office.boss.ask("/reload")
    assert "5 documents" in office.boss.wait(edited=True, timeout=60).text
    assert "4 July 2021" in office.boss.ask(ASK_AIRPORT).text
    assert "No documents have been added here" in office.boss.ask("/remove").text


def test_a_build_that_fails_leaves_what_is_there(office: Office) -> None:
    sources = office.home.corpus / "sources.yaml"
    sources.write_text("- not\n- a mapping")
    office.boss.ask("/reload")
    assert "That didn't work" in office.boss.wait(edited=True, timeout=60).text
    assert "50,000" in office.boss.ask(TREES).text


def test_others_get_a_kind_word(office: Office) -> None:
    anna = office.telegram.chat(office.telegram.person("Anna"))
    anna.send_document(AIRPORT, "airport.md")
    assert "I can only read text" in anna.wait().text
    assert office.waiting == []


def test_add_says_how(office: Office) -> None:
    assert ".pdf" in office.boss.ask("/add").text


def test_a_button_of_a_file_that_is_gone_says_so(office: Office) -> None:
    office.boss.send_document(AIRPORT, "airport.md")
    read = office.boss.wait(timeout=60)
    for path in office.waiting:
        path.unlink()
    office.boss.press(read, "Add")
    office.boss.wait(edited=True)
    assert "no longer there" in office.boss.wait(edited=True, timeout=60).text
