"""The commands that read the database: backup, gaps and stats."""

import json
import sqlite3
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.buttons import PassageRef
from bot.storage.database import FILE_NAME, Database, file_url
from bot.storage.feedback import Feedback, Opinion
from bot.storage.questions import AskedQuestions
from bot.upkeep import Home
from index import Answer

CUP, CUP_AGAIN = "Who won the football world cup in Brazil?", "Which team won the football world cup in Brazil?"


@pytest.fixture
def data(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of a bot that was asked four questions."""
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "models").symlink_to(home.data / "models")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PARTNERSHIP_CORPUS", str(home.corpus))
    monkeypatch.setenv("PARTNERSHIP_DATA", str(folder))
    monkeypatch.delenv("PARTNERSHIP_DATABASE", raising=False)
    database = Database(file_url(folder))
    asked = AskedQuestions(database)
    for text, answered in ((CUP, False), (CUP_AGAIN, False), (CUP, False), ("How many trees?", True)):
        asked.record(Answer(text, "en", answered, 0.5, ()), 4.0)
    Feedback(database).record(Opinion(PassageRef("5dd127d9db68"), False, "en", "How many trees?"))
    database.close()
    return folder


def test_gaps_lists_what_found_no_answer(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gaps"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"    3 x en  {CUP}"
    assert lines[1].strip() == CUP_AGAIN
    assert lines[2] == "    1 x en  How many trees?"


def test_gaps_as_json(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gaps", "--json"]) == 0
    first, second = json.loads(capsys.readouterr().out)
    assert (first["times"], first["language"]) == (3, "en")
    assert first["questions"][0] == {"text": CUP, "language": "en", "refused": 2, "disliked": 0}
    assert second["questions"][0]["disliked"] == 1


def test_stats_in_words_and_as_json(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stats", "--days", "7"]) == 0
    out = capsys.readouterr().out
    assert "questions    4, answered 1 (25%)" in out
    assert "opinions     0 good, 1 bad" in out
    assert "answer time  4.0 ms" in out
    assert main(["stats", "--json"]) == 0
    seen = json.loads(capsys.readouterr().out)
    assert (seen["questions"], seen["languages"], seen["median_ms"]) == (4, {"en": [4, 1]}, 4.0)
    assert len(seen["days"]) == 30


def test_a_bot_that_was_never_asked(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (data / FILE_NAME).unlink()
    assert main(["gaps"]) == main(["stats"]) == 0
    assert "no question of the last 90 days" in capsys.readouterr().out


def test_backup_writes_a_copy(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = tmp_path / "copy.sqlite3"
    assert main(["backup", str(copy)]) == 0
    assert str(copy) in capsys.readouterr().out
    with sqlite3.connect(copy) as opened:
        assert opened.execute("SELECT count(*) FROM questions").fetchone() == (4,)
    opened.close()
    assert main(["backup", str(copy)]) == 1
    assert "exists already" in capsys.readouterr().err
    assert main(["backup"]) == 0
    assert [path.parent.name for path in data.rglob("partnership-*.sqlite3")] == ["backups"]


def test_another_database_is_named_by_a_setting(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PARTNERSHIP_DATABASE", f"sqlite:///{tmp_path}/other.sqlite3")
    assert main(["stats", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["questions"] == 0
    monkeypatch.setenv("PARTNERSHIP_DATABASE", "mysql://bot:hunter2@host/name")
    assert main(["stats"]) == 1
    error = capsys.readouterr().err
    assert "PARTNERSHIP_DATABASE takes" in error
    assert "hunter2" not in error
    monkeypatch.setenv("PARTNERSHIP_DATABASE", "postgresql://bot:hunter2@127.0.0.1:9/name")
    assert main(["backup"]) == 1
    assert "hunter2" not in capsys.readouterr().err
