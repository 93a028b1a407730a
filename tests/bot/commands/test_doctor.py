from pathlib import Path

import pytest

from bot.__main__ import main
from bot.preview import StandIn
from bot.upkeep import Home


@pytest.fixture(autouse=True)
def settings(own_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PARTNERSHIP_CORPUS", str(own_home.corpus))
    monkeypatch.setenv("PARTNERSHIP_DATA", str(own_home.data))
    monkeypatch.delenv("TELEGRAM_BOT_TOKEN", raising=False)


def findings(capsys: pytest.CaptureFixture[str]) -> dict[str, tuple[str, str]]:
    """Verdict and text of each check, by its name."""
    lines = [line.split(": ", 1) for line in capsys.readouterr().out.splitlines()]
    return {head[6:]: (head[:4].strip(), text) for head, text in lines}


def test_what_works_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    main(["doctor"])
    found = findings(capsys)
    assert {"settings", "python", "packages", "data folder", "model", "documents", "index", "token"} <= set(found)
    assert {name for name, (verdict, _) in found.items() if verdict != "ok"} <= {"packages"}
    assert found["index"][1] == "sound and up to date, 4 documents"
    assert "none is set" in found["token"][1]


def test_what_does_not_work_is_said_with_what_to_do(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, own_home: Home
) -> None:
    (own_home.corpus / "table.xyz").write_text("?")
    (own_home.corpus.parent / "file").touch()
    monkeypatch.setenv("PARTNERSHIP_DATA", str(own_home.corpus.parent / "file"))
    monkeypatch.setenv("PARTNERSHIP_MODEL", "./nowhere")
    assert main(["doctor"]) == 1
    found = findings(capsys)
    assert {"data folder", "model", "documents", "index"} <= {
        n for n, (verdict, _) in found.items() if verdict == "FAIL"
    }
    assert "set PARTNERSHIP_DATA to another folder" in found["data folder"][1]
    assert "the first is table.xyz" in found["documents"][1]


def test_a_malformed_setting_is_said_alone(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARTNERSHIP_ADMINS", "anna")
    assert main(["doctor"]) == 1
    assert list(findings(capsys)) == ["settings"]


def test_a_token_is_tried_and_never_shown(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    with StandIn() as telegram:
        monkeypatch.setenv("TELEGRAM_API_URL", telegram.url)
        monkeypatch.setenv("TELEGRAM_BOT_TOKEN", telegram.token)
        main(["doctor"])
        verdict, text = findings(capsys)["token"]
        assert verdict == "ok"
        assert text.startswith("@")
        other = "123456:" + "B" * 35
        monkeypatch.setenv("TELEGRAM_BOT_TOKEN", other)
        assert main(["doctor"]) == 1
        verdict, text = findings(capsys)["token"]
        assert verdict == "FAIL"
        assert "get a new one from @BotFather" in text
    assert main(["doctor"]) == 1
    verdict, text = findings(capsys)["token"]
    assert verdict == "FAIL"
    assert "does not answer" in text
    assert other not in text
