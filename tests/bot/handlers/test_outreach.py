import asyncio
import datetime as dt
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from bot.application import TelegramBot
from bot.daily import Daily
from bot.preview import Conversation, StandIn
from bot.replies.outreach import CLOCKS
from bot.storage.database import Database, file_url
from bot.storage.subscriptions import Subscription, Subscriptions

Running = Callable[..., AbstractContextManager[TelegramBot]]

DAY = dt.timedelta(days=1)


def send_due(bot: TelegramBot, now: dt.datetime) -> int:
    """Let the daily facts of a moment go out, in the loop of the bot."""
    daily = Daily(bot.services, "PartnershipBot")
    return asyncio.run_coroutine_threadsafe(daily.send_due(now), bot_loop(bot)).result(20)


def in_two_days() -> dt.datetime:
    """A moment when it is past nine on every clock between Greenwich and Tokyo, whatever the time is now."""
    return (dt.datetime.now(dt.UTC) + 2 * DAY).replace(hour=12)


def bot_loop(bot: TelegramBot) -> asyncio.AbstractEventLoop:
    loop: asyncio.AbstractEventLoop = bot.application.bot_data["loop"]
    return loop


def subscribe(chat: Conversation, hour: str = "09:00") -> str:
    choice = chat.ask("/daily")
    chat.press(choice, hour)
    return chat.wait(edited=True).text


def test_a_random_fact_and_another_one(anna: Conversation) -> None:
    fact = anna.ask("/random")
    assert fact.content.parts("bold")
    assert "Another fact" in fact.labels
    seen = {fact.text}
    for _ in range(30):
        anna.press(fact, "Another fact")
        if not anna.is_silent(0.2):
            seen.add(anna.wait(edited=True).text)
        if len(seen) == 3:
            break
    assert len(seen) >= 2


def test_daily_offers_hours_of_the_persons_clock(telegram: StandIn) -> None:
    yuki = telegram.chat(telegram.person("Yuki", language_code="ja"))
    before = dt.datetime.now(dt.timezone(dt.timedelta(hours=9)))
    choice = yuki.ask("/daily")
    after = dt.datetime.now(dt.timezone(dt.timedelta(hours=9)))
    assert "何時" in choice.text
    assert [label for label in choice.labels if re.fullmatch(r"\d\d:00", label)] == [f"{h:02}:00" for h in range(6, 24)]
    assert choice.labels[-1] in {f"こちらは{now:%H:%M}ではありません" for now in (before, after)}


def test_another_clock_can_be_chosen(anna: Conversation, bot: TelegramBot) -> None:
    choice = anna.ask("/daily")
    anna.press(choice, choice.labels[-1])
    clocks = anna.wait(edited=True)
    assert clocks.text == "What time is it where you are?"
    assert len(clocks.labels) == len(CLOCKS)
    anna.press(clocks, clocks.labels[CLOCKS.index(5 * 60 + 45)])
    hours = anna.wait(edited=True)
    anna.press(hours, "10:00")
    assert re.match(r"I'll send it every day at 10:00, starting (today|tomorrow)\.", anna.wait(edited=True).text)
    one = asyncio.run(bot.services.memory.subscriptions.find(anna.chat.id))
    assert one
    assert (one.hour, one.offset_minutes, one.language) == (10, 345, "en")


def test_one_fact_a_day_without_repeats_until_stop(running: Running) -> None:
    with StandIn() as telegram, running(telegram) as bot:
        anna = telegram.chat(telegram.person("Anna"))
        assert "/stop" in subscribe(anna)
        one = asyncio.run(bot.services.memory.subscriptions.find(anna.chat.id))
        assert one
        now = dt.datetime.now(dt.UTC) + DAY
        morning = one.local(now).replace(hour=9, minute=0)
        assert send_due(bot, morning - dt.timedelta(minutes=1)) == 0
        facts = []
        for day in range(3):
            assert send_due(bot, morning + day * DAY) == 1
            facts.append(anna.wait(edited=False).text)
            assert send_due(bot, morning + day * DAY + dt.timedelta(hours=1)) == 0
        assert len(set(facts)) == 3
        assert all(fact.startswith("Fact of the day\n\n") for fact in facts)
        assert "I've stopped the daily facts" in anna.ask("/stop").text
        assert send_due(bot, morning + 9 * DAY) == 0
        assert "You aren't signed up for the daily facts" in anna.ask("/stop").text


def test_the_chosen_hour_is_marked_and_can_be_changed_or_stopped(anna: Conversation) -> None:
    subscribe(anna, "08:00")
    choice = anna.ask("/daily")
    assert "at 08:00" in choice.text
    assert "✓ 08:00" in choice.labels
    anna.press(choice, "20:00")
    assert "at 20:00" in anna.wait(edited=True).text
    again = anna.ask("/daily")
    assert "✓ 20:00" in again.labels
    anna.press(again, "Stop")
    assert "stopped the daily facts" in anna.wait(edited=True).text


def test_it_speaks_the_chosen_language(running: Running) -> None:
    with StandIn() as telegram, running(telegram) as bot:
        bold = telegram.chat(telegram.person("Bold", language_code="mn"))
        subscribe(bold)
        assert send_due(bot, in_two_days()) == 1
        fact = bold.wait(edited=False)
        assert fact.text.startswith("Өдрийн мэдээлэл")
        assert "мод" in fact.text


def test_a_blocked_chat_gets_no_more(running: Running) -> None:
    with StandIn() as telegram, running(telegram) as bot:
        anna = telegram.chat(telegram.person("Anna"))
        subscribe(anna)
        with telegram.world.changes.lock:
            anna.chat.blocked = True  # and the update of it was lost
        assert send_due(bot, in_two_days()) == 0
        assert asyncio.run(bot.services.memory.subscriptions.count()) == 0


def test_what_is_due_is_sent_without_being_asked_for(running: Running, tmp_path: Path) -> None:
    database = Database(file_url(tmp_path))
    with StandIn() as telegram:
        anna = telegram.chat(telegram.person("Anna"))
        with running(telegram):
            anna.ask("/start")
        yesterday = dt.datetime.now(dt.UTC) - DAY
        one = Subscription(anna.chat.id, 0, 0, "en")
        asyncio.run(Subscriptions(database).subscribe(one, yesterday))
        with running(telegram, database=database):
            assert "Fact of the day" in anna.wait(edited=False).text


def test_in_a_group_a_person_is_asked_to_come_over(group: Conversation) -> None:
    assert "private chat" in group.ask("/daily").text
    assert "Another fact" in group.ask("/random").labels
