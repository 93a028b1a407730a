from dataclasses import replace

from index.documents import Document, Language, Paragraph
from index.embedding.cache import EncodedTexts
from index.embedding.encoder import Encoder
from index.passages import split
from index.retrieval.coverage import LeftOver, left_over
from index.retrieval.preceding import MOST_BEFORE
from index.retrieval.query import prepare
from index.store.indexing import build_indexes
from index.store.language_index import LanguageIndex
from index.text.aliases import Aliases

OPENING = "President Khurelsukh came to Tokyo on 29 November 2022 for talks with the Prime Minister of the country."
THANKS = "The President thanked Japan for its support of the reforms in Mongolia over the last three decades."
MATTERS = [f"The two sides also spoke at some length of matter {letter}, raised long before." for letter in "abcdefgh"]


def store(encoder: Encoder, *texts: str, language: Language = "en", key: str | None = None) -> LanguageIndex:
    paragraphs = tuple(Paragraph(text, key=f"{key}-{i}" if key else None) for i, text in enumerate(texts))
    passages = split(Document("talks.txt", "Talks", language, "", paragraphs))
    assert len(passages) == len(texts)
    return build_indexes(passages, EncodedTexts(encoder), ())[language]


def left(question: str, store: LanguageIndex, row: int, encoder: Encoder) -> LeftOver:
    return left_over(prepare(question, store, encoder), store, row)


def test_who_and_when_is_said_once_in_a_plain_document(encoder: Encoder) -> None:
    question = "What did Khurelsukh thank Japan for in 2022?"
    article = store(encoder, OPENING, THANKS)
    assert (left(question, article, 1, encoder).name, left(question, article, 1, encoder).number) == (0, 0)
    assert left(question, article, 1, encoder).elsewhere > 0, "the passage itself does not say it"
    assert left("What did Kishida thank Japan for in 2021?", article, 1, encoder).name == 1
    assert left("What did Kishida thank Japan for in 2021?", article, 1, encoder).number == 1


def test_a_passage_leans_on_none_that_comes_after_it_or_long_before(encoder: Encoder) -> None:
    question = "What did they thank Khurelsukh for?"
    assert left(question, store(encoder, THANKS, OPENING), 0, encoder).name == 1
    long = store(encoder, OPENING, *MATTERS, THANKS)
    assert left(question, long, MOST_BEFORE, encoder).name == 0
    assert left(question, long, MOST_BEFORE + 1, encoder).name == 1


def test_the_paragraph_of_a_fact_sheet_stands_alone(encoder: Encoder) -> None:
    assert (
        left("What did they thank Khurelsukh for?", store(encoder, OPENING, THANKS, key="talks"), 1, encoder).name == 1
    )


def test_a_document_leans_on_no_other(encoder: Encoder) -> None:
    documents = [
        Document(f"{i}.txt", "Talks", "en", "", (Paragraph(text),)) for i, text in enumerate((OPENING, THANKS))
    ]
    passages = [passage for document in documents for passage in split(document)]
    apart = build_indexes(passages, EncodedTexts(encoder), ())["en"]
    assert left("What did they thank Khurelsukh for?", apart, 1, encoder).name == 1


def test_a_mongolian_passage_has_a_word_when_it_says_a_form_of_it(encoder: Encoder) -> None:
    power = store(
        encoder, "Японы тал дулааны цахилгаан станцын дөрвөн зуухыг 2001 онд шинэчилж өгсөн юм.", language="mn"
    )
    assert left("станц", power, 0, encoder).share < 0.3
    assert left("станцыг шинэчилсэн", power, 0, encoder).share < 0.3
    assert left("2001", power, 0, encoder).share == 0
    # It has nearly all n-grams of this, and was taken for saying it.
    assert left("Францын", power, 0, encoder).name == 1
    assert left("Францын", power, 0, encoder).share == 1


def test_a_mongolian_word_may_be_said_by_another_name(encoder: Encoder) -> None:
    named = store(
        encoder, "ЖАЙКА эмнэлгийг барих төслийг хэрэгжүүлж, сургалтыг зохион байгуулсан билээ.", language="mn"
    )
    aliases = replace(named, aliases=Aliases("mn", {"JICA": "ЖАЙКА", "хамтын агентлаг": "ЖАЙКА"}))
    assert left("JICA", aliases, 0, encoder).share == 0
    assert left("ОУХАБ", named, 0, encoder).share == 1
