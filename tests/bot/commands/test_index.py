import shutil
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.upkeep import Home
from index.store import snapshots


@pytest.fixture
def corpus(own_home: Home, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The documents of a home whose index is up to date."""
    (tmp_path / ".env").touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PARTNERSHIP_CORPUS", str(own_home.corpus))
    monkeypatch.setenv("PARTNERSHIP_DATA", str(own_home.data))
    return own_home.corpus


def test_a_build_says_what_it_did(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["index", "build"]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("indexed 4 documents, ")
    assert "(0 texts encoded, " in err
    assert err.count("\n") == 1


def test_a_build_that_leaves_a_file_out_names_it_and_is_one(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (corpus / "table.xyz").write_text("?")
    assert main(["index", "build"]) == 1
    err = capsys.readouterr().err
    assert err.startswith("left out: table.xyz: kind of file not read: .xyz\nindexed 4 documents")
    assert main(["index", "status"]) == 0
    assert "left out    table.xyz: kind of file not read: .xyz" in capsys.readouterr().out


def test_a_build_refuses_to_lose_most_documents(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(corpus / "en")
    shutil.rmtree(corpus / "mn")
    assert main(["index", "build"]) == 1
    err = capsys.readouterr().err
    assert err.startswith(f"partnership-bot: {corpus} has 1 documents that can be read and had 4 before")
    assert err.count("\n") == 1
    assert main(["index", "build", "--shrink"]) == 0


def test_the_status_tells_what_the_index_holds(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["index", "status"]) == 0
    out = capsys.readouterr().out
    assert f"documents   {corpus}" in out
    assert "model       multilingual-e5-small, 384 dimensions, " in out
    assert "en          2 documents, 3 passages" in out
    assert "topics      environment 4, sumo 1" in out
    assert "state       up to date" in out


def test_the_status_of_an_old_index_is_one(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (corpus / "new.md").write_text("# New\n\nJapan sent a doctor to Mongolia.")
    assert main(["index", "status"]) == 1
    assert "the documents have changed; run: partnership-bot index build" in capsys.readouterr().out
    assert main(["index", "build"]) == 0
    assert main(["index", "status"]) == 0


def test_a_sound_index_is_verified(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["index", "verify"]) == 0
    assert "files are as they were written" in capsys.readouterr().out


def test_a_damaged_index_is_named_and_one(corpus: Path, own_home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    (folder,) = snapshots.newest(own_home.data)
    (folder / "en" / "preceding.npy").write_bytes(b"")
    assert main(["index", "verify"]) == 1
    err = capsys.readouterr().err
    assert err.startswith(f"partnership-bot: {folder}: en/preceding.npy was cut short or changed; run: ")
    (folder / "manifest.json").write_text("{}")
    for action in ("verify", "status"):
        assert main(["index", action]) == 1
        assert "format is None, and" in capsys.readouterr().err
    # It mends itself at the next question.
    assert main(["ask", "--json", "Who planted trees?"]) == 0
    assert main(["index", "verify"]) == 0


def test_a_damaged_index_of_other_documents_is_in_nobodys_way(
    corpus: Path, own_home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder,) = snapshots.newest(own_home.data)
    other = folder.with_name("f" * 12 + folder.name[12:])
    other.mkdir()
    assert main(["index", "status"]) == 0
    assert main(["index", "verify"]) == 0


def test_a_file_is_shown_as_it_would_be_read(corpus: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    minutes = tmp_path / "minutes.md"
    minutes.write_text(
        "---\ntitle: Minutes\nauthor: Wilma Oates\ndate: 2031-05-04\n---\n\n## Trees\n\n"
        "Q: How many trees?\nA: Nine.\n\n"
        "Хамтарсан хороо 2031 оны 5 дугаар сарын 4-нд хуралдаж, есөн зуун мод тарихаар тогтов.\n\n"
        "A stray \ufffd mark stands here.\n"
    )
    assert main(["index", "read", str(minutes)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "title       Minutes",
        "author      Wilma Oates",
        "date        2031-05-04",
        "language    mn",
        "passages    3",
        "look        1 of its characters cannot be read and stand as \ufffd",
        "",
        "[1] Trees, in en",
        "    Q: How many trees?",
        "    A: Nine.",
        "",
        "[2] Trees",
        "    Хамтарсан хороо 2031 оны 5 дугаар сарын 4-нд хуралдаж, есөн зуун мод тарихаар тогтов.",
        "",
        "[3] Trees, in en",
        "    A stray \ufffd mark stands here.",
    ]


def test_a_file_that_cannot_be_read_is_said_in_one_line(
    corpus: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "old.doc").write_bytes(b"x")
    assert main(["index", "read", str(tmp_path / "old.doc")]) == 1
    assert capsys.readouterr().err == "partnership-bot: kind of file not read: .doc; save it as .docx\n"


def test_a_file_that_is_read_in_part_is_named_and_stays(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (corpus / "stray.txt").write_text("A stray \ufffd mark stands in this sentence about the lamps of the hall.")
    assert main(["index", "build"]) == 0
    line = "read in part: stray.txt: 1 of its characters cannot be read and stand as \ufffd"
    assert capsys.readouterr().err.startswith(f"{line}\nindexed 5 documents")
    assert main(["index", "status"]) == 0
    assert line.replace("part:", "part") in capsys.readouterr().out
