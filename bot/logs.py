"""Logging that never names the token."""

import logging
import re
import sys
from typing import Final

# The form of a token, https://core.telegram.org/bots/api#authorizing-your-bot, its colon perhaps quoted for a URL.
_TOKEN: Final = re.compile(r"\d{5,}(?::|%3[aA])[\w-]{30,}", re.ASCII)
_HIDDEN: Final = "<token>"
# At INFO the first two log each request's line, which holds the token; the others say nothing an operator needs.
_TALKATIVE: Final = ("httpx", "httpcore", "apscheduler", "faiss", "telegram")
# It logs whole answers of Telegram's that it cannot read, people's words among them, and raises the error besides.
_INDISCREET: Final = ("telegram.request", "telegram.Bot", "telegram.ext.ExtBot")


class TokenRedaction(logging.Filter):
    """Takes tokens out of a record's message, traceback and stack. For handlers, since all records pass them."""

    def __init__(self, token: str | None = None) -> None:
        super().__init__()
        self._token = token

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record in place; all are kept."""
        record.msg, record.args = self.redacted(record.getMessage()), ()
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = self.redacted(record.exc_text)
        if record.stack_info:
            record.stack_info = self.redacted(record.stack_info)
        return True

    def redacted(self, text: str) -> str:
        """Give `text` without the bot's token, or anything of a token's form."""
        if self._token:
            text = text.replace(self._token, _HIDDEN)
        return _TOKEN.sub(_HIDDEN, text)


def set_up_logging(level: str, token: str | None = None) -> None:
    """Log to standard error from `level` (a name such as `INFO`) up, without the token."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler.addFilter(TokenRedaction(token))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    for name in _INDISCREET:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
