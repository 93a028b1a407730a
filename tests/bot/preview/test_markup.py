import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.limits import utf16_length
from bot.preview.entities import Entity, FormattedText
from bot.preview.markup import MarkupError, parse_html

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@given(TEXTS, TEXTS.filter(bool), TEXTS)
def test_escaped_text_comes_back_with_offsets_in_utf16(before: str, text: str, after: str) -> None:
    source = (
        f"{html.escape(before, quote=False)}<b>{html.escape(text, quote=False)}</b>{html.escape(after, quote=False)}"
    )
    parsed = parse_html(source)
    assert parsed.text == before + text + after
    assert parsed.entities == (Entity("bold", utf16_length(before), utf16_length(text)),)
    assert parsed.parts("bold") == [text]


@given(st.text(alphabet="<>/ab=\"'& ;#x1-"))
def test_anything_is_read_or_refused(source: str) -> None:
    try:
        parsed = parse_html(source)
    except MarkupError as error:
        assert str(error)  # noqa: PT017 - either outcome is right, and this is what one of them holds
    else:
        assert all(entity.end <= utf16_length(parsed.text) for entity in parsed.entities)


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("Ё<x>", 'Unsupported start tag "x" at byte offset 2'),
        ("a<br/>b", 'Unsupported start tag "br/" at byte offset 1'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<a href>x</a>", 'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0'),
        ("<a href=x!y>x</a>", "Unexpected end of name token at byte offset 8"),
        ('<a href="x>y</a>', "Unclosed start tag at byte offset 0"),
        ("<b =1>x</b>", 'Empty attribute name in the tag "b" at byte offset 0'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_refuses_in_telegrams_words(source: str, error: str) -> None:
    with pytest.raises(MarkupError) as refused:
        parse_html(source)
    assert str(refused.value) == error


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("<strong>x</strong>", "bold"),
        ("<em>x</em>", "italic"),
        ("<ins>x</ins>", "underline"),
        ("<strike>x</strike>", "strikethrough"),
        ("<del>x</del>", "strikethrough"),
        ('<span class="tg-spoiler">x</span>', "spoiler"),
        ("<tg-spoiler>x</tg-spoiler>", "spoiler"),
        ("<code>x</code>", "code"),
        ("<blockquote>x</blockquote>", "blockquote"),
        ("<blockquote expandable>x</blockquote>", "expandable_blockquote"),
        ("<B>x</b >", "bold"),
    ],
)
def test_each_tag_has_its_entity(source: str, kind: str) -> None:
    assert parse_html(source) == FormattedText("x", (Entity(kind, 0, 1),))


def test_attributes_and_references_are_decoded() -> None:
    parsed = parse_html("<a href='https://example.org/?a=1&amp;b=2'>&lt;&#x1F600;&quot;&nbsp;</a>")
    assert parsed == FormattedText('<😀"&nbsp;', (Entity("text_link", 0, 10, url="https://example.org/?a=1&b=2"),))


def test_a_link_without_address_takes_its_text() -> None:
    assert parse_html("<a>example.org</a>").entities[0].url == "http://example.org/"


def test_a_block_of_code_has_a_language() -> None:
    parsed = parse_html('<pre><code class="language-python">x</code></pre>')
    assert parsed.entities == (Entity("pre", 0, 1, language="python"),)
    assert parse_html('<code class="language-python">x</code>').entities == (Entity("code", 0, 1),)


def test_an_empty_tag_leaves_nothing() -> None:
    assert parse_html("<b></b>x") == FormattedText("x")
