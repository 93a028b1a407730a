"""Take the pictures of docs/pictures: each main screen of the bot, as on a phone, in light and in dark colours.

The preview runs with the documents of this project, and a real browser talks to it. docs/screens.md shows the pictures
with what the functions here say of their screens. Needs Chromium and fonts:
apt-get install chromium fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji
"""

import argparse
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from PIL import Image
from playwright.sync_api import Locator, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES: Final = ROOT / "docs" / "pictures"
PHONE: Final[Any] = {"width": 390, "height": 800}
SCALE: Final = 2
COLOURS: Final = 256
"""As many as a small kind of PNG has: enough for text, flat colours and a few emoji, in less than 100 KB a picture."""
SCHEMES: Final = ("light", "dark")
ANSWER_MILLISECONDS: Final = 15_000
BUILD_MILLISECONDS: Final = 300_000

REST: Final = "if (!text.value && !document.querySelector('dialog[open]')) document.activeElement.blur()"
ANSWERED: Final = "count => log.querySelectorAll('.message').length >= count"
CHANGED: Final = "before => log.innerHTML !== before && !document.querySelector('[aria-busy=true]')"

LIBRARY: Final = """\
# The library of our society

The library of our friendship society is open on Tuesdays and Thursdays from 16:00 to 19:00. Members may borrow up to \
five books for four weeks.

<!-- library-hours
- When is the library open?
- How long may I keep a book?
-->
"""


def main() -> int:
    """Take all pictures, or those that are named."""
    options = argparse.ArgumentParser(prog="scripts/pictures", description=__doc__.partition("\n")[0])
    options.add_argument("names", nargs="*", metavar="NAME", help=f"only these: {', '.join(SCREENS)}")
    options.add_argument("--folder", type=Path, default=PICTURES, help="where to put them")
    chosen = options.parse_args()
    chromium = shutil.which("chromium")
    if chromium is None:
        print("scripts/pictures: Chromium is not installed: apt-get install chromium", file=sys.stderr)
        return 1
    chosen.folder.mkdir(parents=True, exist_ok=True)
    with preview() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport=PHONE, device_scale_factor=SCALE, reduced_motion="reduce")
        page.set_default_timeout(ANSWER_MILLISECONDS)
        page.goto(url)
        page.wait_for_selector("body[data-ready]")
        for name, show in SCREENS.items():
            if not chosen.names or name in chosen.names:
                show(page)
                take(page, chosen.folder, name)
        browser.close()
    if chosen.folder == PICTURES:
        (ROOT / "docs" / "screens.md").write_text(screens_page(), "utf-8")
    return 0


def screens_page() -> str:
    """Give docs/screens.md."""
    lines = ["# Screens", "", "Taken from the preview by `scripts/pictures`, with the documents of this project."]
    for name, show in SCREENS.items():
        shown = [
            f'<img src="pictures/{name}-{scheme}.png" width="270" alt="In {scheme} colours">' for scheme in SCHEMES
        ]
        lines += ["", f"## {(show.__doc__ or name).removesuffix('.')}", "", *shown]
    return "\n".join(lines) + "\n"


@contextmanager
def preview() -> Iterator[str]:
    """Run the preview, the person being an admin, with a copy of the documents; gives its address."""
    with tempfile.TemporaryDirectory() as folder:
        corpus = shutil.copytree(ROOT / "corpus", Path(folder) / "corpus")
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "preview", "--port", "0", "--admin"],
            cwd=ROOT,
            env={**os.environ, "PARTNERSHIP_CORPUS": str(corpus), "PARTNERSHIP_LOG_LEVEL": "warning"},
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            line = process.stdout.readline() if process.stdout else ""
            yield line.split()[1]
        finally:
            process.terminate()
            process.wait()


def take(page: Page, folder: Path, name: str) -> None:
    """Write a picture of what is in sight in each colour scheme."""
    page.mouse.move(0, 0)
    page.evaluate(REST)
    expect(page.locator("#toast")).to_have_css("opacity", "0", timeout=ANSWER_MILLISECONDS)
    for scheme in SCHEMES:
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.wait_for_timeout(200)
        shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        small = shot.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        file = folder / f"{name}-{scheme}.png"
        small.save(file, optimize=True)
        print(f"{file}, {file.stat().st_size // 1024} KB")


# --- what the person does ---


def newest(page: Page) -> Locator:
    """Give the last message of the chat."""
    return page.locator("#log .message").last


def say(page: Page, text: str, answer: str = "") -> None:
    """Write a message and wait for the answer, which holds some text."""
    count = page.locator("#log .message").count()
    page.get_by_label("Message", exact=True).fill(text)
    page.keyboard.press("Enter")
    page.wait_for_function(ANSWERED, arg=count + 2)
    expect(newest(page)).to_contain_text(answer, timeout=ANSWER_MILLISECONDS)


def press(page: Page, label: str) -> None:
    """Press the last button whose label begins so, and wait until the chat has changed."""
    before = page.locator("#log").inner_html()
    page.locator("#log").get_by_role("button", name=re.compile(f"^{label}")).last.click()
    page.wait_for_function(CHANGED, arg=before)


def visit(page: Page, *names: str) -> None:
    """Go to another chat, and to a topic in it."""
    for name in names:
        button = page.get_by_role("button", name=name, exact=True)
        button.click()
        expect(button).to_have_attribute("aria-current", "true")


def afresh(page: Page) -> None:
    """Clear the private chat."""
    visit(page, "Chat")
    page.get_by_role("button", name="Settings").click()
    page.get_by_role("button", name="Clear this chat").click()
    expect(page.locator("#log .message")).to_have_count(0)


# --- the screens, in the order in which a person comes to them ---


def start(page: Page) -> None:
    """The greeting, with questions to begin with."""
    page.get_by_role("button", name="Start", exact=True).click()
    expect(newest(page)).to_contain_text("Hello!", timeout=ANSWER_MILLISECONDS)


def refusal(page: Page) -> None:
    """A question that the documents do not answer, and some that they do."""
    afresh(page)
    say(page, "What is the capital of France?", "I found no answer")


def answer(page: Page) -> None:
    """An answer: the answering sentence, the passage around it, its title and its sources."""
    afresh(page)
    say(page, "How many trees did Japan promise to plant?", "50,000")


def follow_up(page: Page) -> None:
    """A question that leans on the one before."""
    say(page, "And how many children?", "20,000")


def more(page: Page) -> None:
    """The next passage, in the place of the first."""
    press(page, "More 2")


def sources(page: Page) -> None:
    """The sources of a passage in full."""
    press(page, "Sources")


def other_language(page: Page) -> None:
    """The same passage in another language."""
    press(page, "‹ Back")
    press(page, "🌐")


def opinion(page: Page) -> None:
    """What was wrong with an answer."""
    press(page, "‹ Back")
    press(page, "👎")


def edited(page: Page) -> None:
    """A question that was edited, and its answer with it."""
    afresh(page)
    say(page, "When did the new airport open?", "4 July 2021")
    page.keyboard.press("ArrowUp")
    page.get_by_label("Message", exact=True).fill("How long is the runway of the new airport?")
    page.keyboard.press("Enter")
    expect(newest(page)).to_contain_text("3,600", timeout=ANSWER_MILLISECONDS)


def share(page: Page) -> None:
    """A link that opens this answer, for another chat or to copy."""
    newest(page).get_by_role("link", name="Share").click()
    expect(page.get_by_role("menuitem").first).to_be_visible()


def shared(page: Page) -> None:
    """The link where it was sent to, which opens the answer with the bot."""
    page.get_by_role("menuitem", name="Share to Elsewhere").click()
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator(".message.out").last).to_contain_text("t.me/")


def guest(page: Page) -> None:
    """A mention in a chat of which the bot is no member."""
    say(page, "@PartnershipBot How many trees did Japan promise to plant?", "50,000")


def voice(page: Page) -> None:
    """A voice message: the bot says what it reads."""
    afresh(page)
    page.get_by_role("button", name="Attach").click()
    page.get_by_role("menuitem", name="Voice message").click()
    expect(newest(page)).to_contain_text("I can only read text", timeout=ANSWER_MILLISECONDS)


def group(page: Page) -> None:
    """In a group: asked with `/ask`, or by a reply to the bot."""
    visit(page, "Group")
    expect(newest(page)).to_contain_text("/ask", timeout=ANSWER_MILLISECONDS)
    say(page, "/ask When did Mongolia and Japan establish diplomatic relations?", "1972")


def topics(page: Page) -> None:
    """In a topic of a forum."""
    visit(page, "Topics", "Visits")
    say(page, "/ask When did the Emperor of Japan visit Mongolia?", "2025")


def inline(page: Page) -> None:
    """Inline, in any chat: passages to choose from while the question is written."""
    afresh(page)
    page.get_by_label("Message", exact=True).type("@PartnershipBot trees promised")
    expect(page.get_by_role("option").first).to_contain_text("50,000", timeout=ANSWER_MILLISECONDS)


def menu(page: Page) -> None:
    """The commands, and how to ask."""
    page.get_by_label("Message", exact=True).fill("")
    say(page, "/help", "How to ask questions")
    page.get_by_role("button", name="Commands").click()
    expect(page.get_by_role("option").first).to_be_visible()


def settings(page: Page) -> None:
    """The preview's own settings, above the bot's choice of language."""
    page.get_by_label("Message", exact=True).fill("")
    say(page, "/language", "which language")
    page.get_by_role("button", name="Settings").click()


def daily(page: Page) -> None:
    """One fact a day, at an hour of one's own."""
    page.keyboard.press("Escape")
    afresh(page)
    say(page, "/daily", "I can send you a fact")
    press(page, "09:00")
    say(page, "/daily", "I send you a fact every day")


def privacy(page: Page) -> None:
    """What is stored of a person, and for how long."""
    afresh(page)
    say(page, "/privacy", "What I store")


def export(page: Page) -> None:
    """All of it as a file, and its end."""
    afresh(page)
    say(page, "/export", "export.json")
    say(page, "/forget", "Delete everything")


def stats(page: Page) -> None:
    """For admins: how much the bot was asked, and how it went."""
    afresh(page)
    for question in ("Who won the football world cup?", "football world cup winner", "What does a visa cost?"):
        say(page, question)
    afresh(page)
    say(page, "/stats", "Questions")


def gaps(page: Page) -> None:
    """For admins: what people ask in vain, grouped by what it means, and a group as a file."""
    afresh(page)
    say(page, "/gaps", "without a good answer")
    press(page, "📄 1")
    expect(newest(page)).to_contain_text(".json")


def add(page: Page) -> None:
    """For admins: a document that was sent, read, and waits to be confirmed."""
    afresh(page)
    file = {"name": "library.md", "mimeType": "text/markdown", "buffer": LIBRARY.encode()}
    page.locator("#file").set_input_files(file)  # type: ignore[arg-type]
    expect(newest(page)).to_contain_text("Passages", timeout=BUILD_MILLISECONDS)


def added(page: Page) -> None:
    """For admins: the document is in, and answers."""
    page.get_by_role("button", name="Add", exact=True).click()
    expect(newest(page)).to_contain_text("Done.", timeout=BUILD_MILLISECONDS)
    say(page, "When does the library open?", "Tuesdays")


def broadcast(page: Page) -> None:
    """For admins: a message to all daily subscribers, before it is sent."""
    afresh(page)
    say(page, "/broadcast The library is closed next Tuesday.")
    expect(newest(page)).to_contain_text("Send this message to all of them?")


def broadcasted(page: Page) -> None:
    """For admins: the message has gone out."""
    newest(page).get_by_role("button", name=re.compile("^Send")).click()
    expect(page.locator("#log")).to_contain_text("Sent", timeout=ANSWER_MILLISECONDS)


def documents(page: Page) -> None:
    """For admins: the documents, each to be removed."""
    afresh(page)
    say(page, "/remove")


def random(page: Page) -> None:
    """A fact by chance, and another one."""
    afresh(page)
    say(page, "/random")


def sources_list(page: Page) -> None:
    """All sources, page by page."""
    afresh(page)
    say(page, "/sources")


def blocked(page: Page) -> None:
    """The bot stopped and blocked, and the way back."""
    page.get_by_role("button", name="Settings").click()
    page.get_by_role("button", name="Stop and block the bot").click()
    expect(page.get_by_role("button", name="Start again")).to_be_visible()
    expect(page.locator("#settings")).to_be_hidden()


def languages(page: Page) -> None:
    """Answers in Mongolian and Japanese."""
    afresh(page)
    say(page, "Япон хэдэн мод тарихаар амласан бэ?", "50,000")
    say(page, "日本は何本の木を植えると約束しましたか", "5万本")


SCREENS: Final[dict[str, Callable[[Page], None]]] = {
    show.__name__.replace("_", "-"): show
    for show in (
        start,
        refusal,
        answer,
        follow_up,
        more,
        sources,
        other_language,
        opinion,
        edited,
        share,
        shared,
        guest,
        voice,
        group,
        topics,
        inline,
        menu,
        settings,
        daily,
        privacy,
        export,
        stats,
        gaps,
        add,
        added,
        broadcast,
        broadcasted,
        documents,
        languages,
        random,
        sources_list,
        blocked,
    )
}


if __name__ == "__main__":
    sys.exit(main())
