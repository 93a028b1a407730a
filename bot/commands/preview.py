"""`partnership-bot preview`: the bot on a page, with a stand-in in Telegram's place."""

import argparse

from bot.commands.opening import open_index
from bot.settings import read_settings


def run(options: argparse.Namespace) -> int:
    """Serve the page until Ctrl-C."""
    from bot.logs import set_up_logging
    from bot.preview_command import preview
    from bot.upkeep import Home

    settings = read_settings()
    set_up_logging(settings.log_level, None)
    home = Home(settings.corpus, settings.data, settings.model)
    preview(open_index(settings), port=options.port, home=home, as_admin=options.admin)
    return 0
