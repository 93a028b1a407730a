from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.building import build, load_index
from index.documents import LANGUAGES, Language
from index.retrieval.conversation import MOST_MESSAGE, MOST_QUESTION
from index.search import SUGGESTIONS, Index

ASKED = [
    ("When did the new airport open?", "en", "The airport opened on 4 July 2021."),
    ("How much did Japan lend for the airport?", "en", "Japan lent Mongolia 65.6 billion yen"),
    ("how many tournaments did hakuho win", "en", "Hakuho won 45 tournaments"),
    ("How many tournments did Hakuho win?", "en", "Hakuho won 45 tournaments"),
    ("Шинэ нисэх буудал хэзээ нээгдсэн бэ?", "mn", "Нисэх буудал 2021 оны"),
    ("Хакухо хэдэн удаа турүүлсэн бэ?", "mn", "Хакухо 45 удаа"),
    ("新空港はいつ開港しましたか", "ja", "新空港は2021年7月4日"),
    ("白鵬は何回優勝しましたか", "ja", "白鵬は史上最多の45回"),
]
OFF_TOPIC = [
    "What is the capital of France?",
    "Казахстанд хэдэн хүн амьдардаг вэ?",
    "フランスの首都はどこですか",
    "?!",
    "😀",
    "",
    "   \n ",
    pytest.param("x" * 10_000, marks=pytest.mark.xfail(reason="it is refused, with a confidence above 0.2")),
    "。、・",
    "\0",
]


IN_LATIN_LETTERS = pytest.param(
    "shine nisekh buudal hezee neegdsen be",
    "mn",
    "Нисэх буудал 2021 оны",
    marks=pytest.mark.xfail(reason="the right passage is answered with, and another sentence is marked"),
)


@pytest.mark.parametrize(("question", "language", "sentence"), [*ASKED, IN_LATIN_LETTERS])
def test_the_answering_sentence_of_the_right_passage_is_given(
    index: Index, question: str, language: Language, sentence: str
) -> None:
    answer = index.search(question)
    assert answer.answered
    assert (answer.question, answer.language) == (question, language)
    assert answer.matches[0].sentence.startswith(sentence)
    assert answer.suggestions == ()
    scores = [match.score for match in answer.matches]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("question", OFF_TOPIC)
def test_what_the_documents_do_not_say_is_refused_with_suggestions(index: Index, question: str) -> None:
    answer = index.search(question)
    assert not answer.answered
    assert answer.confidence < 0.2
    assert 0 < len(answer.suggestions) <= SUGGESTIONS
    assert len(set(answer.suggestions)) == len(answer.suggestions)
    assert index.turn(answer) is None


@given(st.text(max_size=80))
@settings(max_examples=60, deadline=None)
def test_no_question_is_too_odd(index: Index, question: str) -> None:
    answer = index.search(question, top=2)
    assert 0 <= answer.confidence <= 1
    assert len(answer.matches) <= 2
    assert answer.answered or answer.suggestions


def test_a_long_question_is_read_to_its_limit(index: Index) -> None:
    question = "How many tournaments did Hakuho win? "
    assert index.search(question + "x" * 10_000).question.endswith("x")
    cut = index.search(question.ljust(MOST_MESSAGE) + "And when did the airport open?")
    assert cut.matches == index.search(question).matches


def test_a_question_at_the_end_of_a_long_letter_is_answered(index: Index) -> None:
    letter = "I have been to many places and would like to go to more of them. " * 40
    assert len(letter) > MOST_QUESTION
    answer = index.search(f"Dear bot,\n\n{letter}\n\nHow many tournaments did Hakuho win?\n\nBest regards,\nBat")
    assert answer.answered
    assert answer.matches[0].sentence.startswith("Hakuho won 45")


@pytest.mark.parametrize("top", [0, 1, 3, 100])
def test_at_most_so_many_passages_are_given(index: Index, top: int) -> None:
    every = index.search("When did the new airport open?", top=1000).matches
    answer = index.search("When did the new airport open?", top=top)
    assert answer.matches == every[:top]
    assert len({match.id for match in answer.matches}) == len(answer.matches)


def test_many_threads_get_what_one_gets(index: Index) -> None:
    questions = [question for question, *_ in ASKED] * 8
    alone = [index.search(question) for question in questions]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(index.search, questions)) == alone


def test_a_question_in_a_language_without_documents_is_put_to_the_others(corpus: Path, data: Path) -> None:
    for language in ("mn", "ja"):
        for sheet in (corpus / language).iterdir():
            sheet.unlink()
    build(corpus, data, "bundled")
    index = load_index(corpus, data, "bundled")
    assert index.languages == ("en",)
    answer = index.search("Hakuho 白鵬は？")
    assert answer.language == "ja"
    assert answer.matches
    assert {match.passage.language for match in answer.matches} == {"en"}
    assert index.counterpart(answer.matches[0].id, "ja") is None
    assert index.examples("ja", 3) == []
    assert list(index.passages("ja")) == []


def test_the_hint_decides_where_letters_do_not_tell(index: Index) -> None:
    assert index.search("JICA", language="mn").language == "mn"
    assert index.search("JICA").language == "en"
    assert index.search("When did it open?", language="mn").language == "en"
    assert index.search("白鵬", language="mn").language == "ja"


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("When did the new airport open?", "How far is it from the city?"),
        ("新空港はいつ開港しましたか", "それはいくらですか"),
        ("Шинэ нисэх буудал хэзээ нээгдсэн бэ?", "Тэр хэдэн иенээр баригдсан бэ?"),
    ],
)
def test_a_follow_up_is_understood(index: Index, first: str, then: str) -> None:
    turn = index.turn(index.search(first))
    assert turn
    answer = index.search(then, turn=turn)
    assert answer.answered
    assert answer.matches[0].passage.key == "airport"
    assert answer.confidence > index.search(then).confidence
    assert first in answer.searched
    assert then in answer.searched


@pytest.mark.parametrize(
    ("message", "sentence"),
    [
        ("My name is Bat and I live in Darkhan. When did the new airport open?", "The airport opened on"),
        ("Dear bot,\n\nwhen did the new airport open?\n\nBest regards,\nBat", "The airport opened on"),
        ("i write for school about food. how many tournaments did hakuho win? it is for monday.", "Hakuho won 45"),
        ("Сайн байна уу? When did the new airport open?", "The airport opened on"),
        ("Hello, 白鵬は何回優勝しましたか", "白鵬は史上最多の45回"),
        ("WHO PAID FOR THE NEW AIRPORT???", "Japan lent Mongolia 65.6 billion yen"),
        ("Японд очих гэж байгаа юм. Хакухо хэдэн удаа түрүүлсэн бэ? Баярлалаа", "Хакухо 45 удаа"),
        ("学校のレポートを書いています。白鵬は何回優勝しましたか。よろしくお願いします。", "白鵬は史上最多の45回"),
    ],
)
def test_a_question_is_answered_in_whatever_message_it_stands(index: Index, message: str, sentence: str) -> None:
    answer = index.search(message)
    assert answer.answered
    assert answer.matches[0].sentence.startswith(sentence)


@pytest.mark.parametrize("question", ["What is 新空港?", "what about нисэх буудал"])
def test_english_around_a_name_in_another_script_is_english(index: Index, question: str) -> None:
    answer = index.search(question)
    assert answer.answered
    assert answer.language == "en"
    assert answer.matches[0].passage.key == "airport"


def test_a_question_may_need_the_sentence_before_it(index: Index) -> None:
    answer = index.search("Japan lent money for the new airport. How much was it?")
    assert answer.answered
    assert answer.matches[0].passage.key == "airport"


@pytest.mark.parametrize(
    "message",
    [
        "We landed at the new airport near Ulaanbaatar. What is the capital of France?",
        "Hakuho won 45 tournaments, great! Can you give me a recipe for banana bread?",
        "白鵬は45回優勝しました。カレーの作り方を教えてください。",
        "Нисэх буудал 2021 онд нээгдсэн. Францын нийслэл аль хот вэ?",
    ],
)
def test_what_a_message_tells_answers_nothing_that_it_asks(index: Index, message: str) -> None:
    assert not index.search(message).answered


@pytest.mark.parametrize(
    ("first", "then", "sentence"),
    [
        ("When did the new airport open?", "How many tournaments did Hakuho win?", "Hakuho won 45"),
        ("新空港はいつ開港しましたか", "白鵬は何回優勝しましたか", "白鵬は史上最多の45回"),
        ("Шинэ нисэх буудал хэзээ нээгдсэн бэ?", "Хакухо хэдэн удаа түрүүлсэн бэ?", "Хакухо 45 удаа"),
        ("When did the new airport open?", "白鵬は何回優勝しましたか", "白鵬は史上最多の45回"),
    ],
)
def test_nobody_is_dragged_back_from_a_new_topic(index: Index, first: str, then: str, sentence: str) -> None:
    turn = index.turn(index.search(first))
    assert turn
    answer = index.search(then, turn=turn)
    assert answer.answered
    assert answer.matches[0].sentence.startswith(sentence)
    assert answer.matches[0].id == index.search(then).matches[0].id


@pytest.mark.parametrize("first", ["When did the new airport open?", "How many tournaments did Hakuho win?"])
@pytest.mark.parametrize(
    "then",
    [
        "ok",
        "lol",
        "tell me a joke",
        "weather",
        "asdfgh",
        "are you a real person",
        "how do I bake bread?",
        "bitcoin price",
    ],
)
def test_what_was_asked_before_answers_no_question_on_something_else(index: Index, first: str, then: str) -> None:
    turn = index.turn(index.search(first))
    assert turn
    assert not index.search(then, turn=turn).answered


def test_a_follow_up_stays_in_the_document_of_the_last_answer(index: Index) -> None:
    then = "How far is it from the city?"
    turn = index.turn(index.search("When did the new airport open?"))
    assert turn
    assert index.search(then, turn=turn).answered
    elsewhere = replace(turn, match_id=index.search("How many tournaments did Hakuho win?").matches[0].id)
    assert index.search(then, turn=elsewhere).confidence == index.search(then).confidence


@pytest.mark.parametrize(
    ("gap", "language"),
    [("How many passengers use the new airport in a year?", "en"), ("Нисэх буудлыг ямар компани барьсан бэ?", "mn")],
)
def test_a_stored_question_without_an_answer_is_refused_in_a_conversation_too(
    index: Index, gap: str, language: Language
) -> None:
    first = {"en": "When did the new airport open?", "mn": "Шинэ нисэх буудал хэзээ нээгдсэн бэ?"}[language]
    turn = index.turn(index.search(first))
    assert turn
    answer = index.search(gap, turn=turn)
    assert answer.confidence == 0
    assert not answer.answered


def test_a_stored_question_without_an_answer_is_refused_whatever_its_sentences_ask(corpus: Path, data: Path) -> None:
    sheet = corpus / "en" / "sumo.md"
    gap = "How many tournaments did Hakuho win? And which did he lose"
    sheet.write_text(sheet.read_text("utf-8").replace("-->", f"? {gap}\n-->"), "utf-8")
    build(corpus, data, "bundled")
    index = load_index(corpus, data, "bundled")
    assert index.search("How many tournaments did Hakuho win?").answered
    assert not index.search(gap).answered


def test_an_id_finds_its_passage_again(index: Index) -> None:
    for language in LANGUAGES:
        for match in index.passages(language):
            found = index.match(match.id)
            assert found
            assert found.passage == match.passage
            assert found.answer == match.passage.sentences[0]
            assert len(match.id) == 12
            assert set(match.id) <= set("0123456789abcdef")
    ids = [match.id for language in LANGUAGES for match in index.passages(language)]
    assert len(ids) == len(set(ids)) == sum(document.passages for document in index.documents)


@pytest.mark.parametrize("match_id", ["f" * 12, "", "xyz", "-1", "f" * 40, "ae08 2813d2fc"])
def test_an_id_of_nothing_finds_nothing(index: Index, match_id: str) -> None:
    assert index.match(match_id) is None
    assert index.counterpart(match_id, "ja") is None


def test_ids_outlive_a_rebuild(index: Index, corpus: Path, data: Path) -> None:
    before = {match.passage.key or match.passage.text: match.id for match in index.passages("en")}
    (corpus / "en" / "aaa.md").write_text("# A first document\n\nIt comes before all the others, and moves them.")
    sheet = corpus / "en" / "sumo.md"
    sheet.write_text(sheet.read_text("utf-8").replace("45 tournaments", "46 tournaments"), "utf-8")
    build(corpus, data, "bundled")
    again = load_index(corpus, data, "bundled")
    after = {match.passage.key or match.passage.text: match.id for match in again.passages("en")}
    # A fact sheet's paragraph keeps its id when its text is changed.
    assert {name: match_id for name, match_id in after.items() if name in before} == before


def test_paragraphs_of_the_same_text_have_ids_of_their_own(corpus: Path, data: Path) -> None:
    text = "This paragraph stands here twice, as templates do, and it is long enough to stand alone."
    (corpus / "twice.md").write_text(f"# Twice\n\n{text}\n\n## Again\n\n{text}\n")
    build(corpus, data, "bundled")
    twice = [m for m in load_index(corpus, data, "bundled").passages("en") if m.passage.document == "twice.md"]
    assert len(twice) == len({match.id for match in twice}) == 2


def test_the_same_paragraph_is_found_in_another_language(index: Index) -> None:
    match = index.search("When did the new airport open?").matches[0]
    for language in LANGUAGES:
        other = index.counterpart(match.id, language)
        assert other
        assert (other.passage.key, other.passage.language) == ("airport", language)
    article = next(m for m in index.passages("en") if m.passage.document == "horses.txt")
    assert index.counterpart(article.id, "ja") is None


def test_examples_are_spread_over_the_documents(index: Index) -> None:
    assert index.examples("en", 2) == ["When did the new airport open?", "How many tournaments did Hakuho win?"]
    assert len(index.examples("en", 100)) == sum(bool(match.passage.questions) for match in index.passages("en"))
    assert index.examples("ja", 1) == ["新空港はいつ開港しましたか？"]
    assert index.examples("ja", 0) == []


def test_documents_are_listed_by_language_and_path(index: Index) -> None:
    assert [(d.path, d.title, d.language, d.topic, d.passages) for d in index.documents[:3]] == [
        ("en/airport.md", "The new airport", "en", "economy", 2),
        ("en/sumo.md", "Sumo", "en", "people", 1),
        ("horses.txt", "Horses on the Steppe", "en", None, 1),
    ]
    listed = [(LANGUAGES.index(d.language), d.path) for d in index.documents]
    assert listed == sorted(listed)


def test_every_source_is_listed_once(index: Index) -> None:
    titles = [source.title for source in index.sources()]
    assert titles == ["A report on both countries", "Another report", "Horses on the Steppe"]


@pytest.mark.parametrize(
    "greeting",
    [
        "hello",
        "Good morning!",
        "thanks a lot",
        "сайн уу юу байна даа",
        "баярлалаа",
        "sain bn uu",
        "こんにちは",
        "ありがとう",
    ],
)
def test_a_greeting_is_not_answered(index: Index, greeting: str) -> None:
    answer = index.search(greeting)
    assert (answer.answered, answer.confidence, answer.matches) == (False, 0.0, ())
    assert answer.suggestions


@pytest.mark.parametrize(("question", "language", "sentence"), ASKED)
def test_politeness_changes_no_answer(index: Index, question: str, language: Language, sentence: str) -> None:
    polite = {"en": "Hello! {} Thank you", "mn": "Сайн байна уу? {} баярлалаа", "ja": "こんにちは。{}。お願いします。"}
    answer = index.search(polite[language].format(question), language=language)
    assert answer.answered
    assert answer.confidence == pytest.approx(index.search(question, language=language).confidence, abs=0.02)


def test_thanks_are_no_follow_up(index: Index) -> None:
    turn = index.turn(index.search("When did the new airport open?"))
    assert turn is not None
    assert not index.search("Thank you!", turn=turn).answered


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("How many passengers use the new airport in a year?", "en"),
        ("how many passengers, in a year, use the new AIRPORT", "en"),
        ("Hello! How many passengers use the new airport in a year? Thank you", "en"),
        ("Нисэх буудлыг ямар компани барьсан бэ?", "mn"),
        ("ямар компани барьсан бэ, нисэх буудлыг", "mn"),
        ("新空港を建設した会社はどこですか？", "ja"),
    ],
)
def test_a_question_that_is_stored_as_unanswered_is_refused(index: Index, question: str, language: Language) -> None:
    found = index.find(question)
    assert found.unanswered in {q for match in index.passages(language) for q in match.passage.unanswered}
    answer = index.search(question)
    assert (answer.answered, answer.confidence, answer.language) == (False, 0, language)
    other = index.find({"en": "Who paid for the airport?", "mn": "Нисэх буудал", "ja": "新空港"}[language])
    assert other.unanswered is None
    assert other.confidence > 0


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("1999年にKhentiiの牧民に何が贈られましたか", "horses.txt"),
        ("Хэнтийн малчдад адууных нь эрүүл мэндэд зориулж юу өгсөн бэ?", "horses.txt"),
        ("Who founded the New Mongol high school?", "ja/school.md"),
        ("Mitsubishi компани нисэх буудлыг хэдэн жил ажиллуулах вэ?", "en/airport.md"),
    ],
)
def test_what_another_language_alone_says_is_found(index: Index, question: str, document: str) -> None:
    answer = index.search(question)
    assert answer.matches[0].passage.document == document
    assert answer.matches[0].passage.language != answer.language


def test_of_passages_that_say_the_same_the_askers_is_shown(index: Index) -> None:
    for question, language in (("How often did 白鵬 win?", "en"), ("Хакухо 45回", "mn"), ("Hakuhoの優勝", "ja")):
        answer = index.search(question, top=100)
        keys = [match.passage.key for match in answer.matches if match.passage.key]
        assert len(keys) == len(set(keys))
        shown = next(match.passage for match in answer.matches if match.passage.key == "sumo")
        assert shown.language == answer.language, language


def test_a_document_without_stored_questions_stands_beside_fact_sheets(index: Index) -> None:
    answer = index.search("What did the Japanese agency give the herders of Khentii?")
    assert answer.answered
    assert answer.matches[0].passage.document == "horses.txt"


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("When did the new airport open?", "Who are you?"),
        ("How many tournaments did Hakuho win?", "What can you do?"),
        ("Шинэ нисэх буудал хэзээ нээгдсэн бэ?", "Чи хэн бэ?"),
        ("新空港はいつ開港しましたか", "あなたは誰ですか"),
    ],
)
def test_what_is_put_to_the_bot_gets_no_old_passage(index: Index, first: str, then: str) -> None:
    turn = index.turn(index.search(first))
    assert turn
    answer = index.search(then, turn=turn)
    assert not answer.answered
    assert first not in answer.searched
