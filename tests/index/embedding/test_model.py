import json
import threading
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from index.embedding.model import ModelCard, exported, find_model
from index.errors import ModelError


def test_the_bundled_model_has_the_digest_of_its_file() -> None:
    found = find_model("bundled")
    assert found.name == "multilingual-e5-small"
    assert found.digest.startswith("1571fc98")
    assert found.folder is None


def test_a_folder_is_named_after_itself(tiny_model: Path) -> None:
    found = find_model(str(tiny_model))
    assert (found.name, found.folder, len(found.digest)) == (tiny_model.name, tiny_model, 64)


@pytest.mark.parametrize("name", ["config.json", "vocab.txt", "sentencepiece.bpe.model"])
def test_a_change_of_configuration_or_vocabulary_is_another_model(tmp_path: Path, name: str) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"weights")
    (tmp_path / name).write_text("{}")
    before = find_model(str(tmp_path)).digest
    (tmp_path / name).write_text("{ }")
    assert find_model(str(tmp_path)).digest != before


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("./nowhere", "names ./nowhere, and there is no such folder"),
        ("/nowhere/at/all", "there is no such folder"),
        ("no model at all!", "takes 'bundled', a folder, or the name of a model"),
    ],
)
def test_a_setting_that_names_no_model_says_so(setting: str, message: str) -> None:
    with pytest.raises(ModelError, match=message):
        find_model(setting)


def test_a_folder_without_weights_is_none(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="holds no model weights"):
        exported(str(tmp_path), tmp_path / "data")


def test_a_folder_that_is_no_model_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "model.safetensors").write_bytes(b"no weights")
    with pytest.raises(ModelError, match="cannot be loaded as a sentence-transformers model"):
        exported(str(tmp_path / "model"), tmp_path / "data")
    assert [path.name for path in (tmp_path / "data" / "models").iterdir()] == [".lock"]


def test_an_export_is_made_once(data: Path) -> None:
    first = exported("bundled", data)
    before = (first / "model.json").stat().st_mtime_ns
    assert exported("bundled", data) == first
    assert (first / "model.json").stat().st_mtime_ns == before


CARD = ModelCard(
    name="tiny",
    digest="0" * 64,
    dimensions=8,
    max_tokens=16,
    normalised=True,
    query_prompt="",
    document_prompt="",
    bos=(0,),
    eos=(2,),
    pad=1,
    inputs=("input_ids",),
    precision="fp32",
    words=None,
    word_dimensions=0,
    reads=("en",),
    files={"encoder.onnx": "1" * 64},
)


def test_a_card_is_read_as_it_was_written(tmp_path: Path) -> None:
    (tmp_path / "model.json").write_text(json.dumps(asdict(CARD)), "utf-8")
    assert ModelCard.load(tmp_path) == CARD


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "cannot be read"),
        ("{", "cannot be read"),
        ("{}", "cannot be read"),
        ("[]", "cannot be read"),
        (json.dumps({**asdict(CARD), "colour": "red"}), "cannot be read"),
        (json.dumps(asdict(replace(CARD, format=0))), "of another format"),
    ],
)
def test_a_card_that_is_none_is_refused(tmp_path: Path, content: str | None, message: str) -> None:
    if content is not None:
        (tmp_path / "model.json").write_text(content, "utf-8")
    with pytest.raises(ModelError, match=f"{message}.*delete that folder"):
        ModelCard.load(tmp_path)


def test_an_export_of_an_older_format_is_made_anew(tiny_model: Path, tmp_path: Path) -> None:
    home = exported(str(tiny_model), tmp_path)
    card = json.loads((home / "model.json").read_text("utf-8"))
    (home / "model.json").write_text(json.dumps({**card, "format": card["format"] - 1}), "utf-8")
    assert exported(str(tiny_model), tmp_path) == home
    assert ModelCard.load(home).format == card["format"]


def test_two_that_export_at_once_make_one(tiny_model: Path, tmp_path: Path) -> None:
    homes: list[Path] = []
    threads = [threading.Thread(target=lambda: homes.append(exported(str(tiny_model), tmp_path))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(homes) == 2
    assert len(set(homes)) == 1
    assert {path.name for path in homes[0].iterdir()} == {"encoder.onnx", "model.json", "tokenizer.json", "words.npy"}
    assert {path.name for path in (tmp_path / "models").iterdir()} == {homes[0].name, ".lock"}
