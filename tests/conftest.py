from pathlib import Path

import pytest

from index.embedding.encoder import Encoder
from index.embedding.model import exported

MODELS = Path(__file__).parents[1] / "var" / "test-models"


@pytest.fixture(scope="session")
def models() -> Path:
    """Where the bundled model is exported to, once for all runs of the tests."""
    MODELS.mkdir(parents=True, exist_ok=True)
    return MODELS


@pytest.fixture
def data(tmp_path: Path, models: Path) -> Path:
    """An empty data folder that has the exported model."""
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "models").symlink_to(models, target_is_directory=True)
    return folder


@pytest.fixture(scope="session")
def encoder(tmp_path_factory: pytest.TempPathFactory, models: Path) -> Encoder:
    """The bundled model."""
    data = tmp_path_factory.mktemp("encoder")
    (data / "models").symlink_to(models, target_is_directory=True)
    return Encoder.load(exported("bundled", data))
