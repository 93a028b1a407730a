"""How fast people may ask: enough for anybody who reads the answers, too little to wear the bot out."""

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from enum import Enum
from typing import Final

from bot.limits import GROUP_MESSAGES_A_MINUTE

PERSON_QUESTIONS: Final = 20
"""Questions that one person may ask in a minute, wherever they ask them."""
GROUP_QUESTIONS: Final = GROUP_MESSAGES_A_MINUTE - 4
"""Questions that one group may ask in a minute: Telegram takes little more answers, and they would come late."""
PERSON_PRESSES: Final = 60
"""Buttons that one person may press in a minute."""
PERSON_QUERIES: Final = 90
"""Inline queries of one person in a minute: about one for every two letters that are typed."""
SECONDS: Final = 60.0

MOST_KEYS: Final = 10_000


class Admission(Enum):
    """Whether something may go on; `TOLD` if not and the person knows already."""

    YES = "yes"
    NO = "no"
    TOLD = "told"


class Window:
    """At most `most` events in any `seconds`."""

    def __init__(self, most: int, seconds: float) -> None:
        self._most, self._seconds = most, seconds
        self._times: deque[float] = deque()

    def admit(self, now: float) -> bool:
        """Count an event, if there is room for it."""
        while self._times and now - self._times[0] >= self._seconds:
            self._times.popleft()
        if len(self._times) >= self._most:
            return False
        self._times.append(now)
        return True


class Quota:
    """So many events in a minute for each key; says no once, and nothing more until there is room again."""

    def __init__(self, most: int, seconds: float = SECONDS, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._seconds, self._clock = most, seconds, clock
        self._windows: OrderedDict[int, Window] = OrderedDict()
        self._told: set[int] = set()

    def admit(self, key: int) -> Admission:
        """Count an event, if there is room for it."""
        window = self._windows.setdefault(key, Window(self._most, self._seconds))
        self._windows.move_to_end(key)
        if len(self._windows) > MOST_KEYS:
            self._told.discard(self._windows.popitem(last=False)[0])
        if window.admit(self._clock()):
            self._told.discard(key)
            return Admission.YES
        if key in self._told:
            return Admission.TOLD
        self._told.add(key)
        return Admission.NO


class Manners:
    """All quotas of one bot."""

    def __init__(self) -> None:
        self.presses = Quota(PERSON_PRESSES)
        self.queries = Quota(PERSON_QUERIES)
        self._people = Quota(PERSON_QUESTIONS)
        self._groups = Quota(GROUP_QUESTIONS)

    def question(self, person_id: int | None, chat_id: int) -> Admission:
        """Admit a question of a person in a chat; None for an admin who hides behind the group's name."""
        admission = self._people.admit(person_id) if person_id is not None else Admission.YES
        if admission is Admission.YES and chat_id < 0:
            return self._groups.admit(chat_id)
        return admission
