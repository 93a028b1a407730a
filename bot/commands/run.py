"""`partnership-bot run`: the Telegram bot."""

import argparse

from bot.commands.opening import open_database, open_index
from bot.settings import read_settings


def run(options: argparse.Namespace) -> int:  # noqa: ARG001 - every command has the same form
    """Run the bot until it is told to stop."""
    from bot import application
    from bot.instance import only_instance
    from bot.logs import set_up_logging

    settings = read_settings()
    set_up_logging(settings.log_level, settings.token)
    # Before anything that takes a while: a second instance is to know at once.
    with only_instance(settings.data):
        application.run(settings, open_index(settings), open_database(settings))
    return 0
