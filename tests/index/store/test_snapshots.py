import json
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from index.building import build, load_index
from index.documents import Source
from index.embedding.encoder import Encoder
from index.errors import IndexMismatchError
from index.passages import Passage
from index.store import snapshots
from index.store.snapshots import FORMAT, Manifest, PassageFile, write_passages

ASKED = "When did the new airport open?"


@pytest.fixture
def snapshot(corpus: Path, data: Path) -> Path:
    return build(corpus, data, "bundled").folder


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_snapshot_is_readable_by_others_and_holds_no_pickle(snapshot: Path) -> None:
    assert snapshot.stat().st_mode & 0o055 == 0o055
    assert {Path(name).suffix for name in files(snapshot)} == {".json", ".jsonl", ".npy", ".npz", ".faiss"}
    assert not any(b"\x80\x04\x95" in (snapshot / name).read_bytes() for name in files(snapshot))


def test_any_flipped_byte_is_noticed(snapshot: Path, encoder: Encoder) -> None:
    names = files(snapshot)
    assert {snapshots.MANIFEST, "vectors.faiss", "passages.jsonl", "mn/words.json"} <= set(names)
    for name in names:
        content = (snapshot / name).read_bytes()
        changed = bytearray(content)
        changed[len(content) * 2 // 3] ^= 1
        (snapshot / name).write_bytes(changed)
        expected = "manifest" if name == snapshots.MANIFEST else name
        with pytest.raises(IndexMismatchError, match=rf"{expected}.* changed|manifest .*damaged|format is"):
            snapshots.load(snapshot, encoder.card)
        (snapshot / name).write_bytes(content)
    assert snapshots.load(snapshot, encoder.card)


def cut(folder: Path) -> None:
    path = folder / "vectors.faiss"
    os.truncate(path, path.stat().st_size - 1)


def lose(folder: Path) -> None:
    (folder / "passages.jsonl").unlink()


def add(folder: Path) -> None:
    (folder / "en" / "more.npy").write_bytes(b"")


def lose_manifest(folder: Path) -> None:
    (folder / "manifest.json").unlink()


def empty_manifest(folder: Path) -> None:
    (folder / "manifest.json").write_text("")


def list_manifest(folder: Path) -> None:
    (folder / "manifest.json").write_text("[1, 2]")


@pytest.mark.parametrize(
    ("harm", "named"),
    [
        (cut, "vectors.faiss was cut short"),
        (lose, "passages.jsonl is missing"),
        (add, "en/more.npy does not belong there"),
        (lose_manifest, "the manifest is missing or damaged"),
        (empty_manifest, "the manifest is missing or damaged"),
        (list_manifest, "the manifest is missing or damaged"),
    ],
)
def test_a_damaged_snapshot_is_refused_by_name(
    snapshot: Path, encoder: Encoder, harm: Callable[[Path], None], named: str
) -> None:
    harm(snapshot)
    with pytest.raises(IndexMismatchError, match=named) as raised:
        snapshots.load(snapshot, encoder.card)
    assert str(raised.value).startswith(snapshot.name)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"format": FORMAT + 1}, f"format is {FORMAT + 1}, and {FORMAT} is needed"),
        ({"model": "another"}, "model is 'another', and 'multilingual-e5-small' is needed"),
        ({"model_digest": "f" * 64}, "model_digest is 'ffff"),
        ({"dimensions": 768}, "dimensions is 768, and 384 is needed"),
        ({"normalised": False}, "normalised is False"),
        ({"query_prompt": ""}, "query_prompt is ''"),
        ({"document_prompt": ""}, "document_prompt is ''"),
        ({"analysis": 0}, "analysis is 0"),
        ({"bm25": ["lucene", 2.0, 0.75]}, "bm25 is "),
        ({"libraries": {"numpy": "1.0"}}, "is needed; build the index anew"),
    ],
)
def test_a_snapshot_that_does_not_fit_is_refused_by_name(
    snapshot: Path, encoder: Encoder, change: dict[str, Any], named: str
) -> None:
    replace(Manifest.read(snapshot), **change).write(snapshot)
    with pytest.raises(IndexMismatchError, match=named):
        snapshots.load(snapshot, encoder.card)


def test_another_version_of_a_library_is_named(snapshot: Path, encoder: Encoder) -> None:
    manifest = Manifest.read(snapshot)
    replace(manifest, libraries={**manifest.libraries, "numpy": "1.26.0"}).write(snapshot)
    with pytest.raises(IndexMismatchError, match=r"numpy is '1\.26\.0', and '2.*' is needed"):
        snapshots.load(snapshot, encoder.card)


def test_a_manifest_of_an_older_format_is_named_as_such(snapshot: Path, encoder: Encoder) -> None:
    fields = json.loads((snapshot / "manifest.json").read_text("utf-8"))
    del fields["sha256"]
    (snapshot / "manifest.json").write_text(json.dumps({**fields, "format": 1}))
    with pytest.raises(IndexMismatchError, match="format is 1, and"):
        snapshots.load(snapshot, encoder.card)


def test_a_changed_manifest_is_noticed(snapshot: Path, encoder: Encoder) -> None:
    text = (snapshot / "manifest.json").read_text("utf-8")
    (snapshot / "manifest.json").write_text(text.replace('"en": {', '"em": {', 1), "utf-8")
    with pytest.raises(IndexMismatchError, match="the manifest was changed"):
        snapshots.load(snapshot, encoder.card)


def test_the_newest_sound_one_is_loaded(corpus: Path, data: Path, snapshot: Path) -> None:
    copy = snapshot.with_name(snapshot.name[:-1] + "2")
    shutil.copytree(snapshot, copy)
    cut(copy)
    assert load_index(corpus, data, "bundled").search(ASKED).answered
    cut(snapshot)
    with pytest.raises(IndexMismatchError, match=r"-1: vectors\.faiss was cut short"):
        load_index(corpus, data, "bundled")


def test_other_folders_are_no_snapshots(corpus: Path, data: Path, snapshot: Path) -> None:
    for name in ("backup-of-mine", f"{snapshot.name}-copy", "notes.txt"):
        (data / "indexes" / name).mkdir()
    assert snapshots.newest(data) == [snapshot]
    build(corpus, data, "bundled")
    assert (data / "indexes" / "backup-of-mine").is_dir()
    assert load_index(corpus, data, "bundled").search(ASKED).answered


def test_a_new_snapshot_replaces_the_old_one(corpus: Path, data: Path, snapshot: Path) -> None:
    index = load_index(corpus, data, "bundled")
    again = build(corpus, data, "bundled").folder
    (corpus / "en" / "sumo.md").unlink()
    changed = build(corpus, data, "bundled").folder
    assert (snapshot.name[-1], again.name[-1], changed.name[-1]) == ("1", "2", "1")
    assert snapshots.newest(data) == [changed]
    # Whoever had loaded the old one goes on with it.
    assert index.search("How many tournaments did Hakuho win?").answered


def test_snapshots_of_other_corpora_stay_until_there_are_too_many(
    corpus: Path, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshots, "KEPT", 2)
    made = []
    for number in range(4):
        other = tmp_path / f"corpus-{number}"
        shutil.copytree(corpus, other)
        (other / "own.md").write_text(f"# Number {number}\n\nThis is the text of corpus number {number}.")
        folder = build(other, data, "bundled").folder
        os.utime(folder, (number, number))
        made.append(folder)
        if number == 1:
            assert load_index(tmp_path / "corpus-0", data, "bundled")
            assert load_index(other, data, "bundled")
    assert snapshots.newest(data) == made[:0:-1]


PASSAGES: Sequence[Passage] = [
    Passage("Нэг. Two.", ((0, 4), (5, 9)), "Title", "", "a.md", "en", "topic", "key", (Source("s", url="u"),), ("q?",)),
    Passage("一。\u2028二。", ((0, 2), (3, 5)), "題", "節", "b.md", "ja"),
    Passage("x", ((0, 1),), "t", "", "c.md", "mn"),
]


def test_passages_are_read_one_by_one(tmp_path: Path) -> None:
    write_passages(tmp_path, PASSAGES)
    read = PassageFile(tmp_path)
    assert len(read) == 3
    assert list(read) == list(PASSAGES)
    assert read[-1] == PASSAGES[-1]
    assert read[1:] == list(PASSAGES[1:])
    for row in (3, -4):
        with pytest.raises(IndexError):
            read[row]
    lines = (tmp_path / "passages.jsonl").read_bytes().split(b"\n")
    assert json.loads(lines[1]) == json.loads(json.dumps(asdict(PASSAGES[1])))


def test_a_passage_is_not_read_before_it_is_asked_for(tmp_path: Path) -> None:
    write_passages(tmp_path, PASSAGES)
    content = bytearray((tmp_path / "passages.jsonl").read_bytes())
    content[0:1] = b"!"
    (tmp_path / "passages.jsonl").write_bytes(content)
    read = PassageFile(tmp_path)
    assert read[1] == PASSAGES[1]
    with pytest.raises(ValueError, match="Expecting value"):
        read[0]
