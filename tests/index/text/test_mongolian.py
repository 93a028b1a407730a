import pytest

from index.text.mongolian import MONGOLIAN, skeleton, word_parts
from index.text.normalization import fold


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("хэдэн", ["heden", "kheden", "xeden"]),
        ("мод", ["mod"]),
        ("вэ", ["ve", "we"]),
        ("шинэ", ["shine"]),
        ("цэцэрлэг", ["tsetserleg", "cecerleg"]),
        ("чулуу", ["chuluu", "chulu"]),
        ("жил", ["jil", "zhil"]),
        ("хөгжил", ["hogjil", "khogjil", "högjil"]),
        ("хүн", ["hun", "khun", "hün", "hvn"]),
        ("дүүрэг", ["duureg", "düüreg"]),
        ("ерөнхий", ["yeronkhii", "eronhii"]),
        ("ямар", ["yamar"]),
        ("юу", ["yuu"]),
        ("Өмнөговь", ["omnogov"]),
    ],
)
def test_latin_letters_meet_the_cyrillic_ones(cyrillic: str, latin: list[str]) -> None:
    assert {skeleton(fold(word)) for word in latin} == {skeleton(fold(cyrillic))}


@pytest.mark.parametrize(("right", "typed"), [("өөрчлөлт", "оорчлолт"), ("хүүхэд", "хуухэд"), ("Японы", "Японий")])
def test_letters_that_a_keyboard_lacks_meet_those_typed_for_them(right: str, typed: str) -> None:
    assert skeleton(fold(right)) == skeleton(fold(typed))


def test_words_that_differ_stay_apart() -> None:
    words = ["мод", "мал", "модон", "шил", "чил", "жил", "цаг", "саг", "хар", "гар"]
    assert len({skeleton(word) for word in words}) == len(words)


@pytest.mark.parametrize("word", ["hun", "mongol", "a", "ulaanbaatar"])
def test_the_parts_of_a_word_weigh_one_together(word: str) -> None:
    terms, weights = zip(*word_parts(word), strict=True)
    assert sum(weights) == pytest.approx(1)
    assert terms[0] == f"={word}"


def test_the_forms_of_a_word_have_parts_in_common() -> None:
    of, at = (dict(word_parts(skeleton(word))) for word in ("монголын", "монголд"))
    assert sum(weight for part, weight in of.items() if part in at) > 0.5


@pytest.mark.parametrize(
    "word", ["вэ", "бэ", "хэдэн", "юу", "ve", "we", "be", "heden", "kheden", "yuu", "gedeg", "аа", "ээ"]
)
def test_fillers_are_stop_words_in_either_script(word: str) -> None:
    assert MONGOLIAN.is_stop_word(word)


@pytest.mark.parametrize("word", ["ширхэг", "shirheg", "болив", "өгсөн"])
def test_what_is_said_around_a_question_is_everyday_in_either_script(word: str) -> None:
    assert MONGOLIAN.is_everyday(word)
