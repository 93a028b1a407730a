"""How long to wait before trying again: longer each time, and never in step with others."""

from random import uniform


class Backoff:
    """Pauses in seconds, from `first` to `longest`; each is up to twice as long as the one before."""

    def __init__(self, first: float, longest: float) -> None:
        self._first, self._longest, self._next = first, longest, first

    def pause(self) -> float:
        """Give the next pause."""
        pause = between(self._next / 2, self._next)
        self._next = min(2 * self._next, self._longest)
        return pause

    def reset(self) -> None:
        """Begin again, after something went well."""
        self._next = self._first


def between(least: float, most: float) -> float:
    """Give any number of seconds between two."""
    return uniform(least, most)  # noqa: S311 - nobody gains by guessing it
