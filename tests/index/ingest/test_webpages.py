"""Saved web pages, as sites build them."""

import pytest

from index.documents import Document
from index.ingest.corpus import read_document

ARTICLE = "<h1>Ferry Office</h1><p>The ferry leaves at 07:40 and at 16:15 on every day from May to October.</p>"
TEXT = "The ferry leaves at 07:40 and at 16:15 on every day from May to October."


def read(body: str, head: str = "") -> Document:
    return read_document("a.html", f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode(), {})


def texts(body: str) -> list[str]:
    return [paragraph.text for paragraph in read(body).paragraphs]


@pytest.mark.parametrize(
    "beside",
    [
        '<div id="onetrust-banner" class="cookie-consent">We use cookies. By clicking you agree.</div>',
        '<div class="skip"><a href="#main">Skip to main content</a></div>',
        '<a href="#main">本文へ移動</a>',
        '<div class="menu"><ul><li><a href="/">Home</a></li><li><a href="/f">Fares</a></li></ul></div>',
        '<div role="navigation"><a href="/">Home</a> &gt; Office</div>',
        '<a href="/">Home</a> | <a href="/map">Map</a> | <a href="/news">News</a><hr>',
        '<p><a href="/">Home</a> &gt; <a href="/ferry">Ferry</a> &gt; <a href="/f">Fares</a> &gt; Office</p>',
        '<div class="share">Share on Facebook Print this page</div>',
        '<div class="newsletter"><h3>Subscribe</h3><p>Enter your address to receive the news.</p></div>',
        '<div id="footer"><p>The Port Authority. Terms of use.</p></div>',
        "<p>© 2031 Port Authority. All rights reserved.</p>",
        '<ul><li><a href="/en">English</a></li><li><a href="/mn">Монгол</a></li><li><a href="/ja">日本語</a></li></ul>',
        '<h2>Related articles</h2><ul><li><a href="/a">Winter timetable of the ferry announced</a></li></ul>',
        '<h2>関連記事</h2><ul><li><a href="/a">冬の時刻表を発表しました</a></li></ul>',
        '<p style="display: none">Nobody sees this sentence.</p>',
        '<header><div>Port of Vell</div><a href="/login">Log in</a></header>',
        '<span class="sr-only">Opens in a new window.</span>',
    ],
)
@pytest.mark.parametrize("main", ["{}", "<main>{}</main>", '<div role="main">{}</div>'])
def test_what_stands_around_an_article_is_no_text(beside: str, main: str) -> None:
    first = beside if not beside.startswith("<h2") else ""
    last = beside if beside.startswith("<h2") else ""
    assert texts(first + main.format(ARTICLE) + last) == [TEXT]


def test_names_that_mean_other_things_take_nothing_out() -> None:
    menu = '<div class="menu"><h2>Lunch</h2><p>Soup of the day with bread costs nine crowns.</p></div>'
    social = f'<div class="social-welfare"><h2>Help</h2><p>{TEXT * 4}</p></div>'
    assert texts(ARTICLE + menu + social) == [TEXT, "Soup of the day with bread costs nine crowns.", TEXT * 4]


def test_links_around_headings_and_paragraphs_leave_them_what_they_are() -> None:
    cards = "".join(
        f'<a class="card" href="/{name}"><div><h3>{name}</h3><p>{text}</p></div></a>'
        for name, text in (("Bicycles", "A bicycle travels for 3 crowns."), ("Dogs", "Dogs must wear a muzzle."))
    )
    document = read(ARTICLE + cards)
    assert [(paragraph.headings, paragraph.text) for paragraph in document.paragraphs[1:]] == [
        (("Bicycles",), "A bicycle travels for 3 crowns."),
        (("Dogs",), "Dogs must wear a muzzle."),
    ]


def test_details_are_a_question_with_its_answer() -> None:
    document = read(
        f"{ARTICLE}<details><summary>And in a storm?</summary><p>It stays in port.</p></details><p>Goodbye.</p>"
    )
    storm, goodbye = document.paragraphs[1:]
    assert (storm.text, storm.questions) == ("And in a storm?\nIt stays in port.", ("And in a storm?",))
    assert goodbye.headings == ()


def test_cells_that_span_rows_stand_in_each_of_them() -> None:
    rows = (
        "<tr><th>Island<th>Harbour<th>Ferry</tr><tr><td rowspan=2>Brenn<td>Old Quay<td>Kestrel</tr>"
        "<tr><td>New Quay<td>Plover</tr><tr><td colspan=2>Skarv<td>Tern</tr>"
    )
    (text,) = texts(f"{ARTICLE}<table>{rows}</table>")[1:]
    assert text.split("\n") == [
        "• Island: Brenn; Harbour: Old Quay; Ferry: Kestrel",
        "• Island: Brenn; Harbour: New Quay; Ferry: Plover",
        "• Island, Harbour: Skarv; Ferry: Tern",
    ]


def test_a_table_in_a_table_is_read_in_its_cell() -> None:
    inner = "<table><tr><td>Single</td><td>44 crowns</td></tr><tr><td>Double</td><td>71 crowns</td></tr></table>"
    table = f"<table><tr><td>House</td><td>Rooms</td></tr><tr><td>Heron Inn</td><td>{inner}</td></tr></table>"
    assert texts(ARTICLE + table)[1:] == ["• House: Heron Inn; Rooms: Single: 44 crowns; Double: 71 crowns"]


def test_a_table_that_shapes_the_page_is_read_through() -> None:
    layout = (
        f"<table><tr><td><h2>Dogs</h2><p>{TEXT}</p></td><td><p>Dogs must wear a muzzle on deck.</p></td></tr></table>"
    )
    assert texts(layout) == [TEXT, "Dogs must wear a muzzle on deck."]


def test_marks_that_nobody_sees_part_no_words() -> None:
    assert texts("<p>Its cura&shy;tor is Maud El\u00adling; the snow\u200bplough is new.</p>") == [
        "Its curator is Maud Elling; the snowplough is new."
    ]


def test_the_reading_above_japanese_words_is_no_text() -> None:
    assert texts("<p><ruby>灯台<rp>（</rp><rt>とうだい</rt><rp>）</rp></ruby>は古い。</p>") == ["灯台は古い。"]


def test_lists_definitions_and_breaks() -> None:
    body = (
        "<p>Monday nine<br>Tuesday ten</p><ol start=3><li>Write<ul><li>in ink</li></ul></li><li>Send</li></ol>"
        "<dl><dt>Telephone</dt><dd>0571 33 21</dd><dt>Is there parking?</dt><dd>Yes, for twenty cars.</dd></dl>"
    )
    assert texts(body) == [
        "Monday nine\nTuesday ten",
        "3. Write\n• in ink\n4. Send",
        "• Telephone: 0571 33 21",
        "Is there parking?\nYes, for twenty cars.",
    ]


def test_a_link_behind_a_heading_is_no_part_of_it() -> None:
    document = read(f'{ARTICLE}<h2>Fares<a class="anchor" href="#fares">\u200b¶</a></h2><p>A day costs two crowns.</p>')
    assert document.paragraphs[1].headings == ("Fares",)


def test_a_sentence_with_links_is_text() -> None:
    text = 'See <a href="/a">Bicycles</a>, <a href="/b">Dogs</a> and <a href="/c">Cars</a> for what each of them costs.'
    assert texts(f"{ARTICLE}<p>{text}</p>")[1:] == ["See Bicycles, Dogs and Cars for what each of them costs."]


def test_a_line_in_bold_is_a_heading() -> None:
    document = read(f"{ARTICLE}<p><strong>Opening hours</strong></p><p>We open at nine.</p>")
    assert (document.paragraphs[1].headings, document.paragraphs[1].text) == (("Opening hours",), "We open at nine.")
