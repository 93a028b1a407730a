import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.documents import LANGUAGES, Language
from index.text.words import document_terms, query_words, surface_words, word_of

languages = st.sampled_from(LANGUAGES)
# Plain text() rarely puts two letters of one script next to each other.
texts = st.text() | st.text(alphabet="aZé’s-0123,./:年万億十〇のアー・ｶ々モあӨҮүөъьйё ²½\u0301\u2028", max_size=60)


def met(question: str, document: str, language: Language) -> dict[str, float]:
    """How much of each word of a question a document has."""
    terms = set(document_terms(document, language))
    return {
        word.surface: round(sum(w for term, w in zip(word.terms, word.weights, strict=True) if term in terms), 2)
        for word in query_words(question, language)
    }


@given(texts, languages)
def test_a_text_has_everything_that_it_asks_for(text: str, language: Language) -> None:
    assert all(share > 0.98 for share in met(text, text, language).values() if document_terms(text, language))


@given(texts, languages)
def test_the_weights_of_a_word_are_at_most_one_together(text: str, language: Language) -> None:
    for word in query_words(text, language):
        assert word.terms
        assert len(word.terms) == len(set(word.terms)) == len(word.weights)
        assert all(weight > 0 for weight in word.weights)
        assert sum(word.weights) <= 1.0001


@given(texts, languages)
def test_no_text_is_too_odd_for_spelling(text: str, language: Language) -> None:
    assert all(len(word) > 0 for word in surface_words(text, language) if language != "mn")


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("planting", "Japan plants trees"),
        ("KHURELSUKH", "President Khürelsükh"),
        ("Mongolia’s partners", "a partner of Mongolia"),
        ("treeplanting", "a tree-planting day"),
        ("tree planting", "a tree-planting day"),
        ("Ｊａｐａｎ", "Japan"),
        ("50 000 trees", "50,000 trees"),
        ("1 Sept 2022", "on September 1st, 2022"),
        ("three technical colleges", "3 technical colleges"),
        ("Хүрэлсүх", "Хүрэлсүх in Tokyo"),
    ],
)
def test_english_forms_meet(question: str, document: str) -> None:
    assert set(met(question, document, "en").values()) == {1.0}


@pytest.mark.parametrize(
    ("question", "document", "least"),
    [
        ("Монголын", "Монголд", 0.5),
        ("Монголоос", "Монгол Улс", 0.5),
        ("модыг", "мод", 0.05),
        ("тарьсан", "тарина", 0.05),
        ("элчин сайдад", "элчин сайд", 0.4),
        ("оорчлолт", "өөрчлөлт", 1.0),
        ("хурэлсух", "Хүрэлсүх", 1.0),
        ("khurelsukh", "Хүрэлсүхийн", 0.5),
        ("mod tarih", "мод тарих", 1.0),
        ("mod tarikh", "мод тарих", 1.0),
        ("tsetserleg", "цэцэрлэг", 1.0),
        ("cecerleg", "цэцэрлэг", 1.0),
        ("shine", "шинэ", 1.0),
        ("11-р сарын 29-нд", "11 сарын 29", 0.2),
        ("таван жил", "5 жил", 1.0),
    ],
)
def test_mongolian_forms_and_ways_of_typing_meet(question: str, document: str, least: float) -> None:
    shares = met(question, document, "mn")
    assert min(shares.values()) >= least, shares


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("EPAに", "EPAは"),
        ("ＥＰＡ", "EPA"),
        ("ﾓﾝｺﾞﾙ", "モンゴル"),
        ("おすもう", "相撲"),
        ("ウランバートル・空港", "ウランバートル空港"),
        ("2022/11/29", "2022年11月29日"),
        ("二〇二二年", "２０２２年"),
        ("五万本", "5万本"),
        ("50000本", "5万本"),
    ],
)
def test_japanese_forms_meet(question: str, document: str) -> None:
    shares = met(question, document, "ja")
    # Pairs with hiragana are mostly endings: they may differ.
    assert all(shares[word.surface] == 1.0 for word in query_words(question, "ja") if word.importance >= 0.5)


def test_stop_words_are_never_asked_for() -> None:
    assert [word.surface for word in query_words("When will they do the planting?", "en")] == ["planting"]
    assert query_words("Why don't they?", "en") == []
    assert query_words("Юу байна даа?", "mn") == []
    assert query_words("それは何ですか", "ja") == []
    assert [word.surface for word in query_words("heden mod we", "mn")] == ["mod"]
    assert query_words("?!… 😀", "en") == []


def test_each_script_of_a_mixed_question_is_treated_as_what_it_is() -> None:
    words = {word.surface: word for word in query_words("EPAにХүрэлсүхと2016年", "ja")}
    assert words["epa"].terms == ("epa",)
    assert "=hurelsuh" in words["хүрэлсүх"].terms
    assert words["2016"].terms == ("2016",)
    assert "#年" in words


def test_endings_count_less_than_nouns_in_japanese() -> None:
    importance = {word.surface: word.importance for word in query_words("空港はいつすもう", "ja")}
    assert importance["空港"] == 0.5 > importance["港は"] > importance["もう"] > 0


def test_what_is_no_matter_makes_no_pairs_in_japanese() -> None:
    surfaces = [word.surface for word in query_words("それは空港のことですか", "ja")]
    assert surfaces == ["#空港", "は空", "空港", "港の"]


def test_a_japanese_word_and_its_pairs_are_one_word() -> None:
    importance = {word.surface: word.importance for word in query_words("空港はEPAより前ですか", "ja")}
    assert importance["空港"] + importance["#空港"] == importance["epa"] == 1
    assert importance["港は"] < importance["空港"]
    assert "すか" not in importance


def test_spelling_sees_words_and_no_numbers() -> None:
    assert surface_words("The 50,000 trees of Mongolia's in", "en") == ["the", "trees", "mongolia"]
    assert surface_words("Хүрэлсүх 2022 онд", "mn") == ["hurelsuh", "ond"]
    assert word_of("өөрчлөлт", "mn").lookup == "orqlolt"
    assert word_of("2022", "en", "number").lookup == ""
