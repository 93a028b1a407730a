from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.buttons import PassageRef, QuestionRef, View, read_start_parameter
from bot.library import Library, view_of
from bot.limits import MESSAGE_TEXT_LENGTH
from bot.preview.entities import FormattedText
from bot.preview.markup import parse_html
from bot.replies.answers import answer_reply, match_html, refusal_reply, sources_html
from bot.reply import Link, Reply
from bot.texts import texts
from index import Answer, Match, Source
from index.passages import Passage
from index.search import Index

EN = texts("en")
WILD = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"), max_size=1500)
WORDS = WILD.filter(lambda text: bool(text.strip()))
SOURCES = st.builds(Source, WORDS, st.none() | WILD, st.none() | WILD, st.none() | st.just("2022-12"), st.none() | WILD)


def shown(reply: Reply | None) -> FormattedText:
    assert reply
    return parse_html(reply.html).tidied()


def ask(index: Index, library: Library, question: str, asked: QuestionRef | None = None) -> Reply | None:
    answer = index.search(question)
    assert answer.answered
    return answer_reply(view_of(answer, asked), library, "PartnershipBot", texts(answer.language))


def test_the_sentence_is_bold_the_rest_quoted_and_the_source_named(index: Index, library: Library) -> None:
    text = shown(ask(index, library, "How many trees did Japan promise to plant?"))
    assert text.text.splitlines() == [
        "On 29 November 2022 Japan promised to have 50,000 trees planted in Mongolia.",
        (
            "Japan's plan is to plant the 50,000 trees over five years. "
            "Prime Minister Fumio Kishida of Japan announced the first project on 20 September 2023."
        ),
        "Environment and climate › The pledge of 50,000 trees",
        "Source: Maheen Tanveer, December 2022; Prime Minister's Office of Japan, 20 September 2023",
    ]
    assert text.parts("bold") == [text.text.splitlines()[0]]
    assert text.parts("expandable_blockquote") == [text.text.splitlines()[1]]
    assert [e.url for e in text.entities if e.type == "text_link"] == ["https://japan.kantei.go.jp/lunch.html?a=1&b=2"]


def test_a_sentence_in_the_middle_is_marked_in_its_passage_too(index: Index, library: Library) -> None:
    text = shown(ask(index, library, "Over how many years will Japan plant the trees?"))
    sentence = "Japan's plan is to plant the 50,000 trees over five years."
    assert text.parts("bold") == [sentence, sentence]
    assert text.parts("expandable_blockquote")[0].startswith("On 29 November 2022")


def test_markup_in_a_document_is_text(index: Index, library: Library) -> None:
    text = shown(ask(index, library, "How many tournaments did Hakuho win?"))
    assert 'Hakuho won 45 tournaments, "more than anyone" & 13 > 12 < 14.' in text.parts("bold")
    assert "Sumo › Wrestlers < & > their titles" in text.parts("italic")


def test_other_languages(index: Index, library: Library) -> None:
    assert "Эх сурвалж: Maheen Tanveer, 2022" in shown(ask(index, library, "Япон хэдэн мод тарих вэ?")).text
    assert "出典： Maheen Tanveer, 2022年12月" in shown(ask(index, library, "日本は何本の木を植えますか？")).text


def test_a_question_that_a_button_asked_stands_above(index: Index, library: Library) -> None:
    ref = library.question_ref("When did Japan pledge the 50,000 trees?")
    text = shown(ask(index, library, "When did Japan pledge the 50,000 trees?", ref))
    assert text.parts("italic")[0] == "When did Japan pledge the 50,000 trees?"


def test_the_share_button_leads_to_a_deep_link_of_the_passage(index: Index, library: Library) -> None:
    answer = index.search("How many trees did Japan promise to plant?")
    reply = ask(index, library, answer.question)
    assert reply
    share = next(button for row in reply.keyboard for button in row if isinstance(button, Link))
    query = parse_qs(urlsplit(share.url).query)
    parameter = parse_qs(urlsplit(query["url"][0]).query)["start"][0]
    assert read_start_parameter(parameter) == view_of(answer).shown
    assert query["text"] == [answer.matches[0].sentence]


def test_sources_are_written_out(index: Index, library: Library) -> None:
    answer = index.search("How many trees did Japan promise to plant?")
    view = View(view_of(answer).passages, face="sources")
    text = shown(answer_reply(view, library, "PartnershipBot", EN))
    assert text.text.splitlines()[2:] == [
        "• Mongolia-Japan Special Strategic Partnership – Maheen Tanveer, December 2022",
        "• Japan-Mongolia Leaders' Working Lunch (Summary) – Prime Minister's Office of Japan, 20 September 2023",
    ]


def test_a_view_of_what_is_gone_is_none(library: Library) -> None:
    assert answer_reply(View((PassageRef("f" * 12),)), library, "PartnershipBot", EN) is None


def test_a_refusal_offers_questions(index: Index, library: Library) -> None:
    answer = index.search("What is the capital of France?")
    assert not answer.answered
    reply = refusal_reply(answer, library, EN)
    assert [row[0].text for row in reply.keyboard] == list(answer.suggestions)
    assert "these questions" in reply.html
    bare = refusal_reply(Answer("?", "en", False, 0.0, ()), library, EN)
    assert bare.keyboard == ()
    assert bare.html == "I found no answer to this in my documents.\nTry putting it in other words."


def test_a_title_that_is_the_source_too_is_said_once() -> None:
    passage = Passage("We meet on Mondays.", ((0, 19),), "Tea club", "", "x.md", "en", sources=(Source("Tea club"),))
    match = Match("0" * 12, passage, (0, 19), 0.0)
    assert parse_html(match_html(match, 4000, EN)).text.splitlines() == ["We meet on Mondays.", "Source: Tea club"]
    assert parse_html(sources_html(match, 4000, EN)).text.splitlines() == ["Sources", "• Tea club"]
    dated = replace(match, passage=replace(passage, section="When", sources=(Source("Tea club", date="2024"),)))
    assert parse_html(match_html(dated, 4000, EN)).text.splitlines()[1:] == ["When", "Source: Tea club, 2024"]


def test_of_a_passage_in_another_language_it_is_said_which(index: Index, library: Library) -> None:
    answer = index.search("Hakuhoは何回優勝しましたか？")
    japanese = answer_reply(view_of(answer), library, "PartnershipBot", texts("ja"))
    assert shown(japanese).text.startswith("この資料は英語です。\n\nHakuho won 45 tournaments")
    own = answer_reply(view_of(index.search("How many tournaments did Hakuho win?")), library, "PartnershipBot", EN)
    assert shown(own).text.startswith("Hakuho won 45 tournaments")


@st.composite
def matches(draw: st.DrawFn) -> Match:
    parts = draw(st.lists(WORDS, min_size=1, max_size=4))
    spans, start = [], 0
    for part in parts:
        spans.append((start, start + len(part)))
        start += len(part) + 1
    sources = tuple(draw(st.lists(SOURCES, max_size=8)))
    passage = Passage(" ".join(parts), tuple(spans), draw(WORDS), draw(WILD), "x.md", "en", sources=sources)
    return Match("0" * 12, passage, draw(st.sampled_from(spans)), 0.0)


@given(matches(), st.integers(2500, MESSAGE_TEXT_LENGTH))
def test_whatever_a_document_holds_telegram_takes_the_message(match: Match, length: int) -> None:
    for markup in (match_html(match, length, EN), sources_html(match, length, EN)):
        text = parse_html(markup)
        assert len(text.text.encode("utf-16-le")) // 2 <= length
        assert {e.type for e in text.entities} <= {"bold", "italic", "expandable_blockquote", "text_link"}


@pytest.mark.parametrize("size", [4000, 40_000])
def test_a_very_long_sentence_is_cut(size: int) -> None:
    text = "👍🏽 日本 word " * (size // 10)
    match = Match("0" * 12, Passage(text, ((0, len(text)),), "T", "", "x.md", "en"), (0, len(text)), 0.0)
    shown_text = parse_html(match_html(match, MESSAGE_TEXT_LENGTH, EN)).text
    assert "…" in shown_text
    assert len(shown_text.encode("utf-16-le")) // 2 <= 1600
