from hypothesis import assume, example, given
from hypothesis import strategies as st

from bot.limits import utf16_length
from bot.preview.markup import parse_html
from bot.telegram_html import (
    ELLIPSIS,
    PHONE_LINE,
    bold,
    cut,
    escape,
    is_web_address,
    italic,
    lines_on_phone,
    linked,
    quoted,
    text_length,
)

ANY = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"))


@given(ANY)
@example("<b>&lt;</b> & \"quotes\" 'too' &amp;amp; 👨‍👩‍👧")
def test_any_text_comes_out_of_telegrams_parser_as_it_went_in(text: str) -> None:
    assert parse_html(escape(text)).text == text
    parsed = parse_html(quoted(bold(text) + italic(text)))
    assert parsed.text == text + text
    assert {entity.type for entity in parsed.entities} <= {"bold", "italic", "expandable_blockquote"}


@given(ANY)
def test_length_is_counted_as_telegram_does(text: str) -> None:
    assert text_length(quoted(bold(text))) == utf16_length(parse_html(quoted(bold(text))).text)


def test_a_japanese_letter_takes_two_places_in_a_line_and_a_tag_none() -> None:
    assert lines_on_phone(bold("a" * PHONE_LINE)) == 1
    assert lines_on_phone(bold("a" * PHONE_LINE + "&")) == 2
    assert lines_on_phone("木" * PHONE_LINE) == 2
    assert lines_on_phone("") == 1


@given(ANY, st.integers(0, 60))
@example("👍👍👍", 4)
@example("日本はモンゴルに5万本の木を植えると約束しました", 10)
def test_a_cut_text_fits_and_is_the_beginning_of_the_whole(text: str, length: int) -> None:
    short = cut(text, length)
    assert utf16_length(short) <= length
    if short != text and length:
        assert short.endswith(ELLIPSIS)
        assert text.startswith(short.removesuffix(ELLIPSIS))
    short.encode("utf-8")  # no half of a surrogate pair


@given(ANY, st.integers(0, 60))
def test_what_fits_is_not_cut(text: str, length: int) -> None:
    assume(utf16_length(text) <= length)
    assert cut(text, length) == text


def test_a_cut_falls_between_words() -> None:
    assert cut("Japan promised to plant trees", 16) == "Japan promised…"


def test_half_a_surrogate_pair_is_replaced() -> None:
    assert escape("a\ud83d") == "a\ufffd"


@given(st.text())
def test_only_web_addresses_become_links(text: str) -> None:
    markup = linked("here", text)
    assert (markup == "here") == (not is_web_address(text))
    assert parse_html(markup).text == "here"


def test_addresses() -> None:
    assert parse_html(linked("a", "https://a.mn/?x=1&y=\"2'")).entities[0].url == "https://a.mn/?x=1&y=\"2'"
    assert not any(map(is_web_address, ("javascript:alert(1)", "https://", "http://[", "//a.mn", "https://a b.mn")))
