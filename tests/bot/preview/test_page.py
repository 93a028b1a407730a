"""The page in a real browser, with a small bot behind it; tests/bot/page has the bot itself."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bot.preview import StandIn
from tests.bot.browsing import barriers, chromium, newest, opened, phone, say


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def one_phone(browser: Browser) -> BrowserContext:
    return phone(browser)


@pytest.fixture
def page(one_phone: BrowserContext, telegram: StandIn, echo_bot: None) -> Iterator[Page]:
    with opened(one_phone, telegram) as page:
        yield page


def test_starts_and_answers(page: Page) -> None:
    expect(page.get_by_text("I say again what you say.")).to_be_visible()
    page.get_by_role("button", name="Start", exact=True).click()
    expect(newest(page).locator("b")).to_have_text("nothing")
    expect(page.get_by_role("button", name="Start", exact=True)).to_be_hidden()
    say(page, "сайн уу 日本")
    expect(newest(page)).to_contain_text("You said: сайн уу 日本")
    page.reload()
    expect(newest(page)).to_contain_text("You said: сайн уу 日本")


def test_text_of_the_bot_stays_text(page: Page) -> None:
    say(page, "/help")
    message = newest(page)
    expect(message.locator("i")).to_have_text("Help")
    expect(message.locator("code")).to_have_text("x < y")
    expect(message).to_contain_text("<img src=x onerror=alert(1)>")
    assert message.locator("img").count() == 0


def test_a_quote_and_a_spoiler_open_by_keyboard(page: Page) -> None:
    say(page, "/help")
    quote = newest(page).locator("blockquote")
    shut = quote.bounding_box()
    newest(page).get_by_role("button", name="Show the whole quote").focus()
    page.keyboard.press("Enter")
    expect(newest(page).get_by_role("button", name="Show less of the quote")).to_be_focused()
    opened = quote.bounding_box()
    assert shut is not None
    assert opened is not None
    assert opened["height"] > 1.5 * shut["height"]
    newest(page).get_by_role("button", name="Hidden text").press("Enter")
    expect(newest(page).get_by_text("secret")).to_be_visible()


def test_buttons(page: Page) -> None:
    say(page, "/start")
    page.get_by_role("button", name="Toast").click()
    expect(page.get_by_role("status")).to_have_text("This is a toast.")
    page.get_by_role("button", name="Alert").click()
    expect(page.get_by_role("dialog")).to_contain_text("This is a alert.")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.get_by_role("button", name="Change").click()
    expect(newest(page)).to_contain_text("Changed.")
    expect(page.get_by_role("button", name="Change")).to_have_count(0)


def test_the_command_menu(page: Page) -> None:
    page.get_by_label("Message", exact=True).type("/")
    expect(page.get_by_role("option")).to_have_text(["/startBegin", "/helpWhat I can do"])
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(newest(page).locator("i")).to_have_text("Help")
    expect(page.get_by_role("option")).to_have_count(0)


def test_inline_results(page: Page) -> None:
    say(page, "/start")
    page.get_by_role("button", name="Try inline").click()
    expect(page.get_by_role("option")).to_have_count(3)
    page.get_by_role("option").nth(1).click()
    expect(newest(page)).to_contain_text("via @PartnershipBot")
    expect(newest(page).locator("b")).to_have_text("1")


def test_editing_and_replying(page: Page) -> None:
    say(page, "one")
    expect(newest(page)).to_contain_text("You said: one")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_label("Message", exact=True)).to_have_value("one")
    say(page, "two")
    expect(newest(page)).to_contain_text("Now you say: two")
    expect(page.locator(".message.out")).to_contain_text("edited")
    newest(page).get_by_role("button", name="Reply, copy and more").focus()
    page.keyboard.press("Enter")
    page.get_by_role("menuitem", name="Reply").press("Enter")
    say(page, "three")
    expect(page.locator(".message.out").last.locator(".answered")).to_contain_text("Now you say: two")


def test_a_link_to_the_bot_starts_it_here(page: Page) -> None:
    say(page, "/help")
    page.get_by_role("link", name="the link").click()
    expect(newest(page)).to_contain_text("Started with shared.")
    assert len(page.context.pages) == 1


def test_a_document_goes_there_and_back(page: Page, tmp_path: Path) -> None:
    letters = tmp_path / "letters.txt"
    letters.write_text("abc")
    page.locator("#file").set_input_files(letters)
    link = newest(page).get_by_role("link", name="reversed-letters.txt")
    with page.expect_download() as download:
        link.click()
    assert download.value.path().read_text() == "cba"


def attach(page: Page, choice: str) -> None:
    """Choose from the paper clip's menu, by keyboard."""
    page.get_by_role("button", name="Attach").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem").first).to_be_focused()
    while page.evaluate("document.activeElement.textContent") != choice:
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")


def test_a_voice_message_and_a_sticker(page: Page) -> None:
    attach(page, "Voice message")
    expect(newest(page)).to_contain_text("A voice.")
    expect(page.locator(".message.out").last).to_contain_text("Voice message, 3 s")
    attach(page, "Sticker")
    expect(newest(page)).to_contain_text("A sticker: 👍")


def test_a_picture_goes_as_a_photo_no_larger_than_in_telegrams_apps(page: Page, tmp_path: Path) -> None:
    Image.new("RGBA", (2560, 1000), (200, 30, 60, 128)).save(tmp_path / "wide.webp")
    page.get_by_label("Message", exact=True).fill("Look")
    with page.expect_file_chooser() as chooser:
        attach(page, "Photo or file")
    chooser.value.set_files(tmp_path / "wide.webp")
    expect(newest(page)).to_contain_text("A photo of 1280 by 500: Look")
    expect(page.get_by_role("img", name="Photo: Look")).to_have_js_property("naturalWidth", 1280)
    expect(page.get_by_label("Message", exact=True)).to_have_value("")


def test_what_is_no_photo_goes_as_a_file(page: Page, tmp_path: Path) -> None:
    (tmp_path / "broken.png").write_bytes(b"no picture")
    Image.new("L", (2100, 100)).save(tmp_path / "strip.png")
    page.locator("#file").set_input_files([tmp_path / "broken.png", tmp_path / "strip.png"])
    for name in ("broken.png", "strip.png"):
        expect(page.get_by_role("link", name=f"reversed-{name}")).to_be_visible()


def test_a_guest_where_the_bot_is_no_member(page: Page) -> None:
    page.get_by_role("button", name="Elsewhere").click()
    expect(page.locator("#status")).to_have_text("The bot is not a member")
    expect(page.get_by_role("button", name="Commands")).to_be_hidden()
    say(page, "anybody here?")
    page.get_by_label("Message", exact=True).fill("@PartnershipBot trees")
    expect(page.get_by_role("option")).to_have_count(3)
    page.keyboard.press("Enter")
    expect(newest(page)).to_contain_text("A guest hears: @PartnershipBot trees")
    page.get_by_role("button", name="Change").click()
    expect(newest(page)).to_contain_text("Changed.")
    expect(page.locator("#log .message")).to_have_count(3)
    page.get_by_label("Message", exact=True).fill("@PartnershipBot trees")
    page.get_by_role("option").nth(1).wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(newest(page)).to_contain_text("via @PartnershipBot")


def test_a_shared_link_goes_into_a_chat_and_opens_from_there(page: Page) -> None:
    say(page, "/help")
    page.get_by_role("link", name="Share").click()
    page.get_by_role("menuitem", name="Share to Elsewhere").click()
    expect(page.get_by_label("Message", exact=True)).to_have_value(
        "https://t.me/PartnershipBot?start=shared\nLook at this"
    )
    page.get_by_role("button", name="Send", exact=True).click()
    newest(page).get_by_role("link").click()
    expect(newest(page)).to_contain_text("Started with shared.")
    assert len(page.context.pages) == 1


def test_a_shared_link_is_copied_and_opens_the_page(page: Page, telegram: StandIn) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=telegram.url)
    say(page, "/help")
    page.get_by_role("link", name="Share").click()
    page.get_by_role("menuitem", name="Copy link").click()
    expect(page.get_by_role("status")).to_have_text("Copied.")
    link = page.evaluate("navigator.clipboard.readText()")
    assert link == f"{telegram.url}/?start=shared"
    page.get_by_role("button", name="Group").click()
    page.goto(link)
    expect(page.get_by_role("button", name="Start", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(newest(page)).to_contain_text("Started with shared.")
    expect(page.get_by_role("button", name="Start", exact=True)).to_be_hidden()
    assert page.url == f"{telegram.url}/"


def test_a_parameter_that_telegram_does_not_take_is_none(page: Page, telegram: StandIn) -> None:
    page.goto(f"{telegram.url}/?start=a%20b")
    page.get_by_role("button", name="Start", exact=True).click()
    expect(newest(page)).to_contain_text("Started with nothing.")


def test_a_blocked_bot_is_started_again(page: Page) -> None:
    say(page, "one")
    expect(newest(page)).to_contain_text("You said: one")
    page.get_by_role("button", name="Settings").click()
    page.get_by_role("button", name="Stop and block the bot").click()
    expect(page.locator("#status")).to_have_text("bot, stopped and blocked")
    page.get_by_role("button", name="Start again").click()
    expect(newest(page)).to_contain_text("Started with nothing.")
    expect(page.locator("#status")).to_have_text("bot")
    expect(page.get_by_role("button", name="Start again")).to_be_hidden()


def test_the_bot_leaves_a_group_and_is_added_again(page: Page) -> None:
    page.get_by_role("button", name="Group").click()
    expect(page.locator("#status")).to_have_text("2 members")
    page.get_by_role("button", name="Settings").click()
    page.get_by_role("button", name="Remove the bot from this chat").click()
    expect(page.locator("#status")).to_have_text("The bot is not a member")
    expect(page.locator("#log")).to_contain_text("You removed Partnership bot")
    page.get_by_role("button", name="Settings").click()
    page.get_by_role("button", name="Add the bot to this chat").click()
    expect(page.locator("#status")).to_have_text("2 members")


def test_a_group_and_its_topics(page: Page, telegram: StandIn) -> None:
    page.get_by_role("button", name="Topics").click()
    page.get_by_role("button", name="Visits").click()
    say(page, "/help@PartnershipBot")
    expect(newest(page)).to_contain_text("Partnership bot")
    expect(page.locator(".message.out")).to_contain_text("/help@PartnershipBot")
    page.get_by_role("button", name="Environment").click()
    expect(page.locator("#log .message")).to_have_count(0)
    # What is written right after a switch goes where the person looks, even before the chat is there.
    page.evaluate("""() => {
        topics.children[2].click();
        text.value = "/start";
        composer.requestSubmit();
    }""")
    expect(page.locator(".message.out").last).to_contain_text("/start")


def test_settings(page: Page) -> None:
    say(page, "one")
    page.get_by_role("button", name="Settings").click()
    page.get_by_label("Language of your Telegram").select_option("ja")
    page.get_by_label("Theme").select_option("dark")
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
    page.get_by_role("button", name="Clear this chat").click()
    expect(page.locator("#log .message")).to_have_count(0)
    page.get_by_label("Message", exact=True).type("/")
    expect(page.get_by_role("option")).to_have_text(["/start始める"])
    page.reload()
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"


def test_shift_enter_makes_a_line_and_the_newest_stays_in_sight(page: Page) -> None:
    for number in range(12):
        say(page, f"line {number}")
    page.get_by_label("Message", exact=True).type("a")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("b")
    page.keyboard.press("Enter")
    expect(newest(page).locator(".text")).to_contain_text(re.compile("You said: a\nb"))
    expect(newest(page)).to_be_in_viewport()


def test_fits_a_narrow_phone(browser: Browser, telegram: StandIn, echo_bot: None) -> None:
    with opened(phone(browser, viewport={"width": 320, "height": 568}), telegram) as page:
        say(page, "/start")
        say(page, "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz" * 3)
        expect(newest(page)).to_contain_text("You said")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert page.evaluate("scroller.scrollWidth <= scroller.clientWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_is_accessible(browser: Browser, telegram: StandIn, echo_bot: None, scheme: str) -> None:
    with opened(phone(browser, color_scheme=scheme), telegram) as page:
        say(page, "/start")
        say(page, "/help")
        expect(newest(page).locator("i")).to_have_text("Help")
        found = barriers(page)
        page.get_by_label("Message", exact=True).type("/")
        found += barriers(page)
        page.keyboard.press("Escape")
        newest(page).get_by_role("button", name="Reply, copy and more").click()
        found += barriers(page)
        page.keyboard.press("Escape")
        page.get_by_role("link", name="Share").click()
        found += barriers(page)
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Elsewhere").click()
        page.get_by_role("button", name="Attach").click()
        found += barriers(page)
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Topics").click()
        page.get_by_role("button", name="Settings").click()
        found += barriers(page)
        assert not found, "\n".join(found)
