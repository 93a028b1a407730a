import shutil
import signal
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path

import pytest

from index.building import build, load_index
from index.embedding.encoder import Encoder
from index.embedding.model import exported
from index.errors import CorpusError, IndexMismatchError, ModelError
from index.ingest.corpus import read_corpus
from index.passages import split
from index.retrieval.weights import Weights
from index.search import Index
from index.store import snapshots
from index.store.indexing import Texts
from index.store.snapshots import Manifest

ASKED = "When did the new airport open?"

# Builds, and stops for good in the middle of writing: after the first language.
STOP = """
import os, signal, sys
from pathlib import Path
from index.building import build
from index.store.language_index import LanguageIndex
save = LanguageIndex.save
def half(index, folder):
    if index.language == "mn":
        os.kill(os.getpid(), signal.SIGKILL)
    save(index, folder)
LanguageIndex.save = half
build(Path(sys.argv[1]), Path(sys.argv[2]), "bundled")
"""
BUILD = """
import sys
from pathlib import Path
from index.building import build, load_index
build(Path(sys.argv[1]), Path(sys.argv[2]), "bundled")
assert load_index(Path(sys.argv[1]), Path(sys.argv[2]), "bundled").search("When did the new airport open?").answered
"""
ROOT = Path(__file__).parents[2]


def indexed(corpus: Path) -> tuple[set[str], set[str]]:
    """The texts of a folder that are encoded: those of documents, and questions."""
    texts = Texts.of([passage for document in read_corpus(corpus).documents for passage in split(document)])
    return {*texts.headed, *texts.sentences}, {*texts.questions, *texts.unanswered}


def test_a_report_counts(corpus: Path, data: Path) -> None:
    seen: list[tuple[int, int]] = []
    report = build(corpus, data, "bundled", lambda done, of: seen.append((done, of)))
    read = read_corpus(corpus)
    passages = [passage for document in read.documents for passage in split(document)]
    assert (report.documents, report.passages, report.problems) == (len(read.documents), len(passages), ())
    documents, questions = indexed(corpus)
    assert report.encoded == len(documents) + len(questions)
    assert [seen[len(documents) - 1], seen[-1]] == [(len(of), len(of)) for of in (documents, questions)]
    manifest = Manifest.read(report.folder)
    for language, counts in manifest.counts.items():
        own = [p for p in passages if p.language == language]
        assert counts == {
            "documents": len({p.document for p in own}),
            "passages": len(own),
            "sentences": sum(len(p.sentences) for p in own),
            "questions": sum(len(p.questions) for p in own),
            "unanswered": sum(len(p.unanswered) for p in own),
            "vectors": sum(1 + len(p.sentences) + len(p.questions) + len(p.unanswered) for p in own),
        }
    assert report.encoded + report.reused == sum(counts["vectors"] for counts in manifest.counts.values())
    assert manifest.topics == Counter(p.topic or "" for p in passages)


def test_a_second_build_encodes_what_changed_alone(corpus: Path, data: Path) -> None:
    first = build(corpus, data, "bundled")
    again = build(corpus, data, "bundled")
    assert (again.encoded, again.reused) == (0, first.encoded + first.reused)
    sheet = corpus / "en" / "sumo.md"
    before = indexed(corpus)
    sheet.write_text(
        sheet.read_text("utf-8")
        .replace("45 tournaments", "46 tournaments")
        .replace("- When did", "- In which year did"),
        "utf-8",
    )
    new = [now - then for now, then in zip(indexed(corpus), before, strict=True)]
    assert [len(of) for of in new] == [2, 1], "the passage with its changed sentence, and a question"
    report = build(corpus, data, "bundled")
    assert (report.encoded, report.reused) == (3, first.encoded + first.reused - 3)
    answer = load_index(corpus, data, "bundled").search("How many tournaments did Hakuho win?")
    assert answer.matches[0].sentence.startswith("Hakuho won 46")


def test_answers_are_the_same_after_a_build_from_known_vectors(corpus: Path, data: Path, tmp_path: Path) -> None:
    build(corpus, data, "bundled")
    build(corpus, data, "bundled")
    (tmp_path / "fresh").mkdir()
    (tmp_path / "fresh" / "models").symlink_to((data / "models").resolve(), target_is_directory=True)
    build(corpus, tmp_path / "fresh", "bundled")
    old, new = (load_index(corpus, folder, "bundled").search(ASKED) for folder in (data, tmp_path / "fresh"))
    assert old == new


def test_files_that_cannot_be_read_are_reported_by_name(corpus: Path, data: Path) -> None:
    (corpus / "notes.xyz").write_text("?")
    (corpus / "empty.md").write_text("")
    report = build(corpus, data, "bundled")
    assert [problem.path for problem in report.problems] == ["empty.md", "notes.xyz"]
    assert Manifest.read(report.folder).problems == [[p.path, p.reason, p.kind] for p in report.problems]
    assert load_index(corpus, data, "bundled").search(ASKED).answered


def test_a_missing_folder_never_harms_the_index(corpus: Path, data: Path) -> None:
    folder = build(corpus, data, "bundled").folder
    corpus.rename(corpus.with_name("away"))
    with pytest.raises(CorpusError, match="does not exist"):
        build(corpus, data, "bundled")
    corpus.mkdir()
    with pytest.raises(CorpusError, match="holds no document"):
        build(corpus, data, "bundled")
    assert snapshots.newest(data) == [folder]
    corpus.rmdir()
    corpus.with_name("away").rename(corpus)
    assert load_index(corpus, data, "bundled").search(ASKED).answered


def test_a_folder_is_looked_at_before_the_model(tmp_path: Path) -> None:
    with pytest.raises(CorpusError):
        build(tmp_path / "nowhere", tmp_path / "data", "bundled")
    assert not (tmp_path / "data").exists()


def test_a_folder_that_lost_half_of_its_documents_is_refused_once(corpus: Path, data: Path) -> None:
    folder = build(corpus, data, "bundled").folder
    shutil.rmtree(corpus / "mn")
    before = build(corpus, data, "bundled").documents
    shutil.rmtree(corpus / "en")
    shutil.rmtree(corpus / "ja")
    with pytest.raises(CorpusError, match=rf"has 1 documents that can be read and had {before} before; .* --shrink"):
        build(corpus, data, "bundled")
    assert folder not in snapshots.newest(data)
    assert len(snapshots.newest(data)) == 1
    assert build(corpus, data, "bundled", shrink=True).documents == 1
    assert build(corpus, data, "bundled").documents == 1


def test_another_folder_may_be_smaller(corpus: Path, data: Path, tmp_path: Path) -> None:
    build(corpus, data, "bundled")
    (tmp_path / "small").mkdir()
    shutil.copy(corpus / "horses.txt", tmp_path / "small")
    assert build(tmp_path / "small", data, "bundled").documents == 1
    assert load_index(corpus, data, "bundled").search(ASKED).answered


def test_a_change_makes_the_index_stale(corpus: Path, data: Path) -> None:
    with pytest.raises(IndexMismatchError, match="there is no index of these documents with this model"):
        load_index(corpus, data, "bundled")
    build(corpus, data, "bundled")
    (corpus / "en" / "new.md").write_text("# New\n\nA new document has come.")
    with pytest.raises(IndexMismatchError, match="there is no index"):
        load_index(corpus, data, "bundled")


def test_a_model_that_cannot_be_used_never_harms_the_index(corpus: Path, data: Path) -> None:
    build(corpus, data, "bundled")
    with pytest.raises(ModelError):
        build(corpus, data, "/nowhere")
    assert load_index(corpus, data, "bundled").search(ASKED).answered


def test_two_models_live_side_by_side(corpus: Path, data: Path, tiny_model: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    (own / "models").mkdir(parents=True)
    bundled = next((data / "models").glob("multilingual-e5-small-*"))
    (own / "models" / bundled.name).symlink_to(bundled.resolve(), target_is_directory=True)
    build(corpus, own, "bundled")
    # The tiny model reads nothing: words and questions are what is searched.
    report = build(corpus, own, str(tiny_model))
    assert report.encoded == 0
    for model in ("bundled", str(tiny_model)):
        assert load_index(corpus, own, model).search(ASKED).answered


def test_a_build_that_is_killed_leaves_the_old_index(corpus: Path, data: Path) -> None:
    folder = build(corpus, data, "bundled").folder
    sheet = corpus / "en" / "sumo.md"
    before = sheet.read_text("utf-8")
    sheet.write_text(before.replace("45", "46"), "utf-8")
    killed = subprocess.run([sys.executable, "-c", STOP, str(corpus), str(data)], cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert snapshots.newest(data) == [folder]
    with pytest.raises(IndexMismatchError):
        load_index(corpus, data, "bundled")
    sheet.write_text(before, "utf-8")
    assert load_index(corpus, data, "bundled").search(ASKED).answered
    # And the next build is not hindered by what is left.
    sheet.write_text(before.replace("45", "46"), "utf-8")
    rebuilt = build(corpus, data, "bundled").folder
    assert [path.name for path in (data / "indexes").iterdir() if path.name != ".lock"] == [rebuilt.name]


def test_builds_at_the_same_time_do_not_harm_each_other(corpus: Path, data: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", BUILD, str(corpus), str(data)]
    processes = [subprocess.Popen(command, cwd=ROOT) for _ in range(3)]
    failures: list[Exception] = []

    def work() -> None:
        try:
            build(corpus, data, "bundled")
        except Exception as error:  # noqa: BLE001 - raised again below, in the thread of the test
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [process.wait() for process in processes] == [0, 0, 0]
    assert failures == []
    assert len(snapshots.newest(data)) == 1
    assert load_index(corpus, data, "bundled").search(ASKED).answered


def test_the_aliases_of_a_folder_come_with_its_index(corpus: Path, data: Path) -> None:
    build(corpus, data, "bundled")
    asked = "how far is the ACX airfield from UB"
    assert not load_index(corpus, data, "bundled").search(asked).answered
    (corpus / "aliases.yaml").write_text("en:\n  ACX: new\n  airfield: airport\n  UB: Ulaanbaatar\n", "utf-8")
    with pytest.raises(IndexMismatchError):
        load_index(corpus, data, "bundled")
    assert build(corpus, data, "bundled").problems == ()
    answer = load_index(corpus, data, "bundled").search(asked)
    assert answer.answered
    assert "52 km" in answer.matches[0].passage.text
    (corpus / "aliases.yaml").write_text("en: UB\n", "utf-8")
    with pytest.raises(CorpusError, match=r"aliases\.yaml: en needs lines"):
        build(corpus, data, "bundled")


def test_the_subject_of_a_folder_comes_with_its_index(corpus: Path, data: Path) -> None:
    build(corpus, data, "bundled")
    asked = ("When did it open?", "What is it about?")
    bare = load_index(corpus, data, "bundled")
    assert [bare.search(question).searched for question in asked] == list(asked)
    (corpus / "subject.yaml").write_text("en: the new airport near Ulaanbaatar\n", "utf-8")
    with pytest.raises(IndexMismatchError):
        load_index(corpus, data, "bundled")
    assert build(corpus, data, "bundled").problems == ()
    index = load_index(corpus, data, "bundled")
    for question in asked:
        answer = index.search(question)
        assert answer.searched == f"the new airport near Ulaanbaatar\n{question}"
        assert answer.matches[0].passage.key == "airport"
        assert answer.confidence > bare.search(question).confidence
    (corpus / "subject.yaml").write_text("en:\n", "utf-8")
    with pytest.raises(CorpusError, match=r"subject\.yaml: each line is a language"):
        build(corpus, data, "bundled")
    assert snapshots.newest(data), "and the index that was there stays"


def test_no_adapter_is_no_obstacle(corpus: Path, data: Path, weights: Weights) -> None:
    folder = build(corpus, data, "bundled").folder
    home = exported("bundled", data)
    encoder = Encoder.load(home)
    store = snapshots.load(folder, encoder.card)
    index = Index(store, encoder, {"vectors": weights}, None)
    found = index.find(ASKED)
    assert found.ranking.readings == ()
    answer = index.answer(found, ASKED)
    assert answer.answered
    assert answer.matches[0].sentence.startswith("The airport opened on")
