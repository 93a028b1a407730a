"""Other names, abbreviations and everyday words for what the documents call otherwise (`aliases.yaml`).

A question about the UB airport is one about that of Ulaanbaatar, whatever the documents say. An alias is found in a
question as a word or a run of words: in English in any form of the same stem, in Mongolian in either script and with
the endings of its cases; in Japanese as a stretch of characters that begins and ends where words do.
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from index.documents import LANGUAGES, Language, Meanings
from index.strict_yaml import MappingError, read_list
from index.text import text_language
from index.text.japanese import word_borders
from index.text.language import TextLanguage
from index.text.normalization import fold

ALIASES_FILE = "aliases.yaml"

# From this length on, a word is also found with an ending; to a shorter one, a letter more makes another word (UBS).
SHORTEST_INFLECTED = 4
_WORD = re.compile(r"[^\W_]+")
_LATIN = re.compile("[A-Za-z0-9]")
_KATAKANA = re.compile("[\u30a1-\u30fa\u30fc]")


@dataclass(frozen=True, slots=True)
class Mention:
    """An alias in a text: its place, its name in the list, and what the documents call that."""

    start: int
    end: int
    alias: str
    meant: str


@dataclass(frozen=True)
class Aliases:
    """The aliases of one language: each with what the documents call it."""

    language: Language
    meanings: Mapping[str, str]

    def mentions(self, text: str) -> list[Mention]:
        """The aliases in a text, in order; of those that overlap, the longest that begins first."""
        if not self.meanings:
            return []
        return list(self._runs(text) if self._own.spaced else self._stretches(text))

    def told_apart(self) -> set[str]:
        """The aliases less those that differ from a later one in nothing but spelling."""
        return set((self._runs_of if self._own.spaced else self._folded).values())

    def save(self, path: Path) -> None:
        """Write them to a JSON file."""
        path.write_text(json.dumps(dict(self.meanings), ensure_ascii=False), "utf-8")

    @classmethod
    def load(cls, path: Path, language: Language) -> "Aliases":
        """Read what `save` wrote."""
        return cls(language, json.loads(path.read_text("utf-8")))

    def _runs(self, text: str) -> Iterator[Mention]:
        words = list(_WORD.finditer(text))
        keys = [self._key(word[0]) for word in words]
        at = 0
        while at < len(words):
            found = next((run for run in self._by_first.get(keys[at][:1], ()) if self._stands(run, keys, at)), None)
            if found is None:
                at += 1
                continue
            alias = self._runs_of[found]
            yield Mention(words[at].start(), words[at + len(found) - 1].end(), alias, self.meanings[alias])
            at += len(found)

    def _stands(self, run: tuple[str, ...], keys: list[str], at: int) -> bool:
        *first, last = keys[at : at + len(run)]
        if len(first) + 1 < len(run) or tuple(first) != run[:-1]:
            return False
        endings = self._own.endings
        if endings and len(run[-1]) >= SHORTEST_INFLECTED and last.startswith(run[-1]):
            return bool(endings.fullmatch(last[len(run[-1]) :]))
        return last == run[-1]

    def _key(self, word: str) -> str:
        key = self._own.key(fold(word))
        return self._own.stem(key) if len(key) >= SHORTEST_INFLECTED else key

    @property
    def _own(self) -> TextLanguage:
        return text_language(self.language)

    @cached_property
    def _runs_of(self) -> dict[tuple[str, ...], str]:
        return {tuple(map(self._key, _WORD.findall(alias))): alias for alias in self.meanings}

    @cached_property
    def _by_first(self) -> dict[str, list[tuple[str, ...]]]:
        """Runs by the first letter of their first word, longest first."""
        runs: dict[str, list[tuple[str, ...]]] = {}
        for run in sorted(self._runs_of, key=lambda run: (-len(run), run)):
            runs.setdefault(run[0][:1], []).append(run)
        return runs

    def _stretches(self, text: str) -> Iterator[Mention]:
        borders: set[int] | None = None
        for match in self._pattern.finditer(text):
            borders = word_borders(text) if borders is None else borders
            if {match.start(), match.end()} <= borders:
                alias = self._folded[fold(match[0])]
                yield Mention(match.start(), match.end(), alias, self.meanings[alias])

    @cached_property
    def _folded(self) -> dict[str, str]:
        return {fold(alias): alias for alias in self.meanings}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        spelt = (unicodedata.normalize("NFKC", alias) for alias in self.meanings)
        return re.compile("|".join(map(_bounded, sorted(spelt, key=lambda a: (-len(a), a)))), re.IGNORECASE)


def read_aliases(folder: Path) -> Meanings:
    """Return the aliases of a corpus folder with what they stand for, by language; none where there is no such file.

    Raises `CorpusError`, with the line or the alias, for a file that is not a list of aliases.
    """
    return read_list(folder / ALIASES_FILE, _by_language)


def _by_language(listed: dict[str, Any]) -> Meanings:
    if unknown := [name for name in listed if name not in LANGUAGES]:
        raise MappingError(f"{unknown[0]} is no language; the languages are {', '.join(LANGUAGES)}")
    return {language: _checked(language, listed[language]) for language in LANGUAGES if language in listed}


def _checked(language: Language, entries: Any) -> Mapping[str, str]:
    if not isinstance(entries, dict):
        raise MappingError(f"{language} needs lines of an alias and what it stands for, such as `UB: Ulaanbaatar`")
    for alias, meant in entries.items():
        if not isinstance(alias, str) or not isinstance(meant, str):
            raise MappingError(f"{language}: `{alias}: {meant}` is not text; put it into quotation marks")
        for name in (alias, meant):
            if all(text_language(language).is_stop_word(word) for word in _WORD.findall(fold(name))):
                raise MappingError(f"{language}: {name!r} has no word that can be looked up")
    aliases = Aliases(language, entries)
    if twice := sorted(set(entries).difference(aliases.told_apart())):
        raise MappingError(f"{language}: {twice[0]!r} stands twice in other spellings")
    for alias, meant in entries.items():
        if inner := aliases.mentions(meant):
            raise MappingError(f"{language}: {alias!r} stands for {meant!r}, in which {inner[0].alias!r} is an alias")
    return aliases.meanings


def _bounded(alias: str) -> str:
    """A pattern for the alias that does not begin or end within a word of Latin letters or katakana."""
    before, after = (
        next((rf"{sign}{kind.pattern})" for kind in (_LATIN, _KATAKANA) if kind.match(end)), "")
        for sign, end in (("(?<!", alias[0]), ("(?!", alias[-1]))
    )
    return before + re.escape(alias) + after
