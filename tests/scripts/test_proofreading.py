import subprocess
import sys
from pathlib import Path

import pytest

from index.errors import CorpusError
from proofreading import origin_digest, proofread, stamp

SCRIPT = Path(__file__).parents[2] / "scripts" / "corpus"
PLEDGE = "Japan promised Mongolia 50,000 trees on 29 November 2022."
SHEET = """\
---
title: Trees
language: {language}
topic: trees
---

# Trees

{text}

Sources: doe

<!-- pledge
facts: trees-1
- {mark} How many trees?
- {mark} Who gave them?
- {mark} On what day?
- {mark} tree pledge
-->
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a corpus of one paragraph in three languages that has nothing to correct."""
    (tmp_path / "sources.yaml").write_text("doe:\n  title: Trees\n")
    (tmp_path / "facts.txt").write_text("# all facts\ntrees-1\n")
    for language, text in (("en", PLEDGE), ("mn", "Япон мод амлав."), ("ja", "日本は木を約束した。")):
        (tmp_path / language).mkdir()
        sheet(tmp_path, language).write_text(SHEET.format(language=language, text=text, mark=language))
    assert stamp(tmp_path) == 2
    assert proofread(tmp_path) == []
    return tmp_path


def sheet(folder: Path, language: str = "en") -> Path:
    return folder / language / "trees.md"


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))


@pytest.mark.parametrize(
    ("language", "old", "new", "found"),
    [
        ("en", "Sources: doe\n", "", "en/trees.md:9: the paragraph has no source"),
        ("en", "Sources: doe", "Sources: roe", "en/trees.md:9: unknown source roe"),
        ("en", "facts: trees-1", "facts: trees-2", "unknown fact trees-2"),
        ("en", "facts: trees-1", "facts:", "fact trees-1: no English paragraph covers it"),
        ("en", "<!-- pledge", "<!-- vow", "vow has no counterpart in mn/"),
        ("en", "<!-- pledge", "<!-- vow", "mn/trees.md:9: pledge has no English paragraph"),
        ("en", "50,000", "60,000", "ja/trees.md:9: pledge is older than its English paragraph"),
        ("mn", f"from: {origin_digest(PLEDGE)}\n", "", "mn/trees.md:9: pledge has no `from:` line"),
        ("ja", "- ja tree pledge\n", "", "pledge has fewer than 4 questions"),
        ("en", "- en tree pledge", "- en ON what day", "this question stands at en/trees.md:9 too"),
        ("en", "- en tree pledge", "- en tree pledge\n? en ON what day?", "this question stands at en/trees.md:9 too"),
        ("en", "facts: trees-1", "fakts: trees-1", "en/trees.md:13: this comment is not"),
        ("en", "facts: trees-1", "fakts: trees-1", "the paragraph has no comment"),
        ("en", "topic: trees", "topic: tree", "needs `topic: trees`"),
        ("en", "title: Trees", "title: [", "front matter is malformed"),
        ("ja", "日本は", "日本は" * 200, "too long for one answer"),
    ],
)
def test_each_fault_is_found_where_it_is(folder: Path, language: str, old: str, new: str, found: str) -> None:
    # A second English sheet, so that one whose front matter is broken is not the only one.
    (folder / "en" / "other.md").write_text(
        SHEET.format(language="en", text="Another.", mark="new")
        .replace("topic: trees", "topic: other")
        .replace("<!-- pledge\nfacts: trees-1", "<!-- other\nfacts:")
    )
    change(sheet(folder, language), old, new)
    assert found in "\n".join(map(str, proofread(folder)))


def test_a_paragraph_that_stands_twice_is_found(folder: Path) -> None:
    copy = SHEET.format(language="en", text=PLEDGE, mark="new").replace("pledge\nfacts", "again\nfacts")
    (folder / "en" / "zoo.md").write_text(copy.replace("topic: trees", "topic: zoo"))
    assert any("this paragraph stands at en/trees.md:9 too" in str(finding) for finding in proofread(folder))


def test_a_key_that_stands_twice_is_found(folder: Path) -> None:
    copy = SHEET.format(language="en", text="Another.", mark="new").replace("topic: trees", "topic: zoo")
    (folder / "en" / "zoo.md").write_text(copy)
    assert any("the key pledge stands at en/trees.md:9 too" in str(finding) for finding in proofread(folder))


def test_a_source_that_nobody_names_is_a_warning(folder: Path) -> None:
    with (folder / "sources.yaml").open("a") as file:
        file.write("roe:\n  title: Unused\n")
    (finding,) = proofread(folder)
    assert finding.warning
    assert finding.place == "source roe"


def test_a_question_that_is_measured_must_not_be_learned(folder: Path) -> None:
    questions = folder / "questions.jsonl"
    questions.write_text(
        '{"lang": "en", "question": "en, who gave them?"}\n{"lang": "ja", "question": "橋はどこですか"}\n'
        '{"lang": "en", "question": "Where is the bridge?"}\n'
    )
    (finding,) = proofread(folder, [questions])
    assert "'en Who gave them?' is 100% like 'en, who gave them?' in questions.jsonl" in str(finding)


@pytest.mark.parametrize("line", ["{", '{"question": "a"}', "[]", '{"lang": "fr", "question": "a"}'])
def test_a_malformed_question_file_is_an_error(folder: Path, line: str) -> None:
    (folder / "q.jsonl").write_text(line)
    with pytest.raises(CorpusError, match="line 1"):
        proofread(folder, [folder / "q.jsonl"])


def test_a_folder_without_english_sheets_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no fact sheet"):
        proofread(tmp_path)


def test_stamping_writes_only_what_is_stale_and_nothing_else(folder: Path) -> None:
    assert stamp(folder) == 0
    before = sheet(folder, "mn").read_text()
    change(sheet(folder), "50,000", "60,000")
    assert stamp(folder) == 2
    new = origin_digest(PLEDGE.replace("50,000", "60,000"))
    assert sheet(folder, "mn").read_text() == before.replace(origin_digest(PLEDGE), new)
    assert proofread(folder) == []


def test_the_script_says_each_finding_on_a_line_and_fails(folder: Path) -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, str(SCRIPT), "--corpus", str(folder), *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    good = run()
    assert (good.returncode, good.stderr) == (0, "")
    change(sheet(folder), "Sources: doe\n", "")
    bad = run()
    assert bad.returncode == 1
    assert "en/trees.md:9: the paragraph has no source\n" in bad.stderr
    assert "Traceback" not in run("--questions", "missing.jsonl").stderr
    assert run("--unknown").returncode == 2


def test_an_alias_stands_for_what_the_sheets_say(folder: Path) -> None:
    (folder / "aliases.yaml").write_text("en:\n  saplings: TREES\nmn:\n  модод: Yapon\nja:\n  樹木: 木\n")
    assert proofread(folder) == []
    (folder / "aliases.yaml").write_text("en:\n  saplings: shrubs\n")
    assert [str(finding) for finding in proofread(folder)] == [
        "aliases.yaml: en: no paragraph says 'shrubs', for which 'saplings' stands"
    ]
