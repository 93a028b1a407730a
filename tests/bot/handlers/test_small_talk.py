"""What people say besides their questions, and in which language they are answered."""

import pytest

from bot.application import TelegramBot
from bot.preview import Conversation, StandIn
from bot.storage.reports import missed

TREES = "How many trees did Japan promise to plant?"
REFUSALS = ("I found no answer", "олдсонгүй", "見つかりませんでした")
TURNS = [
    ("hello", "Hello!"),
    ("sain baina uu", "Сайн байна уу!"),
    ("こんにちは", "こんにちは"),
    ("thank you very much!", "You're welcome"),
    ("bayarlalaa", "Зүгээр ээ"),
    ("ありがとうございました", "どういたしまして"),
    ("bye", "Goodbye!"),
    ("Баяртай", "Баяртай!"),
    ("👍", "🙂"),
    ("ok", "🙂"),
    ("help", "How to ask questions"),
    ("цэс", "Хэрхэн асуух вэ"),
    ("使い方", "質問のしかた"),
    ("menu", "How to ask questions"),
    ("Who are you?", "I'm a bot"),
    ("what is this bot about?", "I'm a bot"),
    ("chi hen be", "бот"),
    ("あなたは誰ですか", "ボットです"),
    ("are you human?", "a program"),
    ("чи хүн үү?", "Би хүн биш"),
    ("who made you", "/sources"),
    ("чамайг хэн хийсэн бэ?", "/sources"),
    ("このボットは誰が作りましたか", "/sources"),
    ("I have a question", "Just write your question"),
]


@pytest.mark.parametrize(("said", "reply"), TURNS)
def test_it_is_replied_to_in_kind_and_language(anna: Conversation, said: str, reply: str) -> None:
    answer = anna.ask(said)
    assert reply in answer.text
    assert not any(refusal in answer.text for refusal in REFUSALS)


def test_after_an_answer_too_and_the_conversation_goes_on(anna: Conversation) -> None:
    anna.ask(TREES)
    for said, reply in TURNS[::2]:
        answer = anna.ask(said)
        assert reply in answer.text
        assert "50,000 trees planted" not in answer.text
    assert "five years" in anna.ask("Over how many years is that?").text


async def test_none_of_it_is_a_gap(anna: Conversation, bot: TelegramBot) -> None:
    anna.ask("thanks!")
    anna.ask("What is the capital of Brazil?")
    gaps = await bot.services.memory.database.run(lambda connection: missed(connection, 1))
    texts = {gap.text for gap in gaps}
    assert "What is the capital of Brazil?" in texts
    assert not texts & {said for said, _ in TURNS}


def test_a_greeting_offers_questions_and_a_button_asks_one(anna: Conversation) -> None:
    greeting = anna.ask("Hi!")
    assert greeting.labels
    anna.press(greeting, greeting.labels[0])
    assert anna.wait(edited=False).content.parts("bold")


def test_a_sign_is_replied_to_in_the_language_of_the_app(telegram: StandIn) -> None:
    assert "🙂 Өөр" in telegram.chat(telegram.person("Bold", language_code="mn")).ask("👍").text
    assert "🙂 ほか" in telegram.chat(telegram.person("Aoi", language_code="ja")).ask("ok").text


def test_a_thank_that_becomes_a_question_is_answered(anna: Conversation) -> None:
    said = anna.send("thanks")
    anna.wait()
    anna.edit(said, TREES)
    assert "50,000 trees" in anna.wait(edited=True).text


def test_in_a_group_only_when_it_is_said_to_the_bot(group: Conversation) -> None:
    answer = group.ask(f"/ask {TREES}")
    group.reply(answer, "thank you!")
    assert "You're welcome" in group.wait().text
    group.send("thank you, Bold!")
    assert group.is_silent(0.3)


def test_inline_it_is_no_question_and_popular_ones_are_offered(anna: Conversation) -> None:
    answer = anna.inline("hello")
    assert answer.titles == anna.inline("").titles
    assert answer.button is None


class TestOtherLanguages:
    @pytest.mark.parametrize(
        ("code", "question"),
        [
            ("de", "Wie viele Bäume hat Japan zu pflanzen versprochen?"),
            ("fr", "Combien d’arbres le Japon a-t-il promis de planter ?"),
            ("ru", "Сколько деревьев обещала посадить Япония?"),
            ("zh-hans", "日本承诺种多少棵树？"),
        ],
    )
    def test_what_is_found_is_shown_with_a_line_in_english(self, telegram: StandIn, code: str, question: str) -> None:
        answer = telegram.chat(telegram.person("Guest", language_code=code)).ask(question)
        assert "50,000 trees" in answer.content.parts("bold")[0]
        assert answer.text.endswith("I speak English, Mongolian and Japanese.")
        assert "Sources" in answer.labels

    @pytest.mark.parametrize(
        ("code", "question"),
        [
            ("de", "Wer hat die Fußballweltmeisterschaft gewonnen?"),
            ("es", "¿Cuándo entró en vigor el acuerdo de pesca?"),
            ("ru", "Кто выиграл чемпионат мира по футболу?"),
            ("ko", "월드컵에서 누가 우승했나요?"),
            ("en", "Wer hat die Fußballweltmeisterschaft gewonnen?"),
        ],
    )
    def test_a_refusal_is_in_english_and_says_what_is_spoken(self, telegram: StandIn, code: str, question: str) -> None:
        refusal = telegram.chat(telegram.person("Guest", language_code=code)).ask(question)
        first, second, *_ = refusal.text.splitlines()
        assert first == "I found no answer to this in my documents."
        assert second == "I speak English, Mongolian and Japanese."
        assert refusal.labels
        assert all(label.isascii() for label in refusal.labels)

    def test_whose_app_is_in_a_language_of_the_bots_reads_that(self, telegram: StandIn) -> None:
        aoi = telegram.chat(telegram.person("Aoi", language_code="ja"))
        assert "日本語・モンゴル語・英語" in aoi.ask("Wer hat die Fußballweltmeisterschaft gewonnen?").text

    @pytest.mark.parametrize("said", ["E.P.A.", "EPA", "zoo"])
    def test_a_few_latin_letters_are_english(self, anna: Conversation, said: str) -> None:
        refusal = anna.ask(said)
        assert refusal.text.startswith("I found no answer")
        assert "I speak" not in refusal.text

    def test_it_changes_no_language_of_the_chat(self, telegram: StandIn) -> None:
        guest = telegram.chat(telegram.person("Guest", language_code="de"))
        guest.ask("Япон хэдэн мод тарих вэ?")
        guest.ask("Wie viele Bäume hat Japan zu pflanzen versprochen?")
        assert "Хэрхэн асуух вэ" in guest.ask("/help").text


class TestOneSpace:
    """A passage in another language than the question."""

    QUESTION = "Hakuhoは何回優勝しましたか？"  # only the English documents say it

    def test_the_message_says_which_language_it_is_in(self, telegram: StandIn) -> None:
        aoi = telegram.chat(telegram.person("Aoi", language_code="ja"))
        answer = aoi.ask(self.QUESTION)
        assert answer.text.startswith("この資料は英語です。\n")
        assert "Hakuho won 45" in answer.content.parts("bold")[0]
        assert "出典" in answer.labels

    def test_turning_and_rating_stay_in_the_askers_language(self, telegram: StandIn) -> None:
        aoi = telegram.chat(telegram.person("Aoi", language_code="ja"))
        answer = aoi.ask(self.QUESTION)
        aoi.press(answer, "出典")
        back = aoi.wait(edited=True)
        assert back.labels == ["‹ 戻る"]
        aoi.press(back, "‹ 戻る")
        assert aoi.wait(edited=True).text == answer.text
        assert aoi.press(answer, "👍").text == "ありがとうございます！"

    def test_a_passage_in_the_askers_language_has_no_such_line(self, anna: Conversation) -> None:
        assert "This document is in" not in anna.ask(TREES).text

    def test_menus_speak_the_apps_language_whatever_was_asked(self, telegram: StandIn) -> None:
        aoi = telegram.chat(telegram.person("Aoi", language_code="ja"))
        assert "Source:" in aoi.ask(TREES).text
        assert "質問のしかた" in aoi.ask("/help").text

    def test_and_the_chosen_one_before_that(self, telegram: StandIn) -> None:
        aoi = telegram.chat(telegram.person("Aoi", language_code="ja"))
        aoi.press(aoi.ask("/language"), "English")
        aoi.wait(edited=True)
        assert "How to ask questions" in aoi.ask("/help").text
        assert "Source:" in aoi.ask("日本は何本の木を植えますか？").text
