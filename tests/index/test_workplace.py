import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from index.workplace import WORK, workplace

HOLD = """
import sys, time
from pathlib import Path
from index.workplace import workplace
with workplace(Path(sys.argv[1])) as work:
    (work / "half").write_text("made")
    print("in", flush=True)
    time.sleep(60)
"""


def test_what_is_renamed_stays_and_what_is_left_goes(tmp_path: Path) -> None:
    home = tmp_path / "not" / "yet" / "there"
    with workplace(home) as work:
        (work / "whole").write_text("made")
        work.rename(home / "kept")
    with workplace(home) as work:
        assert list(work.iterdir()) == []
        (work / "half").write_text("made")
    assert sorted(path.name for path in home.iterdir()) == [".lock", "kept"]


def test_what_an_error_interrupts_goes(tmp_path: Path) -> None:
    def work() -> None:
        with workplace(tmp_path) as work:
            (work / "half").write_text("made")
            raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        work()
    assert not (tmp_path / WORK).exists()


def test_one_at_a_time(tmp_path: Path) -> None:
    inside: list[str] = []
    order: list[str] = []

    def work(name: str) -> None:
        with workplace(tmp_path):
            inside.append(name)
            order.append(f"{name} with {len(inside)}")
            threading.Event().wait(0.01)
            inside.remove(name)

    threads = [threading.Thread(target=work, args=(str(i),)) for i in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(order) == [f"{i} with 1" for i in range(8)]


def test_a_killed_process_frees_it(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "in\n"
        assert (tmp_path / WORK / "half").is_file()
        os.kill(process.pid, signal.SIGKILL)
        with workplace(tmp_path) as work:
            assert list(work.iterdir()) == []
