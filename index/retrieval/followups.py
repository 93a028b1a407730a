"""Whether a question may lean on the one before it.

People shorten: "and how many children?", 「それはいつ」, "Тэр хэзээ болсон бэ?". A question that points back or says
little may be the rest of one, and is searched for in both ways: as it is, and together with what it leaves out. Any
other question is searched for as it is, and nobody is dragged back to an old topic.
"""

import re

from index.documents import Language
from index.retrieval.query import Query
from index.text.normalization import fold

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
# Words that are put to the bot itself ("who are you?", "чи хэн бэ?"): nothing that was said before is meant by them.
_TO_THE_BOT: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"\b(you|your|yours|yourself)\b", re.IGNORECASE),
    "mn": re.compile(r"\b(чи|чиний|чамд|чамайг|чамаас|та|таны|танд|таныг|танаас|chi|chinii|ta|tanii)\b", re.IGNORECASE),
    "ja": re.compile(r"あなた|貴方|君[はがの]|きみ[はがの]|お前|おまえ"),
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


def may_lean(query: Query) -> bool:
    """Whether a question points back, or says so little that it may be the rest of one.

    What has no word to search for and is not put as a question ("ok", "thank you!") asks for nothing, and what is put
    to the bot asks for nothing that was said.
    """
    if points_back(query):
        return True
    if _TO_THE_BOT[query.language].search(query.text):
        return False
    return query.length <= FEW_WORDS and (query.length > 0 or is_phrased(query.text, query.language))


def points_back(query: Query) -> bool:
    """Whether the question's own words refer to what was said before."""
    return not query.foreign and bool(_POINTS_BACK[query.language].search(query.text.strip()))


def is_phrased(question: str, language: Language) -> bool:
    """Whether it is put as a question, and not as keywords."""
    text = fold(question).rstrip()
    bare = text.rstrip(" ?!.。")
    return "?" in text[len(bare) :] or bool(_PHRASED[language].search(bare))
