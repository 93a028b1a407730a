from dataclasses import replace

import pytest

from bot.buttons import AskQuestion, AskText, PassageRef, QuestionRef, View, fits
from bot.library import Library, ref_of, view_of
from index import LANGUAGES
from index.search import Index


@pytest.fixture(scope="module")
def pledge(index: Index) -> PassageRef:
    answer = index.search("How many years will Japan plant the trees?")
    return ref_of(answer.matches[0])


def test_a_button_finds_the_passage_and_its_sentence_again(index: Index, library: Library) -> None:
    answer = index.search("Who announced the first tree project?")
    for match, ref in zip(answer.matches, view_of(answer).passages, strict=True):
        found = library.match(ref)
        assert found
        assert (found.passage, found.answer) == (match.passage, match.answer)


def test_a_sentence_that_is_no_longer_there_is_the_first_one(library: Library, pledge: PassageRef) -> None:
    match = library.match(replace(pledge, sentence=200))
    assert match
    assert match.answer == match.passage.sentences[0]


def test_a_passage_that_is_gone_is_none(library: Library, pledge: PassageRef) -> None:
    gone = PassageRef("f" * 12)
    assert library.match(gone) is None
    assert library.matches(View((pledge, gone))) is None
    assert library.question(QuestionRef("f" * 12, 0)) is None
    assert library.translated(View((pledge, gone), 1), "ja") is None


def test_every_question_of_the_documents_has_a_button_that_finds_it_again(library: Library) -> None:
    questions = [q for language in LANGUAGES for m in library.index.passages(language) for q in m.passage.questions]
    assert len(questions) > 8
    for question in questions:
        press = library.ask(question)
        assert isinstance(press, AskQuestion)
        assert fits(press)
        assert library.question(press.question) == question


def test_other_questions_have_one_while_they_are_short(library: Library) -> None:
    assert library.ask("Why?") == AskText("Why?")
    assert library.ask("日本" * 20) is None


def test_the_same_in_another_language_and_back(library: Library, pledge: PassageRef) -> None:
    assert library.languages(pledge) == ["mn", "ja"]
    japanese = library.translated(View((pledge,)), "ja")
    assert japanese
    match = library.match(japanese.shown)
    assert match
    assert match.passage.language == "ja"
    english = library.translated(japanese, "en")
    assert english
    assert english.shown.id == pledge.id


def test_the_same_sentence_answers_in_a_translation_of_as_many(library: Library, pledge: PassageRef) -> None:
    japanese = library.translated(View((pledge,)), "ja")
    assert japanese
    there = library.translated(View((replace(japanese.shown, sentence=1),)), "mn")
    assert there
    match = library.match(there.shown)
    assert match
    assert match.sentence.startswith("Япон тал 50,000 модыг таван жилийн")


def test_passages_without_a_counterpart_are_left_out(index: Index, library: Library, pledge: PassageRef) -> None:
    erdenet = ref_of(index.search("Where did the first tree-planting project begin?").matches[0])
    assert library.languages(erdenet) == []
    view = library.translated(View((erdenet, pledge), 1), "mn")
    assert view
    assert (len(view.passages), view.position) == (1, 0)
    assert library.translated(View((erdenet, pledge), 0), "mn") is None
