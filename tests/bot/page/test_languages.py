import pytest
from playwright.sync_api import Page, expect

from tests.bot.browsing import newest, press, say, sentence, set_language

TREES = "How many trees did Japan promise to plant?"


@pytest.mark.parametrize(
    ("code", "first", "hello", "example"),
    [
        ("en", "/askAsk a question", "Hello!", "How many trees did Japan promise to plant in Mongolia?"),
        ("mn", "/askАсуулт асуух", "Сайн байна уу!", "Япон Монголд хэдэн мод тарихаа амласан бэ?"),
        ("ja", "/ask質問する", "こんにちは！", "日本はモンゴルに何本の木を植えると約束しましたか？"),
    ],
)
def test_commands_and_greeting_speak_the_persons_language(
    page: Page, code: str, first: str, hello: str, example: str
) -> None:
    set_language(page, code)
    page.get_by_role("button", name="Commands").click()
    options = page.get_by_role("option")
    expect(options.first).to_have_text(first)
    expect(options).to_have_count(8)
    page.get_by_label("Message", exact=True).press("ArrowUp")  # to the last one, /start
    page.keyboard.press("Enter")
    expect(sentence(page)).to_have_text(hello)
    press(page, example)
    expect(sentence(page)).to_contain_text("5万本" if code == "ja" else "50,000")


def test_a_chosen_language_stays(page: Page) -> None:
    say(page, "/language")
    press(page, "日本語")
    expect(newest(page)).not_to_contain_text("Which language")
    say(page, TREES)
    expect(newest(page).get_by_role("button", name="出典")).to_be_visible()
    expect(sentence(page)).to_contain_text("50,000 trees")
    say(page, "/language")
    press(page, "✓ 日本語")
