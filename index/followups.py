"""Whether a question leans on the one before it.

People shorten: "and how many children?", 「それはいつ」, "Тэр хэзээ болсон бэ?". Such a question is searched for
together with what it leaves out. Any other question is searched for as it is, so that nobody is dragged back to an old
topic; a very short one in both ways, and keywords ("sumo wrestlers"), which are no question, are a topic of their own
wherever they are answered alone.
"""

import re

from index.confidence import ANSWERED, log_odds_of
from index.documents import Language
from index.folding import fold
from index.query import Query

# Words that point back (that, it, there, they, その, тэр) or go on (and, also, では, харин), at the start or where they
# stand for a noun.
_POINTS_BACK: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"^(and|also|or|but|then|so|what about|how about|what else|why so|since when)\b"
        r"|\b(it|its|that|this|these|those|they|them|their|there|he|she|him|her|his|the same|the other)\b",
        re.IGNORECASE,
    ),
    "mn": re.compile(
        r"^(тэгээд|тэгвэл|харин|бас|мөн|тэгэхээр|тэгэхдээ|tegeed|tegvel|harin|bas)\b"
        r"|\b(тэр|энэ|түүн\w*|үүн\w*|тэд\w*|тэнд|энд|тэнд\w*|эдгээр\w*|мөнхүү|уг|ter|ene|tuun\w*|uun\w*|ted|tend)\b",
        re.IGNORECASE,
    ),
    "ja": re.compile(
        r"^(では|じゃあ|じゃ|それで|そして|あと|また|他に|ほかに|なぜ|どうして|いつ|どこ|誰|だれ|何|いくら|どのくらい|どれくらい)"
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
# The last question is taken to be gone on with unless the short one alone is so much surer, in log-odds.
LEANING = 2.0


def points_back(question: str, language: Language) -> bool:
    """Whether the question's own words refer to what was said before."""
    return bool(_POINTS_BACK[language].search(question.strip()))


def is_short(query: Query) -> bool:
    """Whether the question says too little to be sure that it stands alone."""
    return sum(word.importance for word in query.words) <= FEW_WORDS


def is_phrased(question: str, language: Language) -> bool:
    """Whether it is put as a question, and not as keywords."""
    text = fold(question).rstrip()
    bare = text.rstrip(" ?!.。")
    return "?" in text[len(bare) :] or bool(_PHRASED[language].search(bare))


def goes_on(question: str, language: Language, alone: float, together: float) -> bool:
    """Whether a question that may lean on the last one does, by the confidence that each way of searching leads to."""
    if together < ANSWERED:
        return False
    if points_back(question, language):
        return True
    if not is_phrased(question, language):
        return alone < ANSWERED
    return log_odds_of(together) > log_odds_of(alone) - LEANING
