"""English: stems of words, words for numbers, what asks and what points back."""

import re
from functools import cache
from typing import Any

from index.text.language import PassageSizes, QuestionForms, SentenceEnds, TextLanguage

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip

# Question words are among them: what they ask for is read off the whole question, by its vector and the reader.
_STOP_WORDS = """
a about after again all also am an and any are as at be because been before being between both but by can could did do
does doing done for from further get gets give given go got had has have having he her here hers him his how i if in
into is it its itself just let like many may me might more most much must my no nor not now of off on once only or
other our out over own please really s said same she should so some such t tell than thanks that the their them then
there these they this those through to too under until up us very was we were what whats when where which while who
whom whose why will with would you your whether want know yes ok okay hi hello hey ever exactly actually long far old
aren couldn didn doesn don hadn hasn haven isn ll re shouldn ve wasn weren wouldn
pls plz thx
"""
# Greetings and politeness, fillers and hedges, light verbs, words for just anything, words that count.
_EVERYDAY = """
dear thank kindly sorry excuse appreciate appreciated grateful guys lol btw hmm um umm uhm erm uh wow oh
wondering wondered curious wanna gonna gotta lemme dunno im ive id dont didnt doesnt isnt wasnt cant cannot
hows wheres whos shall anyone anybody someone somebody everyone everybody anything something everything somehow
somewhat anyway anyhow somewhere anywhere quite rather maybe perhaps probably possibly basically apparently
obviously honestly literally definitely certainly surely roughly approximately nearly almost yet already though
although else among upon via toward towards during within whatever whichever whoever whenever wherever
explain describe clarify elaborate telling saying says talking mention mentioned heard hear remember
happen happened happens happening guess suppose supposed seem seems seemed looking
thing things stuff lot lots bunch sort kinda sorta pieces
"""

_CARDINALS = "two three four five six seven eight nine ten eleven twelve"
_ORDINALS = "second third fourth fifth sixth seventh eighth ninth tenth"
_NUMBER_WORDS = {
    **{word: str(i) for words in (_CARDINALS, _ORDINALS) for i, word in enumerate(words.split(), 2)},
    "twenty": "20",
    "thirty": "30",
    "forty": "40",
    "fifty": "50",
    "hundred": "100",
    **{month[:3]: month for month in MONTHS if month != "may"},
    "sept": "september",
    "bn": "billion",
}
_ONE = re.compile(r"\bone(?=[ -](hundred|thousand|million|billion|trillion)\b)")
_HYPHENATED = re.compile(r"\b([a-z]{2,})-([a-z]{2,})\b")

_SENTENCE_ENDS = SentenceEnds(
    "mr mrs ms dr prof gen col lt sgt capt maj adm rep sen gov amb hon rev st mt ft vs cf approx fig vol ed eds",
    # No. 4, 29 Nov. 2022.
    "no nos art para p pp sec ca jan feb mar apr jun jul aug sep sept oct nov dec",
    "inc co ltd corp plc llc jr sr univ dept bros",
    "the a an it this that these those he she they we i you in on at from since after before during under as by for "
    "with to and but however moreover furthermore also when while if although both its his her their there then today",
)
_QUESTIONS = QuestionForms(
    points_back=re.compile(
        r"^(and|also|or|but|then|so|what about|how about|what else|anything else|why so|since when|(tell me )?more)\b"
        r"|\b(it|its|that|this|these|those|they|them|their|there|he|she|him|her|his|the same|the other)\b",
        re.IGNORECASE,
    ),
    to_the_bot=re.compile(r"\b(you|your|yours|yourself)\b", re.IGNORECASE),
    phrased=re.compile(
        r"^(who|whom|whose|what|when|where|which|why|how|is|are|was|were|do|does|did|has|have|had|can|could|will|any)\b"
    ),
    leads_over=re.compile(
        r"\b(?:want|wanted|need|needed|like|love) to (?:know|ask|learn|find out)\b"
        r"|\b(?:tell|inform|remind|ask|asks|asked|asking) (?:me|us)\b|\blet (?:me|us) know\b"
        r"|\bdo you (?:happen to )?know\b|\b(?:wonder|wondering|curious)\b|:(?= )| [-–—] ",
        re.IGNORECASE,
    ),
)


def _date(year: int, month: int, day: int) -> str:
    return f"{day} {MONTHS[month - 1]} {year}"


def _figures(text: str) -> str:
    return _ONE.sub("1", text)


def _stem(word: str) -> str:
    return str(_stemmer().stemWord(word))


def _compounds(text: str) -> list[str]:
    """Words with a hyphen, written as one: tree-planting."""
    return [_stem(a + b) for a, b in _HYPHENATED.findall(text)]


@cache
def _stemmer() -> Any:
    import Stemmer

    return Stemmer.Stemmer("english")


ENGLISH = TextLanguage(
    code="en",
    letters=re.compile(r"[A-Za-z\u00c0-\u024f]"),
    passage=PassageSizes(most=900, fragment=60, joined=500),
    sentence_ends=_SENTENCE_ENDS,
    questions=_QUESTIONS,
    date=_date,
    figures=_figures,
    whole_words=True,
    stop_words=frozenset(_STOP_WORDS.split()),
    everyday=frozenset(_EVERYDAY.split()),
    number_words=_NUMBER_WORDS,
    stem=_stem,
    compounds=_compounds,
)
