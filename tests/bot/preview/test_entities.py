import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.limits import utf16_length
from bot.preview.entities import Entity, FormattedText, given_entities
from bot.preview.markup import parse_html


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("/start x", "bot_command", ["/start"]),
        ("😀 /ask@PartnershipBot trees", "bot_command", ["/ask@PartnershipBot"]),
        ("and/or 1/2 https://example.org/help", "bot_command", []),
        ("@PartnershipBot how many", "mention", ["@PartnershipBot"]),
        ("mail me@example.org, please", "mention", []),
        ("mail me@example.org, please", "email", ["me@example.org"]),
        ("see https://example.org/a?b=c, or t.me/x.", "url", ["https://example.org/a?b=c", "t.me/x"]),
        ("「https://example.org/」", "url", ["https://example.org/"]),
        ("#Монгол and #1", "hashtag", ["#Монгол"]),
    ],
)
def test_telegram_finds_what_can_be_tapped(text: str, kind: str, found: list[str]) -> None:
    assert FormattedText(text).tidied().parts(kind) == found


def test_nothing_is_found_in_code_or_links() -> None:
    content = parse_html('<code>/a</code> <a href="https://example.org">@somebody</a> /b').tidied()
    assert content.parts("bot_command") == ["/b"]
    assert content.parts("mention") == []


def test_white_space_is_cut_with_its_entities() -> None:
    content = parse_html("<b> \n 😀 x </b>\n").tidied()
    assert content == FormattedText("😀 x", (Entity("bold", 0, 4),))


def test_styles_join_and_stop_at_code() -> None:
    content = parse_html("<b>a<b>b</b></b><b>c<code>d</code>e</b>").tidied()
    assert [(e.type, content.part(e)) for e in content.entities] == [("bold", "abc"), ("code", "d"), ("bold", "e")]


def test_quotes_hold_links_but_no_quotes() -> None:
    content = parse_html("<blockquote>a <a href='https://example.org'>b</a><blockquote>c</blockquote></blockquote>")
    assert [entity.type for entity in content.tidied().entities] == ["blockquote", "text_link"]


def test_given_entities_keep_only_what_a_bot_may_give() -> None:
    listed = [{"type": "bold", "offset": 0, "length": 1}, {"type": "mention", "offset": 0, "length": 1}]
    assert given_entities(listed) == (Entity("bold", 0, 1),)
    with pytest.raises(KeyError):
        given_entities([{"type": "bold", "offset": 0}])


@given(
    st.text(),
    st.lists(
        st.tuples(st.sampled_from(["bold", "code", "text_link", "blockquote"]), st.integers(0, 9), st.integers(0, 9))
    ),
)
def test_tidied_entities_lie_within_the_text(text: str, spans: list[tuple[str, int, int]]) -> None:
    content = FormattedText(text, tuple(Entity(kind, start, length) for kind, start, length in spans)).tidied()
    assert all(0 <= e.offset < e.end <= utf16_length(content.text) for e in content.entities)
    assert content.tidied() == content
