from bot.preview import Conversation, StandIn

TREES = "How many trees did Japan promise to plant?"


def test_start_greets_and_offers_questions(anna: Conversation) -> None:
    hello = anna.ask("/start")
    assert "Hello!" in hello.text
    anna.press(hello, "How many trees did Japan promise to plant in Mongolia?")
    answer = anna.wait(edited=False)
    assert answer.text.startswith("How many trees did Japan promise to plant in Mongolia?\n\nOn 29 November 2022")


def test_commands_speak_the_language_of_the_person(telegram: StandIn) -> None:
    assert "こんにちは" in telegram.chat(telegram.person("Yuki", language_code="ja")).ask("/start").text
    assert "Сайн байна уу" in telegram.chat(telegram.person("Bold", language_code="mn-MN")).ask("/start").text
    assert "Hello" in telegram.chat(telegram.person("Eva", language_code="de")).ask("/start").text


def test_where_that_is_another_one_that_of_the_last_question(telegram: StandIn) -> None:
    eva = telegram.chat(telegram.person("Eva", language_code="de"))
    eva.ask("日本は何本の木を植えますか？")
    assert "質問のしかた" in eva.ask("/help").text


def test_then_the_one_that_was_chosen(anna: Conversation) -> None:
    choice = anna.ask("/language")
    assert choice.labels == ["English", "Монгол", "日本語", "✓ Choose for me"]
    assert anna.press(choice, "Монгол").text == "Санаж авлаа."
    assert "✓ Монгол" in anna.wait(edited=True).labels
    answer = anna.ask(TREES)
    assert "50,000 trees" in answer.text
    assert "Эх сурвалж" in answer.labels
    assert "олдсонгүй" in anna.ask("Who won the football world cup in Brazil?").text
    again = anna.ask("/language")
    anna.press(again, "Автоматаар")
    anna.wait(edited=True)
    assert "Sources" in anna.ask(TREES).labels


def test_sources_are_listed_with_links(anna: Conversation) -> None:
    sources = anna.ask("/sources")
    assert "Mongolia-Japan Special Strategic Partnership – Maheen Tanveer, December 2022" in sources.text
    assert "https://japan.kantei.go.jp/lunch.html?a=1&b=2" in [entity.url for entity in sources.content.entities]


def test_a_deep_link_opens_the_answer_that_was_shared(telegram: StandIn, anna: Conversation) -> None:
    answer = anna.ask("Over how many years will Japan plant the trees?")
    share = next(button["url"] for button in answer.buttons if "url" in button)
    parameter = share.partition("start%3D")[2].partition("&")[0]
    other = telegram.chat(telegram.person("Bold", language_code="mn"))
    other.start(parameter)
    assert other.wait().content.parts("bold") == answer.content.parts("bold")


def test_a_deep_link_to_what_is_gone_greets(anna: Conversation) -> None:
    for parameter in ("p_ffffffffffff00", "ask", "p_"):
        anna.start(parameter)
        assert "Hello!" in anna.wait().text


def test_what_is_not_text_gets_a_kind_word(anna: Conversation, picture: bytes) -> None:
    anna.send_voice()
    assert "I can only read text" in anna.wait().text
    anna.send_sticker()
    assert "I can only read text" in anna.wait().text
    anna.send_photo(picture)
    assert "I can only read text" in anna.wait().text


def test_groups_are_not_told_of_every_picture(group: Conversation) -> None:
    group.world.privacy_mode = False
    try:
        group.send_sticker()
        group.send("/unknown")
        assert group.is_silent(0.3)
    finally:
        group.world.privacy_mode = True


def test_commands_work_in_groups(group: Conversation) -> None:
    assert "How to ask questions" in group.ask("/help").text
    assert "Sources" in group.ask("/sources@PartnershipBot").text
