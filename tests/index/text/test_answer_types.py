import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.documents import LANGUAGES, Language
from index.text.answer_types import KINDS, kinds_asked, kinds_offered


def offers(sentence: str) -> set[str]:
    return {kind for i, kind in enumerate(KINDS) if kinds_offered(sentence) >> i & 1}


@pytest.mark.parametrize(
    ("question", "language", "kind"),
    [
        ("When did it open?", "en", "date"),
        ("in which year was it signed", "en", "date"),
        ("How much did Japan lend?", "en", "money"),
        ("How many trees are there?", "en", "number"),
        ("WHO signed it?", "en", "person"),
        ("Which foreign minister signed it?", "en", "person"),
        ("Where is the airport?", "en", "place"),
        ("Which Japanese city is it?", "en", "place"),
        ("What percentage of it is paid?", "en", "share"),
        ("how far is it from the city", "en", "measure"),
        ("Хэзээ байгуулсан бэ?", "mn", "date"),
        ("hezee neegdsen be", "mn", "date"),
        ("Хэдэн мод тарих вэ?", "mn", "number"),
        ("heden mod tarih ve", "mn", "number"),
        ("Хэн гарын үсэг зурсан бэ?", "mn", "person"),
        ("Хаана байдаг вэ?", "mn", "place"),
        ("Хэдэн иен зээлсэн бэ?", "mn", "money"),
        ("いつ開港しましたか", "ja", "date"),
        ("いくら貸しましたか", "ja", "money"),
        ("何本の木ですか", "ja", "number"),
        ("病院は何床ありますか", "ja", "number"),
        ("誰が署名しましたか", "ja", "person"),
        ("どこにありますか", "ja", "place"),
        ("何年かけて植えますか", "ja", "measure"),
    ],
)
def test_question_words_say_what_is_asked_for(question: str, language: Language, kind: str) -> None:
    assert kind in kinds_asked(question, language)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("tell me about sumo", "en"),
        ("What did President Khurelsukh say?", "en"),
        ("相撲について", "ja"),
        ("Сүмо", "mn"),
    ],
)
def test_a_topic_asks_for_nothing(question: str, language: Language) -> None:
    assert kinds_asked(question, language) == frozenset()


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("On 29 November 2022 Japan promised it.", "date"),
        ("2022年11月29日", "date"),
        ("2021 оны 7 дугаар сарын 4-нд", "date"),
        ("It planted 50,000 trees.", "number"),
        ("Japan lent 65.6 billion yen.", "money"),
        ("656億円の円借款", "money"),
        ("65.6 тэрбум иен", "money"),
        ("About 40 percent of it.", "share"),
        ("It is 52 km away.", "measure"),
        ("There Prime Minister Fumio Kishida spoke.", "person"),
        ("岸田首相は", "person"),
        ("It lies near Erdenet.", "place"),
        ("東京で", "place"),
    ],
)
def test_sentences_show_what_they_offer(sentence: str, kind: str) -> None:
    assert kind in offers(sentence)


def test_the_figures_of_a_date_are_no_number() -> None:
    assert "number" not in offers("On 29 November 2022 Japan promised trees.")
    assert "number" not in offers("2022年11月29日に約束した。")
    assert offers("It was good.") == set()


@given(st.text(), st.sampled_from(LANGUAGES))
def test_no_text_is_too_odd(text: str, language: Language) -> None:
    assert kinds_asked(text, language) <= set(KINDS)
    assert 0 <= kinds_offered(text) < 2 ** len(KINDS)
