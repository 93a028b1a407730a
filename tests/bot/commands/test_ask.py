import io
import json
import math
import re
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main
from bot.upkeep import Home

TREES = "How many trees did Japan promise to plant in Mongolia?"
ANSWER = {"question", "language", "answered", "confidence", "passages", "suggestions"}
PASSAGE = {"text", "answer", "title", "document", "language", "sources", "score"}
SOURCE = {"title", "author", "publisher", "date", "url"}


@pytest.fixture(autouse=True)
def settings(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PARTNERSHIP_CORPUS", str(home.corpus))
    monkeypatch.setenv("PARTNERSHIP_DATA", str(home.data))


def asked(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    """The JSON objects that `ask --json` prints, one a line."""
    assert main(["ask", "--json", *arguments]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return [json.loads(line) for line in out.splitlines()]


@pytest.fixture
def piped(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> "Any":
    def ask(content: bytes, *arguments: str) -> list[dict[str, Any]]:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))
        return asked(capsys, *arguments, "-")

    return ask


def test_the_json_has_the_form_of_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    (answer,) = asked(capsys, TREES)
    assert set(answer) == ANSWER
    assert (answer["question"], answer["language"], answer["answered"]) == (TREES, "en", True)
    assert 0.4 <= answer["confidence"] <= 1
    assert answer["suggestions"] == []
    assert len(answer["passages"]) == 3
    for passage in answer["passages"]:
        assert set(passage) == PASSAGE
        assert passage["answer"] in passage["text"]
        assert all(set(source) == SOURCE for source in passage["sources"])
    first = answer["passages"][0]
    assert (first["document"], first["title"]) == ("en/trees.md", "Environment and climate")
    assert first["sources"][1]["url"] == "https://japan.kantei.go.jp/lunch.html?a=1&b=2"
    assert first["sources"][0]["url"] is None
    scores = [passage["score"] for passage in answer["passages"]]
    assert scores == sorted(scores, reverse=True)


def test_a_refusal_has_the_nearest_passages_and_suggestions(capsys: pytest.CaptureFixture[str]) -> None:
    (answer,) = asked(capsys, "Who won the football world cup in Brazil?")
    assert answer["answered"] is False
    assert answer["passages"]
    assert answer["suggestions"]


def test_words_are_one_question_and_options_count(capsys: pytest.CaptureFixture[str]) -> None:
    (answer,) = asked(capsys, "--top", "1", "--lang", "ja", "JICA", "ODA")
    assert (answer["question"], answer["language"]) == ("JICA ODA", "ja")
    assert len(answer["passages"]) <= 1


def test_one_line_in_is_one_line_out_in_order(piped: Any) -> None:
    questions = [f"{TREES} {i}" for i in range(300)]
    answers = piped("\n".join(questions).encode())
    assert [answer["question"] for answer in answers] == questions


@pytest.mark.parametrize(
    ("line", "question"),
    [
        (b"", ""),
        (b"   ", "   "),
        (b"What?\r", "What?"),
        (b"\xff\xfe caf\xe9", "\ufffd\ufffd caf\ufffd"),
        (b"{", "{"),
        (b'{"text": "no question"}', '{"text": "no question"}'),
        (b'{"question": null}', '{"question": null}'),
        (b'{"question": 3}', '{"question": 3}'),
        (b'["question"]', '["question"]'),
        (b'{"question": "Who?"}', "Who?"),
        (b'  {"question": "Who?", "chat": 7}', "Who?"),
        (b'{"question": "\\ud83d"}', "?"),
        (b'{"question": "a\\u2028b\\nc"}', "a\u2028b\nc"),
        (b'{"a":' * 5000, '{"a":' * 5000),
        ("白鵬は何回優勝？".encode(), "白鵬は何回優勝？"),
    ],
)
def test_any_line_is_a_question(piped: Any, line: bytes, question: str) -> None:
    first, second, last = piped(b"first\n" + line + b"\nlast\n")
    assert (first["question"], second["question"], last["question"]) == ("first", question, "last")


def test_a_mark_of_the_byte_order_is_no_part_of_a_question(piped: Any) -> None:
    assert [answer["question"] for answer in piped(b'\xef\xbb\xbf{"question": "Who?"}\n')] == ["Who?"]


def test_a_chat_is_a_conversation(piped: Any) -> None:
    lines = [
        {"question": TREES, "chat": "a"},
        {"question": "How many tournaments did Hakuho win?", "chat": 2},
        {"question": "When did Japan promise it?", "chat": "a"},
        {"question": "And when did the first ones come to Japan?", "chat": 2},
    ]
    answers = piped("\n".join(map(json.dumps, lines)).encode())
    documents = [answer["passages"][0]["document"] for answer in answers]
    assert documents == ["en/trees.md", "en/sumo.md", "en/trees.md", "en/sumo.md"]
    assert all(answer["answered"] for answer in answers[:2])


def test_an_answer_is_shown_with_its_source(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", TREES]) == 0
    out = capsys.readouterr().out
    assert "50,000 trees" in out
    assert "— Environment and climate" in out
    assert "Maheen Tanveer" in out


def test_of_a_passage_in_another_language_it_is_said_which(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "--top", "1", "Hakuhoは何回優勝しましたか？"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("この資料は英語です。\n")
    assert "Hakuho won 45" in out


def test_small_talk_is_answered_with_no_passage_of_the_conversation(piped: Any) -> None:
    said = [TREES, "Who are you?", "help", "thanks!", "👍"]
    answers = piped("\n".join(json.dumps({"question": question, "chat": 1}) for question in said).encode())
    assert [answer["answered"] for answer in answers] == [True, False, False, False, False]
    assert all(answer["passages"] == [] for answer in answers[1:])


def test_a_refusal_is_shown_with_what_can_be_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "Who won the football world cup in Brazil?"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("My documents do not say.")
    assert "  - " in out


def explained(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["ask", "--explain", *arguments]) == 0
    return capsys.readouterr().out


def test_an_explanation_names_what_counted_and_corrections(capsys: pytest.CaptureFixture[str]) -> None:
    out = explained(capsys, "Hello! How many tournments did Hakuho win?")
    assert "agreement" in out
    assert "number_missing" in out
    assert "read tournments as tournaments" in out
    assert "searched for: How many tournaments did Hakuho win?" in out


@pytest.mark.parametrize("question", ["How many trees will China plant?", "When was the airport's first tree planted?"])
def test_what_counted_adds_up(capsys: pytest.CaptureFixture[str], question: str) -> None:
    signals, _, evidence = explained(capsys, question).partition("evidence")
    parts = re.findall(r"→ (-?[\d.]+)", evidence) + re.findall(r"without any +(-?[\d.]+)", evidence)
    (confidence,) = re.findall(r"confidence +([\d.]+)", evidence)
    assert 1 / (1 + math.exp(-sum(map(float, parts)))) == pytest.approx(float(confidence), abs=0.02)
    firsts = [parts[0] for line in signals.splitlines() if (parts := re.findall(r"→ (-?[\d.]+)", line))]
    (score,) = re.findall(r"^ *score +(-?[\d.]+)", signals, re.MULTILINE)
    assert sum(map(float, firsts)) == pytest.approx(float(score), abs=0.06)


def test_in_a_conversation_the_search_that_was_answered_is_explained(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [{"question": TREES, "chat": 1}, {"question": "Over how many years is that?", "chat": 1}]
    content = "\n".join(map(json.dumps, lines)).encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))
    last = explained(capsys, "-").rpartition("searched for:")[2]
    assert " ".join(last.split()) == f"{TREES} → Over how many years is that?"


def test_bytes_that_are_no_text_are_no_crash(capsys: pytest.CaptureFixture[str]) -> None:
    (answer,) = asked(capsys, "caf\udce9")
    assert answer["question"] == "caf?"
