import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.documents import FOLDER, RECEIVED, SECONDS_KEPT, DocumentError, Documents, safe_name
from index.ingest.corpus import folder_digest


@pytest.fixture
def documents(tmp_path: Path) -> Documents:
    (tmp_path / "corpus").mkdir()
    return Documents(tmp_path / "corpus", tmp_path / "data")


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Report 2024.pdf", "Report 2024.pdf"),
        ("Тайлан.docx", "Тайлан.docx"),
        ("報告書.md", "報告書.md"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\bat\\a.md", "a.md"),
        (".hidden.md", "hidden.md"),
        ("README.md", "document-README.md"),
        ("sources.yaml", "document-sources.yaml"),
        ("aliases.yaml", "document-aliases.yaml"),
        ("a\x00b\n?.txt", "a_b_.txt"),
        ("", "document"),
    ],
)
def test_names_are_safe_on_every_system(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text(max_size=400))
def test_no_name_leaves_the_folder_or_hides(name: str) -> None:
    safe = safe_name(name)
    assert Path(safe).name == safe
    assert not safe.startswith(".")
    assert 0 < len(safe.encode()) < 255
    assert safe_name(safe) == safe


def test_a_file_waits_is_added_found_and_removed(documents: Documents, tmp_path: Path) -> None:
    token, name = documents.receive("a.md", b"# A\n\nText.")
    waiting = documents.received(token)
    assert waiting
    assert (waiting.name, name) == ("a.md", "a.md")
    assert documents.added() == []
    assert documents.add(token) == "a.md"
    assert (tmp_path / "corpus" / FOLDER / "a.md").read_bytes() == b"# A\n\nText."
    assert documents.received(token) is None
    assert documents.add(token) is None
    (one,) = documents.added()
    assert documents.find(one.token) == one
    assert documents.has("a.md")
    documents.remove(one)
    assert documents.added() == []
    assert documents.find(one.token) is None


def test_what_is_half_written_is_not_read(documents: Documents, tmp_path: Path) -> None:
    documents.add(documents.receive("a.md", b"# A\n\nText.")[0])
    before = folder_digest(tmp_path / "corpus")
    (tmp_path / "corpus" / FOLDER / ".0123456789ab.part").write_bytes(b"half")
    assert folder_digest(tmp_path / "corpus") == before
    assert [one.name for one in documents.added()] == ["a.md"]


def test_what_nobody_confirms_goes_after_a_day(documents: Documents, tmp_path: Path) -> None:
    token, _ = documents.receive("a.md", b"# A")
    old = time.time() - SECONDS_KEPT - 1
    os.utime(tmp_path / "data" / RECEIVED / token, (old, old))
    documents.receive("b.md", b"# B")
    assert documents.received(token) is None


def test_a_folder_that_cannot_be_written_is_an_error(documents: Documents, tmp_path: Path) -> None:
    token, _ = documents.receive("a.md", b"# A")
    (tmp_path / "corpus" / FOLDER).write_text("in the way")
    with pytest.raises(DocumentError, match="cannot be written"):
        documents.add(token)
    assert documents.received(token)
