from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.bot.browsing import newest

KIND_WORD = "Thank you! I can only read text, so please write your question."


@pytest.mark.parametrize("choice", ["Voice message", "Sticker"])
def test_what_the_bot_cannot_read_gets_a_kind_word(chat: Page, choice: str) -> None:
    chat.get_by_role("button", name="Attach").click()
    chat.get_by_role("menuitem", name=choice).click()
    expect(newest(chat)).to_contain_text(KIND_WORD)


def test_a_photo_gets_a_kind_word(chat: Page, picture: bytes, tmp_path: Path) -> None:
    (tmp_path / "photo.png").write_bytes(picture)
    chat.locator("#file").set_input_files(tmp_path / "photo.png")
    expect(newest(chat)).to_contain_text(KIND_WORD)
