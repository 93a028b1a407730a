import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.documents import LANGUAGES, Language
from index.text.small_talk import small_talk, without_any_courtesies, without_courtesies


@pytest.mark.parametrize(
    ("language", "text", "matter"),
    [
        ("en", "Hello! Could you please tell me when it opened? Thanks!", "when it opened?"),
        ("en", "GOOD MORNING, I was wondering if Japan paid", "Japan paid"),
        ("en", "When did it open, do you know", "When did it open"),
        (
            "en",
            "What does the broadcaster of Good Morning Asia say?",
            "What does the broadcaster of Good Morning Asia say?",
        ),
        ("en", "Did Japan say sorry?", "Did Japan say sorry?"),
        ("en", "bot, when did it open? Please answer in English", "when did it open?"),
        ("en", "What did Japan teach in English?", "What did Japan teach in English?"),
        ("mn", "Сайн байна уу? Мод хэд вэ? Баярлалаа", "Мод хэд вэ?"),
        ("mn", "Эрхэм ботоо, мод хэд вэ? Монголоор хариулна уу. Хүндэтгэсэн", "мод хэд вэ?"),
        ("mn", "sain baina uu, mod hed ve", "mod hed ve"),
        ("mn", "Нисэх буудлын талаар хэлж өгөөч", "Нисэх буудлын талаар"),
        ("mn", "сайн дурын ажилтан", "сайн дурын ажилтан"),
        ("mn", "Япон, Монголын эрүүл мэнд", "Япон, Монголын эрүүл мэнд"),
        ("ja", "こんにちは！質問があります。空港はいつ？よろしくお願いします。", "空港はいつ？"),
        ("ja", "すみませんが、空港はどこですか", "空港はどこですか"),
        ("ja", "空港はどこですか。日本語で教えてください。", "空港はどこですか。"),
        ("ja", "今日は何の日ですか", "今日は何の日ですか"),
        ("ja", "高専の質問", "高専の質問"),
    ],
)
def test_what_is_said_around_a_question_is_left_out(language: Language, text: str, matter: str) -> None:
    assert without_courtesies(text, language).strip() == matter


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "hello"),
        ("en", "Hi there, how are you?"),
        ("en", "Thank you very much!!"),
        ("mn", "сайн уу"),
        ("mn", "Сайн байцгаана уу"),
        ("mn", "sain bn uu"),
        ("mn", "Их баярлалаа, баяртай"),
        ("ja", "こんにちは"),
        ("ja", "お疲れ様です。ありがとうございます！"),
        ("ja", "今日は。"),
    ],
)
def test_nothing_is_left_of_courtesies_alone(language: Language, text: str) -> None:
    assert without_courtesies(text, language).strip() == ""


@given(st.text(max_size=60), st.sampled_from(LANGUAGES))
def test_what_is_left_is_a_part_of_the_text_and_stays_so(text: str, language: Language) -> None:
    left = without_courtesies(text, language)
    assert left in text
    assert without_courtesies(left, language) == left


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        ("Сайн байна уу? When did it open?", "When did it open?"),
        ("sain baina uu, when did it open? こんにちは", "when did it open?"),
        ("Hello! 空港はいつ？", "空港はいつ？"),
        ("こんにちは", "こんにちは"),
        ("Hello! Сайн уу", "Сайн уу"),
        ("", ""),
    ],
)
def test_one_may_greet_in_another_language(text: str, matter: str) -> None:
    assert without_any_courtesies(text) == matter


@pytest.mark.parametrize(
    ("kind", "messages"),
    [
        ("greeting", "hello|Hi there, how are you?|Сайн байна уу?|sain baina uu|sn bnu|こんにちは！|👋|hola|你好"),
        (
            "thanks",
            "thank you very much!|Thanks, bye!|Их баярлалаа, баяртай|bayrlalaa|ありがとうございました。|🙏|спасибо",
        ),
        ("farewell", "bye|See you later|баяртай|za bayartai|さようなら|それではまた"),
        ("approval", "👍|ok|OK!|great, got it|ойлголоо|oilgoloo|гоё байна|わかりました|なるほど|すごいですね|❤️"),
        ("request", "I have a question|can you tell me|нэг юм асууя|質問があります"),
        (
            "help",
            "help|Menu|What can you do?|тусламж|chi yu hiij chadah ve|ヘルプ|何ができますか？|使い方を教えてください",
        ),
        ("identity", "Who are you?|what is this bot about|чи хэн бэ|ta hen ve|энэ бот юуны тухай вэ|あなたは誰ですか"),
        ("human", "are you human?|Hello, are you a robot?|чи хүн үү|chi robot uu|人間ですか、それともボットですか"),
        ("maker", "who made you?|чамайг хэн хийсэн бэ|chamaig hen hiisen|君を作ったのは誰？|作者は誰ですか"),
    ],
)
def test_a_message_of_nothing_else_is_small_talk(kind: str, messages: str) -> None:
    said = {message: small_talk(message) for message in messages.split("|")}
    assert {message: one and one.kind for message, one in said.items()} == dict.fromkeys(said, kind)


@pytest.mark.parametrize(
    "message",
    [
        "How many trees?",
        "Ok, when did it open?",
        "hello world bank",
        "thanks to whom was the bridge built?",
        "help Mongolia",
        "who built this?",
        "E.P.A.",
        "???",
        "...",
        "",
        "2022",
        "хэн гарын үсэг зурсан бэ",
        "Сайн байна уу, мод хэд вэ?",
        "人間国宝は誰ですか",
        "日本は何ができますか",
        "それは誰ですか",
        "橋を作ったのは誰ですか",
        "こんにちは、空港はいつ？",
        "人間",
    ],
)
def test_anything_left_over_makes_it_none(message: str) -> None:
    assert small_talk(message) is None


def test_its_language_is_told_where_it_has_one() -> None:
    said = [
        small_talk(message) for message in ("hello", "sain uu", "баярлалаа", "ありがとう", "ok", "👍", "danke", "Menu")
    ]
    assert [one and one.language for one in said] == ["en", "mn", "mn", "ja", None, None, None, None]


def test_many_words_take_no_time() -> None:
    assert small_talk("ok ok za za " * 1000 + "x") is None
    assert small_talk("за " * 19 + "x") is None


@given(st.text(max_size=60))
def test_every_text_is_small_talk_or_not(text: str) -> None:
    assert small_talk(text) is None or small_talk(f" {text} ") == small_talk(text)
