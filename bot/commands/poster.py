"""`partnership-bot poster`: a printable page with a question and the code that opens its answer."""

import argparse
from pathlib import Path

from bot.commands.opening import open_index
from bot.errors import BotError
from bot.settings import Settings, read_settings

SECONDS = 10.0


class PosterError(BotError):
    """There is no poster to draw: the documents do not answer, or the bot's name is not known."""


def run(options: argparse.Namespace) -> int:
    """Find the answer, draw the poster, print where it is."""
    from bot.library import ref_of
    from bot.poster import Poster, deep_link, draw_poster, save_poster
    from bot.texts import texts

    settings = read_settings()
    question = " ".join(options.question)
    answer = open_index(settings).search(question, language=options.lang)
    if not answer.answered:
        raise PosterError(f"the documents do not answer this; they do answer: {'; '.join(answer.suggestions)}")
    username = options.bot or _username(settings)
    link = deep_link(username, ref_of(answer.matches[0]).start_parameter)
    page = draw_poster(Poster(question, link, username), texts(answer.language))
    file: Path = options.file
    try:
        save_poster(page, file)
    except OSError as error:
        raise PosterError(f"{file} cannot be written: {error.strerror or error}") from error
    print(f"{file} opens {link}")
    print(f"which answers: {answer.matches[0].sentence}")
    return 0


def _username(settings: Settings) -> str:
    """Ask Telegram for the bot's name."""
    if settings.token is None:
        raise PosterError("name the bot with --bot NAME, or set TELEGRAM_BOT_TOKEN")
    import httpx

    base = settings.api_url or "https://api.telegram.org"
    try:
        reply = httpx.get(f"{base}/bot{settings.token}/getMe", timeout=SECONDS).json()
        return str(reply["result"]["username"])
    except (httpx.HTTPError, ValueError, KeyError) as error:
        raise PosterError(f"the Bot API at {base} does not tell the bot's name; give it with --bot NAME") from error
