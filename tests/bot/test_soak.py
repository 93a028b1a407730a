import json
import os
import subprocess
from pathlib import Path

from bot.upkeep import Home

ROOT = Path(__file__).parents[2]


def test_a_short_soak_loses_nothing_and_repeats_nothing_beyond_the_rule(own_home: Home, tmp_path: Path) -> None:
    """`scripts/soak` for half a minute; docs/reliability.md has the figures of longer ones."""
    settings = {"PARTNERSHIP_CORPUS": str(own_home.corpus), "PARTNERSHIP_DATA": str(own_home.data)}
    counts = tmp_path / "counts.json"
    soak, plot = str(ROOT / "scripts" / "soak"), str(tmp_path / "plot.png")
    command = [soak, "--seconds", "30", "--json", str(counts), "--plot", plot]
    done = subprocess.run(command, env={**os.environ, **settings}, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    report = json.loads(counts.read_text("utf-8"))
    assert report["lost"] == report["more often"] == 0
    assert report["asked"] > 30
    assert (tmp_path / "plot.png").stat().st_size > 1000
