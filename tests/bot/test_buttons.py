import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.buttons import (
    MOST_PASSAGES,
    REASONS,
    AskQuestion,
    AskText,
    ChooseLanguage,
    Face,
    GiveReason,
    PassageRef,
    Press,
    QuestionRef,
    Rate,
    Reason,
    ShowSources,
    Translate,
    View,
    fits,
    read_press,
    read_start_parameter,
)
from bot.limits import CALLBACK_DATA_BYTES, START_PARAMETER_LENGTH
from index import LANGUAGES, Language

IDS = st.text("0123456789abcdef", min_size=12, max_size=12)
NUMBERS = st.integers(0, 255)
REFS = st.builds(PassageRef, IDS, NUMBERS)
QUESTIONS = st.builds(QuestionRef, IDS, NUMBERS)
FACES: st.SearchStrategy[Face] = st.sampled_from(["passage", "sources", "languages", "reasons"])


@st.composite
def views(draw: st.DrawFn) -> View:
    passages = tuple(draw(st.lists(REFS, min_size=1, max_size=MOST_PASSAGES)))
    position = draw(st.integers(0, len(passages) - 1))
    return View(
        passages, position, draw(FACES), draw(st.none() | QUESTIONS), draw(st.none() | st.sampled_from(LANGUAGES))
    )


@given(views(), st.booleans(), st.sampled_from(LANGUAGES), st.sampled_from(REASONS), QUESTIONS, st.integers(0, 999))
def test_every_press_comes_back_as_it_was_and_fits(
    view: View, good: bool, language: Language, reason: Reason, question: QuestionRef, page: int
) -> None:
    plain = View(view.passages, view.position, asked=view.asked, asker=view.asker)
    presses: list[Press] = [
        view,
        Rate(plain, good),
        Translate(plain, language),
        GiveReason(plain, reason),
        AskQuestion(question),
        ShowSources(page),
        ChooseLanguage(language),
        ChooseLanguage(None),
    ]
    for press in presses:
        assert len(str(press).encode()) <= CALLBACK_DATA_BYTES
        assert read_press(str(press)) == press


@given(st.text(min_size=1))
def test_a_question_in_words_is_offered_only_if_it_fits(text: str) -> None:
    press = AskText(text)
    if fits(press):
        assert read_press(str(press)) == press
    assert fits(press) == (len(text.encode("utf-8", "surrogatepass")) <= 62)


@given(st.text(max_size=70))
def test_strange_data_is_no_press_and_no_error(data: str) -> None:
    press = read_press(data)
    assert press is None or str(press) == data


@pytest.mark.parametrize(
    "data", ["", "1", "2p0" + "0" * 14, "1p1" + "0" * 14, "1p0" + "0" * 13, "1t00" + "0" * 15, "1i?", "1a"]
)
def test_data_of_another_version_or_out_of_range_is_no_press(data: str) -> None:
    assert read_press(data) is None


@given(REFS)
def test_a_deep_link_opens_the_passage_that_it_was_made_of(ref: PassageRef) -> None:
    assert len(ref.start_parameter) <= START_PARAMETER_LENGTH
    assert read_start_parameter(ref.start_parameter) == ref
    assert read_start_parameter(f"p_{ref.id}") == PassageRef(ref.id)
    assert read_start_parameter(f"x_{ref}") is None
