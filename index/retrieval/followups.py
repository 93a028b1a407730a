"""Whether a question may lean on the one before it.

People shorten: "and how many children?", 「それはいつ」, "Тэр хэзээ болсон бэ?". A question that points back or says
little may be the rest of one, and is searched for in both ways: as it is, and together with what it leaves out. Any
other question is searched for as it is, and nobody is dragged back to an old topic.
"""

from index.documents import Language
from index.retrieval.query import Query
from index.text import text_language
from index.text.normalization import fold

# A question of so few words, without any that points back, may still be the rest of one ("how many beds?").
FEW_WORDS = 3


def may_lean(query: Query) -> bool:
    """Whether a question points back, or says so little that it may be the rest of one.

    What has no word to search for and is not put as a question ("ok", "thank you!") asks for nothing, and what is put
    to the bot asks for nothing that was said.
    """
    if points_back(query):
        return True
    if text_language(query.language).questions.to_the_bot.search(query.text):
        return False
    return query.length <= FEW_WORDS and (query.length > 0 or is_phrased(query.text, query.language))


def points_back(query: Query) -> bool:
    """Whether the question's own words refer to what was said before."""
    points = text_language(query.language).questions.points_back
    return not query.foreign and bool(points.search(query.text.strip()))


def is_phrased(question: str, language: Language) -> bool:
    """Whether it is put as a question, and not as keywords."""
    text = fold(question).rstrip()
    bare = text.rstrip(" ?!.。")
    return "?" in text[len(bare) :] or bool(text_language(language).questions.phrased.search(bare))
