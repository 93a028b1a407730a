import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.documents import LANGUAGES, Language
from index.retrieval.detection import language_of_question, script_language
from index.search import Index

COMMON = {"airport", "when", "open", "japan", "what", "loan", "capital", "france"}


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("When did it open?", "en"),
        ("新空港はいつ開港しましたか", "ja"),
        ("ﾓﾝｺﾞﾙ", "ja"),
        ("はくほう", "ja"),
        ("EPAに何がありますか", "ja"),
        ("JICA とは", "ja"),
        ("日本大使館", "ja"),
        ("Нисэх буудал хэзээ нээгдсэн бэ?", "mn"),
        ("JICA гэж юу вэ?", "mn"),
        ("ОХУ", "mn"),
        ("OSA эхэлсэн он", "mn"),
        ("", "en"),
        ("?! 2022 😀", "en"),
    ],
)
def test_the_script_tells(question: str, language: Language) -> None:
    assert script_language(question) == language
    assert language_of_question(question, None, {}, COMMON.__contains__) == (language, False)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("What does ЖАЙКА do in Mongolia?", "en"),
        ("When did 霧島 win his third title?", "en"),
        ("Who won in ハルハ河戦争?", "en"),
        ("ЖАЙКАの住所は？", "ja"),
        ("хүүхэд залуус2万人に何を教えるの？", "ja"),
        ("Sun Bridgeってどのくらい長いの", "ja"),
        ("はくほう гэж хэн бэ?", "mn"),
        ("白鵬 хэдэн удаа түрүүлсэн бэ?", "mn"),
    ],
)
def test_a_name_in_another_script_changes_no_sentence(index: Index, question: str, language: Language) -> None:
    answer = index.search(question)
    assert (answer.language, answer.foreign) == (language, False)


@pytest.mark.parametrize(
    "question",
    [
        "Wie viele Bäume hat Japan zu pflanzen versprochen?",
        "Wie hoch ist der Kredit?",
        "Hauptstadt der Mongolei",
        "Combien d’arbres le Japon a-t-il promis de planter ?",
        "¿Cuándo entró en vigor el EPA?",
        "Cuantos arboles prometio plantar Japon",
        "Quanti alberi ha promesso di piantare il Giappone?",
        "Quantas árvores o Japão prometeu plantar?",
        "Hoeveel bomen heeft Japan beloofd te planten?",
        "Ile drzew obiecała posadzić Japonia?",
        "Japonya kaç ağaç dikmeye söz verdi?",
        "Berapa banyak pohon yang dijanjikan Jepang?",
        "Nhật Bản hứa trồng bao nhiêu cây?",
        "Когда открылся аэропорт?",
        "Сколько деревьев обещала посадить Япония?",
        "Жапония қанша ағаш отырғызуға уәде берді?",
        "蒙古与日本签了什么协议?",
        "新機場是什麼時候開放的？",
        "일본은 나무를 몇 그루 심기로 했나요?",
        "كم عدد الأشجار التي وعدت اليابان بزراعتها؟",
    ],
)
def test_other_languages_are_known_as_such_and_answered_in_english_or_what_the_chat_speaks(
    index: Index, question: str
) -> None:
    hints: tuple[tuple[Language | None, Language], ...] = ((None, "en"), ("ja", "ja"), ("mn", "mn"))
    for hint, language in hints:
        answer = index.search(question, language=hint)
        assert (answer.language, answer.foreign) == (language, True)


@pytest.mark.parametrize(
    "question",
    [
        "E.P.A.",
        "bye",
        "café",
        "São Paulo",
        "When did the café open?",
        "Is it near the Brücke?",
        "Chinggis Khaan airport",
    ],
)
def test_a_letter_or_two_make_nothing_foreign(index: Index, question: str) -> None:
    answer = index.search(question)
    assert (answer.language, answer.foreign) == ("en", False)


@pytest.mark.parametrize("question", ["академия", "Кишида Фумио", "транзит виза", "оросын элчин", "цаг агаар", "Токио"])
def test_mongolian_without_letters_of_its_own_is_mongolian(index: Index, question: str) -> None:
    answer = index.search(question)
    assert (answer.language, answer.foreign) == ("mn", False)


@pytest.mark.parametrize(
    "question",
    [
        "heden yen zeelsen be",
        "nisekh buudal khezee neegdsen be?",
        "yapon yu zeelsen be",
        "Hakuho heden udaa turuulsen be",
    ],
)
def test_mongolian_is_known_in_latin_letters(index: Index, question: str) -> None:
    assert index.search(question).language == "mn"
    assert index.search(question, language="en").language == "mn"


@pytest.mark.parametrize(
    "question", ["when did the airport open", "the loan of japan", "What is the capital of France"]
)
def test_english_stays_english_whatever_was_spoken_before(index: Index, question: str) -> None:
    for hint in LANGUAGES:
        assert index.search(question, language=hint).language == "en"


@pytest.mark.parametrize("question", ["JICA", "EPA", "2022", "?", "Tokugawa"])
def test_the_hint_decides_where_letters_do_not(question: str) -> None:
    for hint in LANGUAGES:
        assert language_of_question(question, hint, {}, COMMON.__contains__).language == hint
    assert language_of_question(question, None, {}, COMMON.__contains__).language == "en"


@given(st.text())
def test_every_text_has_a_language(text: str) -> None:
    assert script_language(text) in LANGUAGES
    assert language_of_question(text, None, {}, COMMON.__contains__).language in LANGUAGES
