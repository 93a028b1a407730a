import stat
from pathlib import Path

import pytest

from bot.errors import StartError
from bot.instance import LOCK_NAME, only_instance


def test_the_data_folder_is_for_its_user_alone(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir(mode=0o755)
    with only_instance(data):
        assert stat.S_IMODE(data.stat().st_mode) == 0o700
        assert stat.S_IMODE((data / LOCK_NAME).stat().st_mode) == 0o600


def test_a_second_one_is_refused_while_the_first_runs(tmp_path: Path) -> None:
    with only_instance(tmp_path), pytest.raises(StartError, match="another bot runs"), only_instance(tmp_path):
        pass
    with only_instance(tmp_path):
        pass


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StartError, match="PARTNERSHIP_DATA"), only_instance(tmp_path / "file" / "data"):
        pass
