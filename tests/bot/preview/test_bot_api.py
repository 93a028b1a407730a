"""The stand-in as python-telegram-bot's own client sees it, over HTTP."""

import asyncio
import struct
import zlib

import httpx
import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    ReplyParameters,
)
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut

from bot.limits import CAPTION_LENGTH, MESSAGE_TEXT_LENGTH
from bot.preview import Conversation, StandIn, faults


async def test_the_bot_knows_itself(api: Bot) -> None:
    me = await api.get_me()
    assert (me.username, me.is_bot, me.can_read_all_group_messages) == ("PartnershipBot", True, False)
    assert me.supports_inline_queries


async def test_a_message_is_sent_as_written(api: Bot, anna: Conversation) -> None:
    question = anna.send("How many trees?")
    keys = InlineKeyboardMarkup([[InlineKeyboardButton("More", callback_data="m")]])
    message = await api.send_message(
        anna.chat.id,
        "<b>50,000</b> 🌳 <i>trees</i>",
        parse_mode="HTML",
        reply_markup=keys,
        reply_parameters=ReplyParameters(question.message_id),
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        protect_content=True,
    )
    assert message.text_html == "<b>50,000</b> 🌳 <i>trees</i>"
    assert message.reply_markup == keys
    assert message.reply_to_message is not None
    assert message.reply_to_message.text == "How many trees?"
    assert message.link_preview_options == LinkPreviewOptions(is_disabled=True)
    assert message.has_protected_content
    assert anna.messages[-1].content.parts("italic") == ["trees"]


async def test_length_is_counted_in_utf16_after_the_markup(api: Bot, anna: Conversation) -> None:
    longest = "😀" * (MESSAGE_TEXT_LENGTH // 2)
    assert (await api.send_message(anna.chat.id, f"<b>{longest}</b>", parse_mode="HTML")).text == longest
    with pytest.raises(BadRequest, match="Message is too long"):
        await api.send_message(anna.chat.id, f"{longest}x")
    with pytest.raises(BadRequest, match="Message caption is too long"):
        await api.send_document(anna.chat.id, b"x", caption="x" * (CAPTION_LENGTH + 1))


@pytest.mark.parametrize(
    ("text", "mode", "reason"),
    [
        ("", None, "Message text is empty"),
        (" \n ", None, "Text must be non-empty"),
        ("<b></b>", "HTML", "Text must be non-empty"),
        ("a < b", "HTML", "Can't parse entities: unsupported start tag"),
        ("x", "XML", "Unsupported parse_mode"),
    ],
)
async def test_bad_texts_are_refused(api: Bot, anna: Conversation, text: str, mode: str, reason: str) -> None:
    with pytest.raises(BadRequest, match=f"(?i){reason}"):
        await api.send_message(anna.chat.id, text, parse_mode=mode)


async def test_chats_that_can_not_be_written_to(api: Bot, telegram: StandIn, anna: Conversation) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await api.send_message(404, "x")
    shy = telegram.chat(telegram.person("Bold"))
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await api.send_message(shy.chat.id, "x")
    anna.block()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await api.send_message(anna.chat.id, "x")
    group = telegram.group(anna.person, "Friends")
    with pytest.raises(Forbidden, match="bot is not a member of the supergroup chat"):
        await api.send_message(group.chat.id, "x")
    group.add_bot()
    await api.leave_chat(group.chat.id)
    assert group.chat.members[telegram.world.bot.id] == "left"
    assert "left_chat_member" in group.messages[-1].service
    with pytest.raises(Forbidden, match="bot is not a member of the supergroup chat"):
        await api.send_message(group.chat.id, "x")


async def test_editing(api: Bot, anna: Conversation) -> None:
    message = await api.send_message(anna.chat.id, "one")
    edited = await message.edit_text("two")
    assert edited.text == "two"  # type: ignore[union-attr]
    with pytest.raises(BadRequest, match="Message is not modified: specified new message content"):
        await message.edit_text("two")
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await api.edit_message_text("x", anna.chat.id, anna.messages[0].message_id)
    await message.set_reaction("👍")
    assert anna.messages[-1].reactions == [{"type": "emoji", "emoji": "👍"}]
    await message.delete()
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await message.edit_text("three")


async def test_copies_and_forwards(api: Bot, anna: Conversation) -> None:
    source = await api.send_message(anna.chat.id, "<b>x</b>", parse_mode="HTML")
    copy = await source.copy(anna.chat.id)
    assert anna.messages[-1].message_id == copy.message_id
    assert anna.messages[-1].content.parts("bold") == ["x"]
    forwarded = await source.forward(anna.chat.id)
    assert forwarded.forward_origin is not None


async def test_wrong_tokens_and_methods(telegram: StandIn) -> None:
    async with httpx.AsyncClient(base_url=telegram.url) as client:
        assert (await client.get("/botnonsense/getMe")).json()["error_code"] == 404
        assert (await client.get("/bot1:x/getMe")).json() == {
            "ok": False,
            "error_code": 401,
            "description": "Unauthorized",
        }
        unknown = await client.get(f"/bot{telegram.token}/sendNothing")
        assert (unknown.status_code, unknown.json()["description"]) == (404, "Not Found")
        assert (await client.get(f"/bot{telegram.token}/GETME")).json()["ok"]
    with pytest.raises(InvalidToken):
        async with Bot("1:x", base_url=f"{telegram.url}/bot"):
            pass


async def test_updates_stay_until_a_higher_offset(api: Bot, anna: Conversation) -> None:
    for text in ("one", "two", "three"):
        anna.send(text)
    first = await api.get_updates(limit=2)
    assert [update.message and update.message.text for update in first] == ["one", "two"]
    assert await api.get_updates(limit=2) == first
    rest = await api.get_updates(offset=first[1].update_id + 1)
    assert [update.message and update.message.text for update in rest] == ["three"]
    assert await api.get_updates(offset=rest[0].update_id + 1) == ()
    anna.send("four")
    anna.send("five")
    last = await api.get_updates(offset=-1)
    assert [update.message and update.message.text for update in last] == ["five"]


async def test_a_long_poll_ends_with_the_first_update(api: Bot, anna: Conversation) -> None:
    polling = asyncio.create_task(api.get_updates(timeout=30))
    await asyncio.sleep(0.05)
    anna.send("hello")
    assert [update.message and update.message.text for update in await polling] == ["hello"]


async def test_only_chosen_kinds_are_queued(api: Bot, anna: Conversation) -> None:
    await api.get_updates(allowed_updates=["edited_message"])
    message = anna.send("one")
    anna.edit(message, "two")
    assert [update.edited_message and update.edited_message.text for update in await api.get_updates()] == ["two"]


async def test_two_pollers_conflict(api: Bot, telegram: StandIn) -> None:
    earlier = asyncio.create_task(api.get_updates(timeout=30))
    await asyncio.sleep(0.05)
    async with Bot(telegram.token, base_url=f"{telegram.url}/bot") as other:
        assert await other.get_updates() == ()
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await earlier


async def test_a_webhook_excludes_polling(api: Bot, telegram: StandIn) -> None:
    await api.set_webhook("http://127.0.0.1:9/hook")
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await api.get_updates()
    await api.delete_webhook()
    assert await api.get_updates() == ()
    with pytest.raises(BadRequest, match="this computer only"):
        await api.set_webhook("https://example.org/hook")


async def test_commands_by_scope_and_language(api: Bot, telegram: StandIn, anna: Conversation) -> None:
    await api.set_my_commands([BotCommand("ask", "Ask"), BotCommand("help", "Help")])
    await api.set_my_commands([("start", "始める")], BotCommandScopeAllPrivateChats(), "ja")
    await api.set_my_commands([("ask", "Ask here")], BotCommandScopeAllGroupChats())
    assert anna.commands == ["ask", "help"]
    assert telegram.chat(telegram.person("Hanako", language_code="ja")).commands == ["start"]
    assert telegram.group(anna.person, "Friends").commands == ["ask"]
    assert [command.command for command in await api.get_my_commands()] == ["ask", "help"]
    await api.delete_my_commands()
    assert anna.commands == []
    with pytest.raises(BadRequest, match=r"(?i)BOT_COMMAND_INVALID"):
        await api.set_my_commands([("Ask!", "x")])
    with pytest.raises(BadRequest, match=r"(?i)BOT_COMMAND_DESCRIPTION_INVALID"):
        await api.set_my_commands([("ask", "x" * 257)])


async def test_the_profile_by_language(api: Bot) -> None:
    await api.set_my_short_description("Answers")
    await api.set_my_short_description("答え", "ja")
    assert (await api.get_my_short_description("ja")).short_description == "答え"
    assert (await api.get_my_short_description("mn")).short_description == "Answers"
    with pytest.raises(BadRequest, match="too long"):
        await api.set_my_description("x" * 513)


async def test_a_file_goes_up_and_down(api: Bot, anna: Conversation) -> None:
    content = bytes(range(256)) * 10
    message = await api.send_document(anna.chat.id, content, filename="энэ.bin", caption="<b>c</b>", parse_mode="HTML")
    assert message.document is not None
    assert message.document.file_name == "энэ.bin"
    assert message.caption_html == "<b>c</b>"
    file = await message.document.get_file()
    assert bytes(await file.download_as_bytearray()) == content
    again = await api.send_document(anna.chat.id, message.document.file_id)
    assert again.document is not None
    assert again.document.file_size == len(content)
    with pytest.raises(BadRequest, match=r"(?i)file must be non-empty"):
        await api.send_document(anna.chat.id, b"", filename="empty.txt")


async def test_a_photo_has_a_size(api: Bot, anna: Conversation) -> None:
    message = await api.send_photo(anna.chat.id, png(30, 20))
    assert [(size.width, size.height) for size in message.photo] == [(30, 20)]
    for wrong, reason in ((b"no picture", "IMAGE_PROCESS_FAILED"), (png(2100, 100), "PHOTO_INVALID_DIMENSIONS")):
        with pytest.raises(BadRequest, match=f"(?i){reason}"):
            await api.send_photo(anna.chat.id, wrong)


async def test_chat_and_members(api: Bot, telegram: StandIn, anna: Conversation) -> None:
    group = telegram.group(anna.person, "Friends", topics=True)
    group.add_bot()
    assert (await api.get_chat(group.chat.id)).is_forum
    assert (await api.get_chat(anna.chat.id)).first_name == "Anna"
    assert [member.user.first_name for member in await api.get_chat_administrators(group.chat.id)] == ["Anna"]
    assert (await api.get_chat_member(group.chat.id, telegram.world.bot.id)).status == "member"


async def test_an_answer_too_late_or_to_nothing(api: Bot) -> None:
    with pytest.raises(BadRequest, match="Query is too old and response timeout expired or query id is invalid"):
        await api.answer_callback_query("1", "x")


async def test_faults_hit_the_next_calls(api: Bot, telegram: StandIn, anna: Conversation) -> None:
    telegram.faults.next(
        "sendMessage", faults.bad_gateway(), faults.dropped(), faults.dropped(done=False), faults.delayed(5)
    )
    before = len(anna.messages)
    with pytest.raises(NetworkError, match="Bad Gateway"):
        await api.send_message(anna.chat.id, "refused")
    for text in ("delivered", "lost"):
        with pytest.raises(NetworkError):
            await api.send_message(anna.chat.id, text)
    with pytest.raises(TimedOut):
        await api.send_message(anna.chat.id, "late", read_timeout=0.05)
    assert [message.text for message in anna.messages[before:]] == ["delivered"]
    await api.send_message(anna.chat.id, "well again")


async def test_flood_names_the_seconds(telegram: StandIn, anna: Conversation) -> None:
    telegram.faults.next("sendMessage", faults.flood(7))
    async with httpx.AsyncClient(base_url=f"{telegram.url}/bot{telegram.token}") as client:
        reply = await client.post("/sendMessage", json={"chat_id": anna.chat.id, "text": "x"})
    assert (reply.status_code, reply.headers["retry-after"]) == (429, "7")
    assert reply.json() == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 7",
        "parameters": {"retry_after": 7},
    }


async def test_speed_limits_when_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    with StandIn(speed_limits=True) as telegram:
        chat = telegram.chat(telegram.person("Anna"))
        chat.start()
        async with Bot(telegram.token, base_url=f"{telegram.url}/bot") as api:
            await api.send_message(chat.chat.id, "one")
            with pytest.raises(RetryAfter):
                await api.send_message(chat.chat.id, "two")
        assert telegram.limits is not None
        assert telegram.limits.refused == 1


def png(width: int, height: int) -> bytes:
    """A grey picture."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
