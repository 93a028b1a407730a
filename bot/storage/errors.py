"""What can go wrong with the database, in words for the operator."""

from bot.errors import BotError


class DatabaseError(BotError):
    """The database cannot be opened or written.

    Its address is wrong, it is damaged, locked, on a full disk, read-only, of another bot or of a newer version.
    """
