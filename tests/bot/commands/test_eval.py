import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.upkeep import Home

QUESTIONS: Sequence[Mapping[str, object]] = [
    {"id": "1", "question": "How many trees did Japan promise to plant?", "expect": ["50,000 trees"]},
    {"id": "2", "question": "Who won the football world cup in Brazil?", "kind": "far", "answerable": False},
    {"id": "3", "question": "Which river flows through Erdenet?", "expect": ["no such text"]},
]
PARAGRAPHS = [
    {"id": "a", "title": "Tea", "text": "Tea is grown in Uji. It has been grown there since 1271."},
    {"id": "b", "title": "Rice", "text": "Rice is grown in Niigata, where the snow of the mountains waters it."},
]
ON_PARAGRAPHS = [
    {"question": "Since when has tea been grown in Uji?", "passage": "a"},
    {"question": "Where is rice grown?", "passage": "b"},
]


@pytest.fixture(autouse=True)
def settings(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PARTNERSHIP_CORPUS", str(home.corpus))
    monkeypatch.setenv("PARTNERSHIP_DATA", str(home.data))


def written(path: Path, lines: Sequence[Mapping[str, object]]) -> str:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return str(path)


def test_questions_are_asked_and_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = written(tmp_path / "q.jsonl", QUESTIONS)
    assert main(["eval", file, "--misses", "--json", "scores.json", "--plots", "plots"]) == 0
    out = capsys.readouterr().out
    assert "hit@1" in out
    assert "\n3 (plain) Which river flows through Erdenet?\n" in out
    assert "\n1 (plain)" not in out
    scores = json.loads((tmp_path / "scores.json").read_text("utf-8"))
    assert [outcome["right"] for outcome in scores["outcomes"]] == [True, True, False]
    assert {path.name for path in (tmp_path / "plots").iterdir()} == {"reliability.svg", "risk-coverage.svg"}


def test_paragraphs_are_indexed_for_their_questions(
    own_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PARTNERSHIP_DATA", str(own_home.data))
    files = [written(tmp_path / "p.jsonl", PARAGRAPHS), written(tmp_path / "q.jsonl", ON_PARAGRAPHS)]
    assert main(["eval", *files, "--json", "all.json"]) == 0
    outcomes = json.loads((tmp_path / "all.json").read_text("utf-8"))["outcomes"]
    assert [outcome["rank"] for outcome in outcomes] == [1, 1]
    assert main(["eval", *files, "--half", "--json", "half.json"]) == 0
    outcomes = json.loads((tmp_path / "half.json").read_text("utf-8"))["outcomes"]
    assert sorted(outcome["answerable"] for outcome in outcomes) == [False, True]


@pytest.mark.parametrize(
    ("files", "message"),
    [
        (["nowhere.jsonl"], "nowhere.jsonl cannot be read as JSON lines"),
        (["p.jsonl"], "files of passages come in pairs: PASSAGES QUESTIONS"),
        (["bad.jsonl"], "bad.jsonl cannot be read as JSON lines"),
        (["q.jsonl", "bad.jsonl"], "bad.jsonl, line 1: not a question"),
        (["q.jsonl", "nowhere.jsonl"], "nowhere.jsonl cannot be read"),
        (["number.jsonl"], "number.jsonl, line 1: not a question"),
    ],
)
def test_a_bad_file_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], files: list[str], message: str
) -> None:
    written(tmp_path / "p.jsonl", PARAGRAPHS)
    written(tmp_path / "q.jsonl", QUESTIONS)
    (tmp_path / "bad.jsonl").write_text("{\n")
    (tmp_path / "number.jsonl").write_text("3\n")
    assert main(["eval", *files]) == 1
    err = capsys.readouterr().err
    assert err.startswith(f"partnership-bot: {message}")
    assert err.count("\n") == 1
