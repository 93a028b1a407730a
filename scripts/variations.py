"""Measure what the way a question is put changes: each question of a file as it is, and in other ways.

In capitals, with a slip of the finger, in a letter, after who asks and why, before something else: the answer should
be the same. Printed for each language and way: of the questions that are answered rightly as they stand the share that
still is, and of those that are refused as they should be the share that still is.
"""

import argparse
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from index.building import load_index
from index.documents import LANGUAGES, Language
from index.evaluation.metrics import ask_all
from index.evaluation.questions import Judge, Question, read_questions
from index.ingest.corpus import read_corpus
from index.search import Index

ROOT = Path(__file__).resolve().parents[1]
Way = Callable[[str], str]


def main() -> None:
    """Read the arguments, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--data", type=Path, default=ROOT / "var")
    arguments = parser.parse_args()
    index = load_index(ROOT / "corpus", arguments.data, "bundled")
    judge = Judge.of(read_corpus(ROOT / "corpus"))
    questions = [replace(q, after=None) for path in arguments.files for q in read_questions(path) if q.after is None]
    right = [q for q, kept in zip(questions, still_right(index, questions, judge), strict=True) if kept]
    for language in LANGUAGES:
        groups = [[q for q in right if q.language == language and q.answerable == wanted] for wanted in (True, False)]
        print(f"{language}: {len(groups[0])} answered, {len(groups[1])} refused")
        for name, way in WAYS[language].items():
            shares = [share(index, [replace(q, text=way(q.text)) for q in group], judge) for group in groups]
            print(f"  {name:22} still answered {shares[0]:6.1%}   still refused {shares[1]:6.1%}")


def still_right(index: Index, questions: Sequence[Question], judge: Judge) -> list[bool]:
    """Whether each is answered by the first passage, or refused where that is right."""
    return [outcome.right for outcome in ask_all(index, questions, judge)]


def share(index: Index, questions: Sequence[Question], judge: Judge) -> float:
    """How many of them are right."""
    return sum(still_right(index, questions, judge)) / (len(questions) or 1)


def around(before: str, after: str = "") -> Way:
    """The question between two texts, with its mark."""
    return lambda text: before + (text if text.endswith(("?", "？", "。")) else text + "?") + after


def slip(text: str) -> str:
    """Two neighbouring letters of a longer word in the wrong order; which ones, the text decides."""
    words = re.findall(r"[^\W\d_]{5,}", text)
    if not words:
        return text
    number = int(sha256(text.encode()).hexdigest(), 16)
    word = words[number % len(words)]
    i = 1 + number % (len(word) - 3)
    return text.replace(word, word[:i] + word[i + 1] + word[i] + word[i + 2 :], 1)


def latin(text: str) -> str:
    """Mongolian as it is typed without a Cyrillic keyboard."""
    return "".join(_LATIN.get(letter, letter) for letter in text.lower())


_SOUNDS = """
аa бb вv гg дd еye ёyo жj зz иi йi кk лl мm нn оo пp рr сs тt уu фf хh цts чch шsh щsh ыii эe юyu яya өu үu ъ ь
"""
_LATIN = {sound[0]: sound[1:] for sound in _SOUNDS.split()}
_TYPED = str.maketrans("өүӨҮ", "оуОУ")
_WIDE = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})

WAYS: dict[Language, dict[str, Way]] = {
    "en": {
        "in capitals": str.upper,
        "in small letters": lambda text: text.lower().rstrip("?"),
        "with a slip": slip,
        "after who asks": around("My name is Bat and I live in Darkhan. "),
        "after why": around("I am writing a report for school and there is one thing I could not find. "),
        "after news": around("I read in the news that the president travelled to Tokyo. "),
        "before something else": around("", " I am planning a trip to Ulaanbaatar next summer."),
        "after a colon": around("Two things for my essay on Asia: "),
        "without a stop": lambda text: "hi im bat from darkhan and i want to know " + text.lower().rstrip("?"),
        "in a letter": around("Dear bot,\n\n", "\n\nBest regards,\nBat"),
    },
    "mn": {
        "in capitals": str.upper,
        "with a slip": slip,
        "with о and у": lambda text: text.translate(_TYPED),
        "in Latin letters": latin,
        "after why": around("Би сургуулийн даалгавар хийж байна. "),
        "after news": around("Ерөнхийлөгч Токиод очсон гэж мэдээгээр харлаа. "),
        "before something else": around("", " Би дараа жил Японд очих гэж байгаа юм."),
        "after a colon": around("Хичээлийн даалгаварт хэрэгтэй байна: "),
        "in a letter": around("Эрхэм ботоо,\n\n", "\n\nХүндэтгэсэн,\nБат"),
    },
    "ja": {
        "in wide letters": lambda text: text.translate(_WIDE),
        "after why": around("学校のレポートを書いています。"),
        "after news": around("大統領が東京を訪れたとニュースで見ました。"),
        "before something else": around("", "来年の夏に旅行に行く予定です。"),
        "after a reason": around("友達に聞かれたので、"),
        "in a letter": around("お世話になっております。\n\n", "\n\n山田"),
    },
}


if __name__ == "__main__":
    main()
