"""The way of a document: a folder of files to a snapshot on disk, and what there is to know of either."""

import datetime as dt
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.documents import Corpus, Document, Problem
from index.embedding.cache import EncodedTexts
from index.embedding.encoder import Encoder, Progress, Vector
from index.embedding.model import exported, find_model
from index.errors import CorpusError, IndexMismatchError
from index.ingest.corpus import folder_digest, read_corpus, read_document
from index.ingest.readers import READERS
from index.ingest.sources import read_sources
from index.passages import Passage, split
from index.reader.reader import load_reader
from index.retrieval.weights import all_weights
from index.search import Index
from index.store import snapshots
from index.store.indexing import Texts, build_store
from index.store.language_index import LanguageIndex
from index.store.snapshots import Manifest
from index.store.store import Store

__all__ = [
    "READERS",
    "BuildReport",
    "Encoder",
    "Manifest",
    "build",
    "find_model",
    "folder_digest",
    "last_build",
    "load_encoder",
    "load_index",
    "read_alone",
    "read_corpus",
    "verify",
]

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
    encoder = load_encoder(data, model)
    passages = [passage for document in read.documents for passage in split(document)]
    encoded = EncodedTexts(encoder, *known_vectors(data, encoder), progress)
    store = build_store(passages, encoded, encoder.card.reads, read.aliases, read.subjects)
    manifest = _manifest(corpus, digest, encoder, read, store)
    folder = snapshots.write(data, manifest, store)
    reused = (len(store.vectors) if store.vectors else 0) - encoded.encoded
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
    home = exported(model, data)
    encoder = Encoder.load(home)
    tried: set[Path] = set()
    # Listed again after each: another process may have put a newer one in the place of what was listed.
    while new := [folder for folder in snapshots.find(data, digest, encoder.card.digest) if folder not in tried]:
        tried.add(new[0])
        try:
            return Index(snapshots.load(new[0], encoder.card), encoder, all_weights(), load_reader(home, encoder))
        except IndexMismatchError as error:
            problem = error
    raise problem


def load_encoder(data: Path, model: str) -> Encoder:
    """The encoder of a model, exported below `data` if it is not yet. ModelError when it cannot be used."""
    return Encoder.load(exported(model, data))


def last_build(corpus: Path, data: Path) -> tuple[Path, Manifest]:
    """The newest index of a folder of documents; IndexMismatchError says if there is none, or a damaged one."""
    problem = IndexMismatchError(f"there is no index of {corpus}; run: partnership-bot index build")
    for folder in snapshots.newest(data):
        try:
            manifest = Manifest.read(folder)
        except IndexMismatchError as error:
            problem = error
            continue
        if manifest.corpus == str(corpus.resolve()):
            return folder, manifest
    raise problem


def verify(corpus: Path, data: Path, model: str) -> tuple[Path, Manifest]:
    """Read every file of the newest index and of the model.

    IndexMismatchError or ModelError when one is not as it was written.
    """
    folder, manifest = last_build(corpus, data)
    lines = snapshots.damage(folder, manifest)
    if lines:
        raise IndexMismatchError(f"{folder}: {'; '.join(lines)}; run: partnership-bot index build")
    Encoder.verify(exported(model, data))
    return folder, manifest


def read_alone(corpus: Path, path: str, content: bytes) -> tuple[Document, list[Passage]]:
    """A file as it would be read at `path` in a corpus. UnreadableDocumentError, CorpusError when it cannot be."""
    document = read_document(path, content, read_sources(corpus))
    return document, split(document)


def known_vectors(data: Path, encoder: Encoder) -> tuple[dict[str, Vector], dict[str, Vector]]:
    """Vectors of the last sound snapshot of this model, by text: those of documents, and those of questions."""
    for folder in snapshots.newest(data):
        try:
            store = snapshots.load(folder, encoder.card)
        except IndexMismatchError:
            continue
        if store.vectors is None:
            continue
        texts = Texts.of(store.passages)
        rows = store.vectors.rows(np.arange(len(store.vectors)))
        asked = store.fields[1][1]
        documents = zip([*texts.headed, *texts.sentences], rows[:asked], strict=True)
        queries = zip([*texts.questions, *texts.unanswered], rows[asked:], strict=True)
        # Where a language is not read its rows are nowhere, and its texts no more encoded than before.
        return dict(documents), dict(queries)
    return {}, {}


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


def _manifest(corpus: Path, digest: str, encoder: Encoder, read: Corpus, store: Store) -> Manifest:
    return Manifest(
        **snapshots.current_parameters(encoder.card),
        built=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        corpus=str(corpus.resolve()),
        corpus_digest=digest,
        counts={language: _counts(store, index, read) for language, index in store.languages.items()},
        topics=dict(Counter(p.topic or "" for p in store.passages)),
        problems=[[problem.path, problem.reason, problem.kind] for problem in read.problems],
        files={},
    )


def _counts(store: Store, index: LanguageIndex, read: Corpus) -> dict[str, int]:
    """How much there is of a language; a document counts in the one that most of it is in."""
    counts = {
        "documents": sum(document.language == index.language for document in read.documents),
        "passages": index.passages.count,
        "sentences": len(index.sentences.spans),
        "questions": len(index.questions.spans),
        "unanswered": len(index.unanswered.spans),
    }
    return {**counts, "vectors": sum(counts.values()) - counts["documents"] if store.vectors else 0}
