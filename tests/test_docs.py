"""The documentation says what is so: its tables, its commands, its links and its pictures."""

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import unicodedata
from pathlib import Path

import httpx
import pytest

from bot.settings import SETTINGS, read_settings

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PICTURES = DOCS / "pictures"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "corpus" / "README.md", *sorted(DOCS.glob("*.md"))]
LINK = re.compile(r"\]\(([^)\s]+)\)|<(?:img|a)\s[^>]*?(?:src|href)=\"([^\"]+)\"")
MOST_PICTURE_BYTES = 150 * 1024


def text_of(page: Path) -> str:
    """A page without its blocks of code."""
    return re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)


def links(page: Path) -> list[str]:
    """The addresses of a page that lead to other files of the project."""
    found = [first or second for first, second in LINK.findall(text_of(page))]
    return [link for link in found if not re.match(r"[a-z]+:", link)]


def anchors(page: Path) -> set[str]:
    """The names of a page's headings, as https://docs.github.com makes them for links."""
    headings = re.findall(r"^#+ (.+)$", text_of(page), re.MULTILINE)
    return {
        "".join(c for c in heading.lower() if c in " -_" or unicodedata.category(c)[0] in "LN").replace(" ", "-")
        for heading in headings
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for link in links(page):
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def test_every_page_can_be_found_from_the_readme() -> None:
    found, waiting = set(), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        found.add(page)
        targets = [(page.parent / link.partition("#")[0]).resolve() for link in links(page)]
        waiting += [target for target in targets if target.suffix == ".md" and target.exists() and target not in found]
    assert set(DOCS.glob("*.md")) <= found


def test_the_screens_are_all_pictures_and_light() -> None:
    shown = {DOCS / link for link in links(DOCS / "screens.md")}
    assert shown == set(PICTURES.iterdir())
    for picture in shown:
        assert picture.read_bytes().startswith(b"\x89PNG")
        assert picture.stat().st_size <= MOST_PICTURE_BYTES, picture


# --- commands and settings ---


def check_docs(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "docs.py"), "--check", "--folder", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_tables_are_those_of_the_program() -> None:
    done = check_docs(DOCS)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_table_that_is_not_is_found(tmp_path: Path) -> None:
    for name in ("commands.md", "settings.md"):
        shutil.copy(DOCS / name, tmp_path)
    text = (tmp_path / "commands.md").read_text("utf-8")
    text = text.replace("passages to give (default: 3)", "passages to give (default: 4)")
    text = text.replace("<!-- command: backup -->", "<!-- command: restore -->")
    (tmp_path / "commands.md").write_text(text, "utf-8")
    done = check_docs(tmp_path)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "commands.md: there is no command: restore; delete its block",
        "commands.md is out of date; run scripts/docs",
        "commands.md and settings.md lack the block: <!-- command: backup -->",
    ]
    assert (tmp_path / "commands.md").read_text("utf-8") == text


def test_the_example_of_settings_names_all_of_them(tmp_path: Path) -> None:
    example = (ROOT / ".env.example").read_text("utf-8")
    lines = re.findall(r"^(#?)([A-Z_]+)=(.*)$", example, re.MULTILINE)
    assert [name for _, name, _ in lines] == list(SETTINGS)
    assert all(mark for mark, _, _ in lines), "copied as it is, the example changes nothing"
    (tmp_path / ".env").write_text("\n".join(f"{name}={value}" for _, name, value in lines), "utf-8")
    read_settings({}, tmp_path)


# --- the commands of the README ---


def shell_lines(*pages: Path) -> list[str]:
    """The lines of pages that start the program, each once."""
    text = "\n".join(page.read_text("utf-8") for page in pages)
    blocks = re.findall(r"^```sh\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    return list(dict.fromkeys(line for block in blocks for line in block.splitlines() if "scripts/start" in line))


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory, models: Path) -> dict[str, str]:
    """An environment with a data folder of its own, and no token."""
    data = tmp_path_factory.mktemp("data")
    (data / "models").symlink_to(models, target_is_directory=True)
    return {**os.environ, "PARTNERSHIP_DATA": str(data), "TELEGRAM_BOT_TOKEN": "", "PYTHONPATH": str(ROOT)}


def test_the_shipped_documents_are_talked_about(environment: dict[str, str]) -> None:
    lines = [
        {"question": "How many trees did Japan promise to plant?", "chat": "a"},
        {"question": "And how many children?", "chat": "a"},
        {"question": "When was that?", "chat": "a"},
        {"question": "tell me a joke", "chat": "a"},
        {"question": "ok", "chat": "a"},
        {"question": "airport"},
    ]
    done = subprocess.run(
        [sys.executable, "-m", "bot", "ask", "--json", "-"],
        cwd=ROOT,
        env=environment,
        input="\n".join(map(json.dumps, lines)),
        capture_output=True,
        text=True,
        check=False,
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["answered"] for answer in answers] == [True, True, True, False, False, True], done.stderr
    said = [answer["passages"][0]["answer"] for answer in answers if answer["answered"]]
    for part, sentence in zip(("50,000", "20,000", "29 November 2022", "irport"), said, strict=True):
        assert part in sentence


@pytest.mark.parametrize("line", shell_lines(ROOT / "README.md", DOCS / "commands.md"))
def test_a_command_of_the_readme_works(line: str, environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "sea.md").write_text("# The sea\n\nMongolia has no sea.")
    words = shlex.split(line.replace("/path/to/documents", str(tmp_path)))
    at = words.index("scripts/start")
    environment = {**environment, **dict(word.split("=", 1) for word in words[:at])}
    program = [sys.executable, "-m", "bot", *words[at + 1 :]]
    if words[at + 1 :]:
        done = subprocess.run(program, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert re.search("50,000|5万", done.stdout)
        return
    # Without arguments and a token it is the preview, here on a port that is free.
    program += ["preview", "--port", "0"]
    with subprocess.Popen(program, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as running:
        try:
            said = running.stdout.readline() if running.stdout else ""
            assert said.startswith("Open http://127.0.0.1:")
            assert "<title>Chat preview</title>" in httpx.get(said.split()[1]).text
            running.send_signal(signal.SIGTERM)
            assert running.wait(30) in {0, -signal.SIGTERM}  # the latter where the bot was not up yet
        finally:
            running.kill()
