from playwright.sync_api import Page, expect

from tests.bot.browsing import answers, newest, say, sentence, visit

TREES = "How many trees did Japan promise to plant?"
PLEDGE = "On 29 November 2022 Japan promised to have 50,000 trees planted in Mongolia."


def join(page: Page) -> None:
    visit(page, "Group")
    expect(newest(page)).to_contain_text("In a group: write /ask and your question, or reply to one of my messages.")


def test_a_greeting_a_question_and_a_reply(page: Page) -> None:
    join(page)
    say(page, f"/ask {TREES}")
    expect(sentence(page)).to_have_text(PLEDGE)
    expect(newest(page).locator(".answered")).to_contain_text(f"/ask {TREES}")
    newest(page).get_by_role("button", name="Reply, copy and more").click()
    page.get_by_role("menuitem", name="Reply").click()
    say(page, "How many tournaments did Hakuho win?")
    expect(sentence(page)).to_contain_text("Hakuho won 45 tournaments")


def test_talk_is_left_alone_and_a_mention_answered_where_it_arrives(page: Page) -> None:
    join(page)
    say(page, TREES)
    say(page, f"@PartnershipBot {TREES}")  # Telegram's default keeps it from the bot
    page.get_by_role("button", name="Settings").click()
    with page.expect_response("**/preview/state"):
        page.get_by_label("Bot reads every group message").check()
    page.get_by_role("button", name="Done").click()
    say(page, TREES)
    say(page, "@PartnershipBot How many tournaments did Hakuho win?")
    expect(sentence(page)).to_contain_text("Hakuho won 45 tournaments")
    expect(answers(page)).to_have_count(2)  # with the greeting


def test_an_answer_stays_in_its_topic(page: Page) -> None:
    visit(page, "Topics")
    visit(page, "Visits")
    say(page, f"/ask {TREES}")
    expect(sentence(page)).to_have_text(PLEDGE)
    visit(page, "Environment")
    expect(page.locator("#log .message")).to_have_count(0)
    visit(page, "Visits")
    expect(sentence(page)).to_have_text(PLEDGE)
