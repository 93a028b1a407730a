"""`partnership-bot` without a command: the bot if there is a token, else the preview."""

import argparse

from bot.commands import preview
from bot.commands import run as run_command
from bot.settings import read_settings


def run(options: argparse.Namespace) -> int:
    """Run the bot or the preview."""
    if read_settings().token:
        return run_command.run(options)
    options.port, options.admin = 8080, False
    return preview.run(options)
