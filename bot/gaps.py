"""What people ask and the documents do not answer: such questions, grouped by what they mean."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.storage.reports import Missed
from index import LANGUAGES, Language

if TYPE_CHECKING:
    from index.building import Encoder

MOST_QUESTIONS: Final = 2000
"""Different questions of one language that are compared; the rarest beyond it are left out."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Questions that mean about the same, most frequent first."""

    language: Language
    questions: tuple[Missed, ...]

    @property
    def times(self) -> int:
        """How often one of them was asked in vain."""
        return sum(question.times for question in self.questions)


def find_gaps(missed: Sequence[Missed], data: Path, model: str) -> list[Gap]:
    """Group questions with the exported model in `data`; for a process of its own. Raises ModelError without one."""
    from index.building import load_encoder

    return group(missed, load_encoder(data, model) if missed else None)


def group(missed: Sequence[Missed], encoder: "Encoder | None") -> list[Gap]:
    """Group questions by meaning, most frequent groups first."""
    from index.grouping import group_questions

    gaps = []
    for language in LANGUAGES:
        own = sorted((one for one in missed if one.language == language), key=lambda one: -one.times)[:MOST_QUESTIONS]
        if own:
            groups = group_questions([one.text for one in own], language, encoder)
            gaps += [Gap(language, tuple(own[i] for i in members)) for members in groups]
    return sorted(gaps, key=lambda gap: -gap.times)
