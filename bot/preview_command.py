"""`partnership-bot preview`: the very same bot, with a stand-in in Telegram's place."""

import asyncio
from typing import Final

from bot.application import TelegramBot, serve_until_signal
from bot.errors import StartError
from index.search import Index

HOST: Final = "127.0.0.1"
PORT: Final = 8080


def preview(index: Index, host: str = HOST, port: int = PORT) -> None:
    """Serve the page and the bot behind it until SIGINT or SIGTERM. Raises StartError where the address is taken."""
    from bot.preview import StandIn

    try:
        stand_in = StandIn(host=host, port=port)
        stand_in.start()
    except (ValueError, OSError) as error:
        raise StartError(f"the preview cannot start on {host}:{port}: {error}") from error
    try:
        print(f"Open {stand_in.url} in a browser. Ctrl-C ends the preview.", flush=True)  # noqa: T201 - it is a command
        asyncio.run(serve_until_signal(TelegramBot(stand_in.token, stand_in.url, index)))
    finally:
        stand_in.stop()
