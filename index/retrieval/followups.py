"""Whether a question leans on the one before it.

People shorten: "and how many children?", 「それはいつ」, "Тэр хэзээ болсон бэ?". A question that points back or says
little may be the rest of one, and is searched for in both ways: as it is, and together with what it leaves out. How
probable it is that either way leads to the answer is told by two logistic regressions (fitted by `scripts/fit`, as the
confidence is): the last question's words make any passage on it look right, so that of the second way the question's
own words decide. Any other question is searched for as it is, and nobody is dragged back to an old topic.
"""

import re

from index.documents import Language
from index.retrieval.confidence import Evidence, kind_missing
from index.retrieval.coverage import left_over
from index.retrieval.query import Query
from index.store.language_index import LanguageIndex
from index.text.normalization import fold

LEANING = (
    "log_odds",  # of the confidence with what the question leaves out
    "covered",  # as in `confidence.EVIDENCE`, of the question's own words
    "unknown",
    "elsewhere",
    "left",
    "kind_missing",
    "points_back",  # 1 when a word points back
    "phrased",  # 1 when it is put as a question, and not as keywords
)
"""Evidence that the passage answers which was found with what the question leaves out."""
STANDING = ("log_odds", "points_back", "phrased", "length")
"""Evidence that the passage answers which was found without; `length` is the importance of its words."""

# Words that point back (that, it, there, they, その, тэр) or go on (and, also, では, харин), at the start or where they
# stand for a noun.
_POINTS_BACK: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"^(and|also|or|but|then|so|what about|how about|what else|anything else|why so|since when|(tell me )?more)\b"
        r"|\b(it|its|that|this|these|those|they|them|their|there|he|she|him|her|his|the same|the other)\b",
        re.IGNORECASE,
    ),
    "mn": re.compile(
        r"^(тэгээд|тэгвэл|харин|бас|мөн|тэгэхээр|тэгэхдээ|дэлгэрэнгүй|tegeed|tegvel|harin|bas|delgerengui)\b"
        r"|\b(тэр|энэ|түүн\w*|үүн\w*|тэд\w*|тэнд|энд|тэнд\w*|эдгээр\w*|мөнхүү|уг|ter|ene|tuun\w*|uun\w*|ted|tend)\b",
        re.IGNORECASE,
    ),
    "ja": re.compile(
        r"^(では|じゃあ|じゃ|それで|そして|あと|また|他に|ほかに|もっと|詳しく|くわしく"
        r"|なぜ|どうして|いつ|どこ|誰|だれ|何|いくら|どのくらい|どれくらい)"
        r"|(それ|これ|その|この|そこ|そちら|彼|彼女|あの|同じ)"
    ),
}
# What makes a question of a few words, at its start or its end.
_PHRASED: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"^(who|whom|whose|what|when|where|which|why|how|is|are|was|were|do|does|did|has|have|had|can|could|will|any)\b"
    ),
    "mn": re.compile(r"\b(вэ|бэ|уу|үү|юу|юү|юм|ve|be|we|bee|vee|uu|yu|yuu|yum)$"),
    "ja": re.compile(r"(か|かな|の|は|って)$"),
}
# A question of so few words, without any that points back, may still be the rest of one ("how many beds?").
FEW_WORDS = 3


def may_lean(query: Query, language: Language) -> bool:
    """Whether a question points back, or says so little that it may be the rest of one.

    What has no word to search for and is not put as a question ("ok", "thank you!") asks for nothing.
    """
    if points_back(query.text, language):
        return True
    return _length(query) <= FEW_WORDS and (bool(query.words) or is_phrased(query.text, language))


def leaning(query: Query, store: LanguageIndex, row: int, log_odds: float) -> Evidence:
    """`LEANING` of a question as it was asked, for the passage that was found with what it leaves out."""
    left = left_over(query, store, row)
    return Evidence(
        {
            "log_odds": log_odds,
            "covered": left.covered,
            "unknown": left.unknown,
            "elsewhere": left.elsewhere,
            "left": left.share,
            "kind_missing": float(kind_missing(query, store, row)),
            "points_back": float(points_back(query.text, store.language)),
            "phrased": float(is_phrased(query.text, store.language)),
        }
    )


def standing(query: Query, language: Language, log_odds: float) -> Evidence:
    """`STANDING` of a question; `log_odds` are those of its confidence."""
    return Evidence(
        {
            "log_odds": log_odds,
            "points_back": float(points_back(query.text, language)),
            "phrased": float(is_phrased(query.text, language)),
            "length": _length(query),
        }
    )


def points_back(question: str, language: Language) -> bool:
    """Whether the question's own words refer to what was said before."""
    return bool(_POINTS_BACK[language].search(question.strip()))


def is_phrased(question: str, language: Language) -> bool:
    """Whether it is put as a question, and not as keywords."""
    text = fold(question).rstrip()
    bare = text.rstrip(" ?!.。")
    return "?" in text[len(bare) :] or bool(_PHRASED[language].search(bare))


def _length(query: Query) -> float:
    return sum(word.importance for word in query.words)
