from playwright.sync_api import Page, expect

from tests.bot.browsing import answers, newest, press, sentence

PLEDGE = "On 29 November 2022 Japan promised to have 50,000 trees planted in Mongolia."


def write(page: Page, text: str) -> None:
    page.get_by_label("Message", exact=True).fill(f"@PartnershipBot {text}")


def test_popular_questions_before_anything_is_asked(chat: Page) -> None:
    write(chat, "")
    options = chat.get_by_role("option")
    expect(options.filter(has_text="How many trees did Japan promise to plant in Mongolia?")).to_contain_text(PLEDGE)
    options.filter(has_text="How many tournaments did Hakuho win?").click()
    expect(newest(chat).locator(".text i").first).to_have_text("How many tournaments did Hakuho win?")
    expect(sentence(chat)).to_contain_text("Hakuho won 45 tournaments")


def test_a_ranked_passage_is_sent_whole_with_its_source(chat: Page) -> None:
    write(chat, "How many trees did Japan promise to plant?")
    expect(chat.get_by_role("option").first).to_contain_text(f"The pledge of 50,000 trees{PLEDGE}")
    assert chat.get_by_role("option").count() > 1
    chat.keyboard.press("Enter")
    expect(newest(chat)).to_contain_text("via @PartnershipBot")
    expect(sentence(chat)).to_have_text(PLEDGE)
    expect(newest(chat)).to_contain_text("Source: Maheen Tanveer, December 2022")
    press(chat, "Sources")
    expect(newest(chat)).to_contain_text("Mongolia-Japan Special Strategic Partnership")


def test_no_answer_leads_to_the_chat(chat: Page) -> None:
    write(chat, "What is the capital of France?")
    chat.get_by_role("option", name="No answer in my documents. Ask me in a chat").click()
    expect(answers(chat).last).to_contain_text("Hello!")
