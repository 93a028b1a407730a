from playwright.sync_api import Page, expect

from tests.bot.browsing import newest, say, sentence, visit
from tests.bot.page.test_questions import PLEDGE, TREES


def test_where_the_bot_is_no_member_a_mention_is_answered(page: Page) -> None:
    visit(page, "Elsewhere")
    say(page, "Does anybody know?")
    say(page, f"@PartnershipBot {TREES}")
    expect(sentence(page)).to_have_text(PLEDGE)
    expect(newest(page)).to_contain_text("Maheen Tanveer")
    # The first message is nobody's business but the people's there.
    expect(page.locator("#log .message")).to_have_count(3)


def test_a_link_that_somebody_pasted_opens_its_answer(page: Page) -> None:
    say(page, TREES)
    expect(sentence(page)).to_have_text(PLEDGE)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    newest(page).get_by_role("link", name="Share").click()
    page.get_by_role("menuitem", name="Copy link").click()
    expect(page.get_by_role("status")).to_have_text("Copied.")
    page.goto(page.evaluate("navigator.clipboard.readText()"))
    page.get_by_role("button", name="Start", exact=True).click()
    expect(page.locator(".message.out").last).to_contain_text("/start p_")
    expect(sentence(page)).to_have_text(PLEDGE)
