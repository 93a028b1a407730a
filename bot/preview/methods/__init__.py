"""The methods of the Bot API that the stand-in knows, by name.

https://core.telegram.org/bots/api#available-methods; `getUpdates` and `setWebhook` wait and so live with the server.
"""

from collections.abc import Callable
from typing import Any, Final

from bot.preview.methods import about, chats, editing, queries, sending
from bot.preview.parameters import Parameters
from bot.preview.world import World

Method = Callable[[World, Parameters], Any]

METHODS: Final[dict[str, Method]] = {
    name.lower(): method
    for name, method in {
        "answerCallbackQuery": queries.answer_callback_query,
        "answerGuestQuery": queries.answer_guest_query,
        "answerInlineQuery": queries.answer_inline_query,
        "copyMessage": sending.copy_message,
        "deleteMessage": editing.delete_message,
        "deleteMessages": editing.delete_messages,
        "deleteMyCommands": about.delete_my_commands,
        "editMessageCaption": editing.edit_message_caption,
        "editMessageReplyMarkup": editing.edit_message_reply_markup,
        "editMessageText": editing.edit_message_text,
        "forwardMessage": sending.forward_message,
        "getChat": chats.get_chat,
        "getChatAdministrators": chats.get_chat_administrators,
        "getChatMember": chats.get_chat_member,
        "getChatMenuButton": about.get_chat_menu_button,
        "getFile": sending.get_file,
        "getMe": about.get_me,
        "getMyCommands": about.get_my_commands,
        "getMyDescription": about.get_my_description,
        "getMyName": about.get_my_name,
        "getMyShortDescription": about.get_my_short_description,
        "leaveChat": chats.leave_chat,
        "sendChatAction": sending.send_chat_action,
        "sendDocument": sending.send_document,
        "sendMessage": sending.send_message,
        "sendPhoto": sending.send_photo,
        "setChatMenuButton": about.set_chat_menu_button,
        "setMessageReaction": editing.set_message_reaction,
        "setMyCommands": about.set_my_commands,
        "setMyDescription": about.set_my_description,
        "setMyName": about.set_my_name,
        "setMyShortDescription": about.set_my_short_description,
    }.items()
}
