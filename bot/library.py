"""The index as the bot uses it: passages by what a button says of them, and questions by where they stand."""

from dataclasses import replace
from functools import cached_property

from bot.buttons import MOST_NUMBER, MOST_PASSAGES, AskQuestion, AskText, PassageRef, Press, QuestionRef, View, fits
from index import LANGUAGES, Answer, Language, Match
from index.search import Index


class Library:
    """One index and what is read off it; make another for another index."""

    def __init__(self, index: Index) -> None:
        self.index = index

    def match(self, ref: PassageRef) -> Match | None:
        """Find the passage with its answering sentence; None where the documents no longer hold it."""
        match = self.index.match(ref.id)
        if match is None or ref.sentence >= len(match.passage.sentences):
            return match
        return replace(match, answer=match.passage.sentences[ref.sentence])

    def matches(self, view: View) -> list[Match] | None:
        """Find all passages of a view; None where the documents no longer hold one of them."""
        found = [self.match(ref) for ref in view.passages]
        matches = [match for match in found if match is not None]
        return matches if len(matches) == len(found) else None

    def translated(self, view: View, language: Language) -> View | None:
        """Give the passages that another language has too; None where the one in sight is not among them."""
        refs = {ref: self._counterpart(ref, language) for ref in view.passages}
        there = [found for found in refs.values() if found is not None]
        shown = refs[view.shown]
        if shown is None:
            return None
        # From now on it is in the language that the person chose.
        return replace(view, passages=tuple(there), position=there.index(shown), face="passage", asker=None)

    def languages(self, ref: PassageRef) -> list[Language]:
        """List the other languages in which the passage can be read."""
        match = self.index.match(ref.id)
        if match is None:
            return []
        others = [language for language in LANGUAGES if language != match.passage.language]
        return [language for language in others if self._counterpart(ref, language)]

    def question(self, ref: QuestionRef) -> str | None:
        """Find a question's words."""
        match = self.index.match(ref.id)
        questions = match.passage.questions if match else ()
        return questions[ref.number] if ref.number < len(questions) else None

    def question_ref(self, question: str) -> QuestionRef | None:
        """Find where a question stands; None where no passage names it."""
        return self._questions.get(question)

    def ask(self, question: str) -> Press | None:
        """Give the press that asks a question; None where no passage names it and it is too long for a button."""
        ref = self.question_ref(question)
        press = AskQuestion(ref) if ref else AskText(question)
        return press if fits(press) else None

    def prepare(self) -> None:
        """List all questions, which takes a while: before a person waits for it."""
        self.question_ref("")

    @cached_property
    def _questions(self) -> dict[str, QuestionRef]:
        refs: dict[str, QuestionRef] = {}
        for language in LANGUAGES:
            for match in self.index.passages(language):
                for number, question in enumerate(match.passage.questions[: MOST_NUMBER + 1]):
                    refs.setdefault(question, QuestionRef(match.id, number))
        return refs

    def _counterpart(self, ref: PassageRef, language: Language) -> PassageRef | None:
        match, other = self.index.match(ref.id), self.index.counterpart(ref.id, language)
        if match is None or other is None:
            return None
        # Translations mostly keep the order of sentences; where they have as many, the same one answers.
        alike = len(match.passage.sentences) == len(other.passage.sentences)
        return replace(ref_of(other), sentence=ref.sentence) if alike else ref_of(other)


def ref_of(match: Match) -> PassageRef:
    """Name a match as a button does."""
    spans = match.passage.sentences
    number = spans.index(match.answer) if match.answer in spans else 0
    return PassageRef(match.id, number if number <= MOST_NUMBER else 0)


def view_of(answer: Answer, asked: QuestionRef | None = None) -> View:
    """Give the first view of an answer."""
    matches = answer.matches[:MOST_PASSAGES]
    others = any(match.passage.language != answer.language for match in matches)
    asker = answer.language if others else None
    return View(tuple(ref_of(match) for match in matches), asked=asked, asker=asker)
