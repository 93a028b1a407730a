"""A question without what could name a person: addresses, numbers and names of Telegram that somebody wrote into it."""

import re
from typing import Final

MOST_CHARACTERS: Final = 300
"""A longer question says more of who asks than of what is asked."""

_HIDDEN: Final = "…"
_NAMING: Final = re.compile(
    r"""
    [\w.+-]+@[\w-]+(?:\.[\w-]+)+    # a mail address
    | (?<!\w)@\w{3,}                # a name of Telegram
    | (?:https?://|www\.|t\.me/)\S+ # a web address
    | \+\d(?:[\s()-]?\d){6,}        # a telephone number
    | \d{8,} | \d(?:[\s()-]?\d){8,} # the same, or an account; a date has eight digits with marks in between
    """,
    re.VERBOSE,
)


def anonymous(text: str) -> str:
    """Give a question in one line as it may be kept for the organisation."""
    return _NAMING.sub(_HIDDEN, " ".join(text.split()))[:MOST_CHARACTERS]
