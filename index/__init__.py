"""Documents to ranked, calibrated answers.

Others use these names, and `index.search`, `index.building`, `index.grouping` and `index.evaluation`, which take longer
to import; all else is this package's own.
"""

from index.answers import Answer, Match, Turn
from index.documents import LANGUAGES, Language, Source
from index.errors import (
    CorpusError,
    IndexingError,
    IndexMismatchError,
    ModelError,
    QuestionFileError,
    UnreadableDocumentError,
)
from index.text.small_talk import SmallTalk, small_talk

__all__ = [
    "LANGUAGES",
    "Answer",
    "CorpusError",
    "IndexMismatchError",
    "IndexingError",
    "Language",
    "Match",
    "ModelError",
    "QuestionFileError",
    "SmallTalk",
    "Source",
    "Turn",
    "UnreadableDocumentError",
    "small_talk",
]
