from index.ingest.prose import read_prose


def texts(text: str) -> list[str]:
    return [block.text for block in read_prose(text)]


def test_wrapped_lines_and_blank_lines() -> None:
    assert texts("The first paragraph is\nwrapped.\r\n\r\n\r\nThe second\nis too.\n") == [
        "The first paragraph is wrapped.",
        "The second is too.",
    ]


def test_a_paragraph_may_end_with_a_short_line_or_begin_indented() -> None:
    wrapped = (
        "Mongolia sold much more coal to Japan in that year than\nbefore.\n"
        "Japan sold cars to Mongolia, as it had done for years on\nend."
    )
    assert texts(wrapped) == [
        "Mongolia sold much more coal to Japan in that year than before.",
        "Japan sold cars to Mongolia, as it had done for years on end.",
    ]
    assert texts("　日本は木を\n植えた。\n　次の段落。") == ["日本は木を植えた。", "次の段落。"]


def test_a_line_may_be_a_paragraph() -> None:
    line = (
        "Mongolia exported coal worth 18 million dollars to Japan in 2019. " + "Japan exported cars and much else." * 2
    )
    assert texts(f"{line} More.\n{line}\n{line}") == [f"{line} More.", line, line]


def test_list_items_and_rows_are_kept_apart() -> None:
    assert texts("Aims\n- trade\n- schools and\n  colleges\n\n・日本\n・モンゴル\n\n1. one\n2. two") == [
        "Aims",
        "• trade\n• schools and colleges",
        "• 日本\n• モンゴル",
        "1. one\n2. two",
    ]
    assert texts("| Year | Trade |\n|---|---|\n| 2011 | 5 |") == ["• Year: 2011; Trade: 5"]


def test_a_byline_among_the_first_lines_stands_alone() -> None:
    assert texts("Trees\nBy Jane Doe\nJapan promised trees.") == ["Trees", "By Jane Doe", "Japan promised trees."]


def test_a_word_parted_at_a_lines_end_is_joined_if_the_text_has_it_whole() -> None:
    assert texts("The coop-\neration is human-\ncentred cooperation.") == [
        "The cooperation is human-centred cooperation."
    ]


def test_rules_between_paragraphs_are_no_text() -> None:
    assert texts("One.\n* * *\nTwo.\n-----\nThree.") == ["One.", "Two.", "Three."]


def test_a_title_and_a_name_stand_above_the_first_paragraph() -> None:
    text = (
        "The lights of the harbour\nMagda Stoll\nThe lights of the harbour were lit by its pilot for forty-one years."
    )
    assert texts(text) == text.split("\n")


def test_the_notes_of_aozora_bunko_are_no_text() -> None:
    rule = "-" * 55
    legend = f"{rule}\n【テキスト中に現れる記号について】\n\n《》：ルビ\n（例）灯台《とうだい》\n{rule}\n"
    text = "［＃２字下げ］一［＃「一」は中見出し］\n\n　灯台《とうだい》は古い｜石の塔《とう》である。"
    text += "\n\n船頭《せんどう》は毎晩それを見た。"
    assert texts(f"港の灯\n\n{legend}\n{text}") == [
        "港の灯",
        "一",
        "灯台は古い石の塔である。",
        "船頭は毎晩それを見た。",
    ]
    assert texts("題は《はる》と『春』である。") == ["題は《はる》と『春』である。"]
