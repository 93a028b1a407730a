"""The limits that Telegram sets, each with the page that states it.

The bot keeps them and the stand-in of the Bot API (`bot.preview`) refuses what exceeds them, so each stands here once.
"""

from typing import Final

# Messages: https://core.telegram.org/bots/api#sendmessage, #sendphoto. Telegram counts UTF-16 code units, after the
# markup was parsed: https://core.telegram.org/api/entities#entity-length
MESSAGE_TEXT_LENGTH: Final = 4096
CAPTION_LENGTH: Final = 1024
MESSAGE_ENTITIES: Final = 100  # https://core.telegram.org/api/config (message entities beyond it are left out)

# Buttons: https://core.telegram.org/bots/api#inlinekeyboardbutton, #copytextbutton; the number of buttons is not
# documented, the server answers REPLY_MARKUP_TOO_LONG above 100.
CALLBACK_DATA_BYTES: Final = 64
KEYBOARD_BUTTONS: Final = 100
KEYBOARD_ROW_BUTTONS: Final = 8
COPY_TEXT_LENGTH: Final = 256

# Queries: https://core.telegram.org/bots/api#answercallbackquery, #answerinlinequery, #inlinequery, #inlinequeryresult
CALLBACK_ANSWER_LENGTH: Final = 200
INLINE_QUERY_LENGTH: Final = 256
INLINE_RESULTS: Final = 50
INLINE_RESULT_ID_BYTES: Final = 64
INLINE_OFFSET_BYTES: Final = 64
INLINE_CACHE_SECONDS: Final = 300

# The bot's profile: https://core.telegram.org/bots/api#botcommand, #setmycommands, #setmyname, #setmydescription
COMMANDS: Final = 100
COMMAND_LENGTH: Final = 32
COMMAND_DESCRIPTION_LENGTH: Final = 256
NAME_LENGTH: Final = 64
DESCRIPTION_LENGTH: Final = 512
SHORT_DESCRIPTION_LENGTH: Final = 120

# Deep links: https://core.telegram.org/api/links#bot-links
START_PARAMETER_LENGTH: Final = 64
START_PARAMETER_PATTERN: Final = r"[A-Za-z0-9_-]{1,64}"

# Files: https://core.telegram.org/bots/api#sending-files, #getfile
PHOTO_BYTES: Final = 10 * 1024 * 1024
PHOTO_SIDES_SUM: Final = 10_000
PHOTO_SIDES_RATIO: Final = 20
UPLOAD_BYTES: Final = 50 * 1024 * 1024
DOWNLOAD_BYTES: Final = 20 * 1024 * 1024

# Updates: https://core.telegram.org/bots/api#getupdates, #setwebhook
UPDATES_A_CALL: Final = 100
SECRET_TOKEN_PATTERN: Final = r"[A-Za-z0-9_-]{1,256}"  # noqa: S105 - its form, not a secret

# Speed: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
MESSAGES_A_SECOND: Final = 30
CHAT_MESSAGES_A_SECOND: Final = 1
GROUP_MESSAGES_A_MINUTE: Final = 20


def utf16_length(text: str) -> int:
    """Length of `text` as Telegram counts it, in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
