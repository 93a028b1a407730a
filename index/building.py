"""The way of a document: a folder of files to a snapshot on disk."""

import datetime as dt
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from index.documents import Corpus, Language, Problem
from index.embedding.cache import EncodedTexts
from index.embedding.encoder import Encoder, Progress, TokenVectors, Vector
from index.embedding.model import exported
from index.errors import CorpusError, IndexMismatchError
from index.ingest.corpus import folder_digest, read_corpus
from index.passages import Passage, split
from index.retrieval.calibration import fitted
from index.retrieval.weights import all_weights
from index.search import Index
from index.store import snapshots
from index.store.indexing import build_indexes, indexed_texts
from index.store.language_index import LanguageIndex
from index.store.snapshots import Manifest

# A build that finds less than this share of the documents that the folder's last index had stops and asks.
LEAST_LEFT = 0.5


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. `encoded` texts are new; `reused` ones had a vector already."""

    folder: Path
    documents: int
    passages: int
    problems: tuple[Problem, ...]
    encoded: int
    reused: int
    seconds: float


def build(
    corpus: Path, data: Path, model: str, progress: Progress | None = None, *, shrink: bool = False
) -> BuildReport:
    """Build the index of the documents in `corpus`, below the folder `data`.

    Files that cannot be read are reported and left out. Raises CorpusError when there is nothing to read, or so
    much less than at the last build that something is probably missing (`shrink` allows it), and ModelError when
    the model cannot be used. The index that was there stays until the new one is whole.
    """
    started = time.monotonic()
    digest = folder_digest(corpus)
    read = read_corpus(corpus)
    if not shrink:
        _refuse_to_shrink(read, corpus, data)
    encoder = Encoder.load(exported(model, data))
    passages = [passage for document in read.documents for passage in split(document)]
    encoded = EncodedTexts(encoder, *_known(data, encoder), progress)
    built = build_indexes(passages, encoded, encoder.card.reads, read.aliases)
    indexes = {language: _calibrated(store, encoder) for language, store in built.items()}
    manifest = _manifest(corpus, digest, encoder, read, indexes)
    folder = snapshots.write(data, manifest, indexes)
    reused = sum(counts["vectors"] for counts in manifest.counts.values()) - encoded.encoded
    seconds = time.monotonic() - started
    return BuildReport(folder, len(read.documents), len(passages), read.problems, encoded.encoded, reused, seconds)


def load_index(corpus: Path, data: Path, model: str) -> Index:
    """The index of `corpus` as it is now.

    IndexMismatchError when there is none, or none that is sound and up to date.
    """
    digest = folder_digest(corpus)
    problem = IndexMismatchError(
        "there is no index of these documents with this model; run: partnership-bot index build"
    )
    if not snapshots.has_any(data, digest):
        raise problem  # before a model is exported for nothing
    encoder = Encoder.load(exported(model, data))
    tried: set[Path] = set()
    # Listed again after each: another process may have put a newer one in the place of what was listed.
    while new := [folder for folder in snapshots.find(data, digest, encoder.card.digest) if folder not in tried]:
        tried.add(new[0])
        try:
            return Index(snapshots.load(new[0], encoder.card), encoder, all_weights())
        except IndexMismatchError as error:
            problem = error
    raise problem


def _calibrated(store: LanguageIndex, encoder: Encoder) -> LanguageIndex:
    return replace(store, offset=fitted(store, all_weights(), encoder))


def _known(data: Path, encoder: Encoder) -> tuple[dict[str, Vector], dict[str, TokenVectors]]:
    """Vectors of the last sound snapshot of this model, and of its passages' tokens, by text."""
    vectors: dict[str, Vector] = {}
    tokens: dict[str, TokenVectors] = {}
    for folder in snapshots.newest(data):
        try:
            indexes = snapshots.load(folder, encoder.card)
        except IndexMismatchError:
            continue
        for store in indexes.values():
            if store.vectors is not None and store.tokens is not None:
                texts = indexed_texts(store.passages)
                vectors.update(zip(texts, store.vectors.rows(np.arange(len(texts))), strict=True))
                tokens.update((text, store.tokens.of(row)) for row, text in enumerate(texts[: len(store.passages)]))
        break
    return vectors, tokens


def _refuse_to_shrink(read: Corpus, corpus: Path, data: Path) -> None:
    for folder in snapshots.newest(data):
        try:
            before = Manifest.read(folder)
        except IndexMismatchError:
            continue
        if before.corpus == str(corpus.resolve()):
            documents = sum(counts["documents"] for counts in before.counts.values())
            if len(read.documents) < LEAST_LEFT * documents:
                raise CorpusError(
                    f"{corpus} has {len(read.documents)} documents that can be read and had {documents} before; "
                    "if that is right, run: partnership-bot index build --shrink"
                )
            return


def _manifest(
    corpus: Path, digest: str, encoder: Encoder, read: Corpus, indexes: dict[Language, LanguageIndex]
) -> Manifest:
    topics: Counter[str] = Counter(p.topic or "" for store in indexes.values() for p in store.passages)
    return Manifest(
        **snapshots.current_parameters(encoder.card),
        built=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        corpus=str(corpus.resolve()),
        corpus_digest=digest,
        counts={language: _counts(store.passages, store) for language, store in indexes.items()},
        topics=dict(topics),
        problems=[[problem.path, problem.reason] for problem in read.problems],
        files={},
    )


def _counts(passages: Sequence[Passage], store: LanguageIndex) -> dict[str, int]:
    return {
        "documents": len({p.document for p in passages}),
        "passages": len(passages),
        "sentences": len(store.sentences.owners),
        "questions": len(store.questions.owners),
        "vectors": 0 if store.vectors is None else len(store.vectors),
    }
