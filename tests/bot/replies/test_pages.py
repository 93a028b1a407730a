import pytest

from bot.buttons import ShowSources, read_press
from bot.library import Library
from bot.limits import COMMAND_DESCRIPTION_LENGTH, DESCRIPTION_LENGTH, SHORT_DESCRIPTION_LENGTH, utf16_length
from bot.preview.markup import parse_html
from bot.replies import pages
from bot.reply import Button, Reply
from bot.telegram_html import lines_on_phone
from bot.texts import texts
from index import LANGUAGES, Language, Source

EN = texts("en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_telegram_shows_of_the_bot_fits(language: Language) -> None:
    _ = texts(language)
    assert utf16_length(_(pages.DESCRIPTION)) <= DESCRIPTION_LENGTH
    assert utf16_length(_(pages.SHORT_DESCRIPTION)) <= SHORT_DESCRIPTION_LENGTH
    assert all(utf16_length(_(about)) <= COMMAND_DESCRIPTION_LENGTH for about in pages.COMMANDS.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_examples_are_in_the_language_of_the_greeting(language: Language, library: Library) -> None:
    reply = pages.start_reply(library, texts(language))
    labels = [row[0].text for row in reply.keyboard]
    assert labels
    assert labels == library.index.examples(language, pages.EXAMPLES)


def test_help_speaks_of_mentions_only_where_they_arrive() -> None:
    assert "mention @PartnershipBot" in pages.help_reply("PartnershipBot", True, EN).html
    assert "mention" not in pages.help_reply("PartnershipBot", False, EN).html


def test_all_sources_are_on_some_page_once() -> None:
    sources = [Source(f"Source {number} <&>", url=f"https://a.mn/{number}") for number in range(20)]
    seen: list[str] = []
    page = 0
    while True:
        reply = pages.sources_reply(sources, page, EN)
        text = parse_html(reply.html).text
        seen += [line.removeprefix("• ") for line in text.splitlines()[1:]]
        forward = [button for button in buttons_of(reply) if button.text.endswith("›")]
        if not forward:
            break
        page += 1
        assert forward[0].data == str(ShowSources(page))
    assert seen == [source.title for source in sources]


@pytest.mark.parametrize("word", ["Leaders", "首脳会談の"])
def test_a_page_of_sources_is_no_longer_than_a_phone_shows(word: str) -> None:
    sources = [Source(f"{word} " * (number % 40), publisher=word) for number in range(1, 90)]
    reply = pages.sources_reply(sources, 0, EN)
    last = read_press(next(b.data for b in buttons_of(reply) if b.text.endswith("»")))
    assert isinstance(last, ShowSources)
    for page in range(last.page + 1):
        lines = pages.sources_reply(sources, page, EN).html.splitlines()[1:]
        assert lines
        assert len(lines) == 1 or sum(map(lines_on_phone, lines)) <= pages.SOURCE_LINES


def test_from_each_page_of_sources_the_next_ones_and_the_ends_are_a_press_away() -> None:
    sources = [Source(f"Source {number}") for number in range(pages.SOURCE_LINES * 5)]
    labels = [[button.text for button in buttons_of(pages.sources_reply(sources, page, EN))] for page in range(5)]
    assert labels == [
        ["2 ›", "5 »"],
        ["‹ 1", "3 ›", "5 »"],
        ["« 1", "‹ 2", "4 ›", "5 »"],
        ["« 1", "‹ 3", "5 ›"],
        ["« 1", "‹ 4"],
    ]


def buttons_of(reply: Reply) -> list[Button]:
    return [button for row in reply.keyboard for button in row if isinstance(button, Button)]


def test_a_page_that_is_not_there_any_more_is_the_last() -> None:
    sources = [Source("One")]
    assert pages.sources_reply(sources, 9, EN) == pages.sources_reply(sources, 0, EN)
    assert "any sources" in pages.sources_reply([], 3, EN).html
