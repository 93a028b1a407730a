from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from bot import quotas
from tests.bot.browsing import answers, barriers_by_day_and_night, newest, press, say, sentence

TREES = "How many trees did Japan promise to plant?"
PLEDGE = "On 29 November 2022 Japan promised to have 50,000 trees planted in Mongolia."
ASK_ERDENET = "Where did the first tree-planting project begin?"
ERDENET = "The first tree-planting project under Japan's pledge began near Erdenet in Orkhon Province."


@pytest.mark.parametrize(
    ("question", "answering", "source"),
    [
        pytest.param(TREES, PLEDGE, "Source: Maheen Tanveer, December 2022", id="en"),
        pytest.param(
            "Япон Монголд хэдэн мод тарихаа амласан бэ?",
            "Япон Улс Монголд 50,000 мод тариулна гэж 2022 оны 11 дүгээр сарын 29-нд амласан.",
            "Эх сурвалж: Maheen Tanveer, 2022 оны 12-р сар",
            id="mn",
        ),
        pytest.param(
            "日本はモンゴルに何本の木を植えると約束しましたか",
            "日本は2022年11月29日、モンゴルで5万本の木を植えることを約束しました。",
            "出典： Maheen Tanveer, 2022年12月",
            id="ja",
        ),
    ],
)
def test_the_answering_sentence_is_bold_and_the_source_named(
    chat: Page, question: str, answering: str, source: str
) -> None:
    say(chat, question)
    expect(sentence(chat)).to_have_text(answering)
    expect(newest(chat)).to_contain_text(source)
    link = newest(chat).get_by_role("link", name="Prime Minister's Office of Japan")
    expect(link).to_have_attribute("href", "https://japan.kantei.go.jp/lunch.html?a=1&b=2")


def test_a_refusal_offers_questions_that_are_answered(chat: Page) -> None:
    say(chat, "What is the capital of France?")
    expect(newest(chat)).to_contain_text("I found no answer to this in my documents.")
    question = newest(chat).locator(".key").first
    asked = question.inner_text()
    question.click()
    expect(answers(chat)).to_have_count(2)
    expect(newest(chat).locator(".text i").first).to_have_text(asked)
    expect(sentence(chat)).not_to_be_empty()


def test_a_follow_up(chat: Page) -> None:
    say(chat, TREES)
    expect(sentence(chat)).to_have_text(PLEDGE)
    say(chat, "And over how many years?")
    expect(sentence(chat)).to_have_text("Japan's plan is to plant the 50,000 trees over five years.")


@pytest.mark.parametrize(
    ("question", "says"), [("How many tres did Jappan promise to plnt?", "50,000 trees"), ("Hakuho", "45 tournaments")]
)
def test_a_typo_and_a_single_word(chat: Page, question: str, says: str) -> None:
    say(chat, question)
    expect(sentence(chat)).to_contain_text(says)


def test_an_edited_question_edits_its_answer(chat: Page) -> None:
    say(chat, TREES)
    expect(sentence(chat)).to_have_text(PLEDGE)
    chat.keyboard.press("ArrowUp")
    expect(chat.get_by_label("Message", exact=True)).to_have_value(TREES)
    say(chat, ASK_ERDENET)
    expect(sentence(chat)).to_have_text(ERDENET)
    expect(answers(chat)).to_have_count(1)


def test_a_reply_to_an_answer_is_a_question(chat: Page) -> None:
    say(chat, TREES)
    expect(sentence(chat)).to_have_text(PLEDGE)
    newest(chat).get_by_role("button", name="Reply, copy and more").click()
    chat.get_by_role("menuitem", name="Reply").click()
    say(chat, "How many tournaments did Hakuho win?")
    expect(sentence(chat)).to_contain_text("Hakuho won 45 tournaments")
    expect(chat.locator(".message.out .answered")).to_contain_text(PLEDGE)


def test_a_person_starts_and_tries_what_is_offered(page: Page) -> None:
    expect(page.get_by_text("I answer with a passage from my documents, word for word")).to_be_visible()
    page.get_by_role("button", name="Start", exact=True).click()
    expect(sentence(page)).to_have_text("Hello!")
    press(page, "How many tournaments did Hakuho win?")
    expect(sentence(page)).to_contain_text("Hakuho won 45 tournaments")


def test_what_a_share_button_sends_opens_the_same_answer(chat: Page) -> None:
    say(chat, ASK_ERDENET)
    expect(sentence(chat)).to_have_text(ERDENET)
    shared = newest(chat).get_by_role("link", name="Share").get_attribute("href") or ""
    link, text = (parse_qs(urlsplit(shared).query)[name][0] for name in ("url", "text"))
    assert text == ERDENET
    say(chat, link)  # as it arrives with whom it was sent to
    chat.locator(".message.out").last.get_by_role("link", name=link).click()
    expect(chat.locator(".message.out").last).to_contain_text("/start p_")
    expect(sentence(chat)).to_have_text(ERDENET)


def test_help_and_a_command_in_it(chat: Page) -> None:
    say(chat, "/nonsense")
    expect(newest(chat)).to_contain_text("I don't know this command. /help shows what I can do.")
    newest(chat).get_by_text("/help", exact=True).click()
    expect(newest(chat)).to_contain_text("If you edit your question, I'll update my answer.")
    newest(chat).get_by_text("/sources", exact=True).click()
    expect(newest(chat)).to_contain_text("Japan-Mongolia Leaders' Working Lunch")


@pytest.fixture
def three_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quotas, "PERSON_QUESTIONS", 3)


def test_who_asks_too_fast_is_told_once(three_a_minute: None, page: Page) -> None:
    for _ in range(5):
        say(page, TREES)
    expect(answers(page)).to_have_count(4)
    expect(answers(page).last).to_contain_text("That was a lot of questions. Please give me a minute.")
    say(page, "/help")
    expect(newest(page)).to_contain_text("How to ask questions")
    expect(answers(page)).to_have_count(5)


def test_answers_and_refusals_are_accessible(page: Page) -> None:
    say(page, TREES)
    expect(sentence(page)).to_have_text(PLEDGE)
    say(page, "What is the capital of France?")
    expect(newest(page)).to_contain_text("I found no answer")
    found = barriers_by_day_and_night(page)
    assert not found, "\n".join(found)
