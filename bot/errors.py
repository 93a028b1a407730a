"""The errors that bot/ raises on purpose. Each message says what was wrong and what to do."""


class BotError(Exception):
    """Any error of this package that a person can act on."""


class StartError(BotError):
    """The bot cannot start: its token is refused, the Bot API does not answer, or an address is taken."""


class SettingError(BotError):
    """A setting has a value that it does not take, or there is no such setting."""
