"""What can go wrong with the database, in words for the operator."""

from bot.errors import BotError


class DatabaseError(BotError):
    """The database cannot be opened: its address is wrong, it is damaged, or a newer version of the bot made it."""
