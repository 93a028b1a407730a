import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.documents import LANGUAGES, Language
from index.text.sentences import sentence_spans

ENGLISH = [
    "President U. Khurelsukh met Mr. Kishida at 7:30 p.m. on Tuesday.",
    "The talks ended at 9 p.m.",
    "The two sides signed a paper.",
    "Ts. Elbegdorj (b. 1963. In Khovd) visited Japan; see No. 4 of 29 Nov. 2022.",
    "It rose to 1.3 billion yen, e.g. for roads, as www.mofa.go.jp/a.html says.",
    "They met in the U.S. President's house.",
    "50,000 trees will grow!",
    '"Is that so?" he asked.',
    "“We will work together.”",
    "That was settled.[3]",
    "The bank Mitsubishi Co. Ltd. lent the money.",
    "Is Japan a neighbour?",
    "J. A. Smith wrote so...",
    "Nothing more",
]
MONGOLIAN = [
    "Монгол Улсын Ерөнхийлөгч У. Хүрэлсүх Японд айлчлав.",
    "2022 он. 11 дүгээр сарын 29-нд гарын үсэг зурсан.",
    "Нүүрс, зэс гэх мэт.",
    "Тэд «Бид хамтдаа ажиллана. Ингэж тохирлоо.» гэж хэлэв.",
    "Ц.Элбэгдорж 1.3 тэрбум иен, 5 т. нүүрсний тухай ярив.",
    "Хэзээ вэ?",
    "Н. Энхбаяр ирэв!",
]
JAPANESE = [
    "岸田首相は「共に歩む。前進する。」と述べた。",
    "「はい。」",
    "会談（2022年。東京）はいつ始まりましたか？",
    "モンゴル！と叫んだ。",
    "U. フレルスフ大統領は1.3億円を約束した。",
    "始まります!",
    "終わり",
]


@pytest.mark.parametrize(
    ("language", "sentences", "space"), [("en", ENGLISH, " "), ("mn", MONGOLIAN, " "), ("ja", JAPANESE, "")]
)
def test_sentences_are_found_in_their_paragraph(language: Language, sentences: list[str], space: str) -> None:
    text = space.join(sentences)
    assert [text[start:end] for start, end in sentence_spans(text, language)] == sentences


def test_a_line_break_is_a_border() -> None:
    text = "The aims:\n• trade\n• schools"
    assert [text[start:end] for start, end in sentence_spans(text, "en")] == ["The aims:", "• trade", "• schools"]


def test_a_bracket_that_is_never_closed_hides_no_border() -> None:
    text = "He (the envoy left. She stayed. They met."
    assert len(sentence_spans(text, "en")) == 3


@given(st.text(alphabet="aB. !?。」「«»()\"'\n日本Аб3\u3000"), st.sampled_from(LANGUAGES))
def test_spans_are_ordered_and_leave_out_only_white_space(text: str, language: Language) -> None:
    spans = sentence_spans(text, language)
    last = 0
    for start, end in spans:
        assert last <= start < end
        assert not text[last:start].strip()
        assert text[start:end] == text[start:end].strip()
        last = end
    assert not text[last:].strip()
