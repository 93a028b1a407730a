import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from bot.__main__ import DONE, FAILED, WRONG_USAGE, main, parser

ROOT = Path(__file__).parents[2]
COMMANDS = ["start", "run", "preview", "ask", "index", "eval", "gaps", "stats", "poster", "backup", "doctor"]
HEAVY = {
    "numpy",
    "telegram",
    "rich",
    "torch",
    "onnxruntime",
    "faiss",
    "sqlalchemy",
    "sudachipy",
    "httpx",
    "index",
    "babel",
}


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in with one document and no index."""
    (tmp_path / ".env").touch()
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.md").write_text("# A\n\nJapan planted trees in Mongolia.")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PARTNERSHIP_CORPUS", str(tmp_path / "corpus"))
    monkeypatch.setenv("PARTNERSHIP_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("TELEGRAM_BOT_TOKEN", raising=False)
    return tmp_path


def said(capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    out, err = capsys.readouterr()
    return out, err


@pytest.mark.parametrize(
    "arguments", [["--help"], *([command, "--help"] for command in COMMANDS), ["index", "build", "--help"]]
)
def test_help_is_given(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == DONE
    assert said(capsys)[0].startswith("usage: partnership-bot")


def test_every_command_is_described(capsys: pytest.CaptureFixture[str]) -> None:
    text = parser().format_help()
    for command in COMMANDS:
        assert f"\n    {command} " in text


@pytest.mark.parametrize("arguments", ["--help", "ask --help", "--version", "ask"])
def test_nothing_heavy_is_imported_to_help(arguments: str) -> None:
    code = f"""
import sys
from bot.__main__ import main
try:
    main({arguments.split()!r})
except SystemExit:
    pass
print(sorted({HEAVY!r} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == DONE
    assert said(capsys)[0] == version("partnership-bot") + "\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["dance"], "invalid choice: 'dance'"),
        (["ask"], "the following arguments are required: QUESTION"),
        (["ask", "--top", "0", "q"], "argument --top: takes a whole number of at least 1, not '0'"),
        (["ask", "--top", "many", "q"], "argument --top: takes a whole number of at least 1, not 'many'"),
        (["ask", "--lang", "fr", "q"], "invalid choice: 'fr'"),
        (["ask", "--json", "--explain", "q"], "not allowed with argument"),
        (["index"], "the following arguments are required: ACTION"),
        (["index", "burn"], "invalid choice: 'burn'"),
        (["eval"], "the following arguments are required: FILE"),
        (["preview", "--port", "70000"], "argument --port: takes a number from 0 to 65535, not '70000'"),
        (["preview", "--port", "http"], "argument --port: takes a number from 0 to 65535, not 'http'"),
    ],
)
def test_wrong_usage_is_two_and_says_what_is_wrong(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == WRONG_USAGE
    out, err = said(capsys)
    assert out == ""
    assert err.startswith("usage: ")
    assert message in err
    assert "_" not in err.splitlines()[-1].split("argument")[0]


@pytest.mark.parametrize(
    ("setting", "value", "arguments", "message"),
    [
        ("PARTNERSHIP_CORPUS", "./nowhere", "ask q", "the corpus folder nowhere does not exist; make it"),
        ("PARTNERSHIP_CORPUS", "./nowhere", "index build", "the corpus folder nowhere does not exist; make it"),
        ("PARTNERSHIP_CORPUS", "./nowhere", "index status", "there is no index of nowhere; run: partnership-bot"),
        ("PARTNERSHIP_CORPUS", "./nowhere", "index verify", "there is no index of nowhere; run: partnership-bot"),
        ("PARTNERSHIP_MODEL", "./nowhere", "ask q", "PARTNERSHIP_MODEL names ./nowhere, and there is no such folder"),
        ("PARTNERSHIP_STORE", "http://milvus:19530", "index build", "PARTNERSHIP_STORE is http://milvus:19530"),
        ("PARTNERSHIP_LOG_LEVEL", "loud", "run", "PARTNERSHIP_LOG_LEVEL takes debug, info, warning, error"),
        ("PARTNERSHIP_COLOUR", "red", "ask q", "there is no setting PARTNERSHIP_COLOUR"),
        ("TELEGRAM_BOT_TOKEN", "hush", "run", "TELEGRAM_BOT_TOKEN takes the token that @BotFather gave"),
        ("PARTNERSHIP_CORPUS", "./nowhere", "eval nothing.jsonl", "nothing.jsonl cannot be read as JSON lines"),
    ],
)
def test_a_mistake_is_one_line_on_standard_error(
    monkeypatch: pytest.MonkeyPatch,
    setting: str,
    value: str,
    arguments: str,
    message: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv(setting, value)
    assert main(arguments.split()) == FAILED
    out, err = said(capsys)
    assert out == ""
    assert err.startswith(f"partnership-bot: {message}"), err
    assert err.count("\n") == 1
    assert "hush" not in err


def test_a_data_folder_that_cannot_be_made_is_one_line(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (nowhere / "file").touch()
    monkeypatch.setenv("PARTNERSHIP_DATA", str(nowhere / "file" / "data"))
    assert main(["index", "build"]) == FAILED
    assert said(capsys)[1].startswith(f"partnership-bot: {nowhere}/file")


def test_a_program_that_is_interrupted_says_so_by_its_code(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("bot.commands.doctor.read_settings", interrupt)
    assert main(["doctor"]) == 130


def test_an_error_of_the_programs_own_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("bot.commands.doctor.read_settings", fail)
    with pytest.raises(ZeroDivisionError):
        main(["doctor"])


def test_the_module_is_the_program() -> None:
    done = subprocess.run([sys.executable, "-m", "bot", "dance"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == WRONG_USAGE
    assert "Traceback" not in done.stderr
