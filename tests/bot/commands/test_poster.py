from pathlib import Path

import pytest
from PIL import Image

from bot.__main__ import main
from bot.preview import StandIn
from bot.upkeep import Home

TREES = "How many trees did Japan promise to plant?"


@pytest.fixture
def folder(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PARTNERSHIP_CORPUS", str(home.corpus))
    monkeypatch.setenv("PARTNERSHIP_DATA", str(home.data))
    monkeypatch.delenv("TELEGRAM_BOT_TOKEN", raising=False)
    return tmp_path


def test_a_poster_is_drawn_and_says_what_it_opens(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["poster", TREES, "--bot", "@FriendsBot"]) == 0
    out = capsys.readouterr().out
    assert "poster.png opens https://t.me/FriendsBot?start=p_" in out
    assert "50,000 trees" in out
    with Image.open(folder / "poster.png") as image:
        assert image.size == (2480, 3508)


def test_telegram_tells_the_name(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with StandIn(bot_username="OurBot") as telegram:
        monkeypatch.setenv("TELEGRAM_BOT_TOKEN", telegram.token)
        monkeypatch.setenv("TELEGRAM_API_URL", telegram.url)
        assert main(["poster", TREES, "--file", "a.pdf"]) == 0
    assert "https://t.me/OurBot?start=p_" in capsys.readouterr().out
    assert (folder / "a.pdf").read_bytes().startswith(b"%PDF-")


def test_without_a_name_or_an_answer_it_says_what_to_do(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["poster", TREES]) == 1
    assert "--bot NAME" in capsys.readouterr().err
    assert main(["poster", "Who won the football world cup in Brazil?", "--bot", "OurBot"]) == 1
    assert "they do answer" in capsys.readouterr().err
    assert main(["poster", TREES, "--bot", "OurBot", "--file", "nowhere/a.png"]) == 1
    assert "cannot be written" in capsys.readouterr().err
    assert not list(folder.glob("*.p*"))


@pytest.mark.parametrize("wrong", [["--file", "a.jpg"], ["--bot", "no bot!"], ["--lang", "de"]])
def test_wrong_usage(folder: Path, wrong: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["poster", TREES, *wrong])
    assert stopped.value.code == 2
