"""A sentence-transformers model exported to ONNX, once. With `index.embedding.graph`, all that imports torch."""

import json
import logging
import os
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np

from index.digests import file_sha256
from index.embedding import graph, sentencepieces, word_table
from index.embedding.encoder import Encoder, Vector
from index.embedding.model import CARD_FILE, GRAPH_FILE, ModelCard
from index.embedding.sample import SAMPLE
from index.embedding.supported_languages import languages_read
from index.embedding.tokenizer import SENTENCEPIECE_FILE, TOKENIZERS_FILE, load_tokenizer
from index.errors import ModelError
from index.reader.adapter import Adapter, adapter_digest
from index.reader.export import export_reader

# How near an export's vectors have to come to sentence-transformers' own, see `_References`: as they were traced, and
# in fewer bits.
LEAST_TRACED, LEAST_ROUNDED = 0.999, 0.97

logger = logging.getLogger(__name__)


def export(name: str, folder: Path, digest: str, home: Path) -> ModelCard:
    """Export the sentence-transformers model in `folder` to files in `home`, an empty folder.

    The graph takes word embeddings and a mask and gives one vector a text, pooling and normalisation included. The
    table of the word embeddings stands beside it, without the pieces in scripts that are not read. A model that takes
    ids only keeps its table in the graph. Both are in as few bits as the vectors allow.
    """
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    try:
        model = graph.load_model(folder)
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"{folder} cannot be loaded as a sentence-transformers model: {error}") from error
    try:
        card = _with_reader(_write_model(model, _card(name, digest, model), home), folder, home)
    except Exception as error:
        raise ModelError(f"the model {name} cannot be exported to ONNX ({type(error).__name__}: {error})") from error
    files = {path.name: file_sha256(path) for path in sorted(home.iterdir()) if path.name != CARD_FILE}
    card = _write_card(replace(card, files=files), home)
    return _write_card(replace(card, reads=languages_read(home)), home)


def _with_reader(card: ModelCard, folder: Path, home: Path) -> ModelCard:
    """Write the reader too, where one was trained on this model."""
    adapter = adapter_digest(card.digest)
    if adapter is not None:
        export_reader(folder, home, Adapter.load())
    return replace(card, reader=adapter)


def _card(name: str, digest: str, model: Any) -> ModelCard:
    """What is known of a model before it is exported; its ids are those of its own tokenizer."""
    prompts: dict[str, str] = dict(model.prompts)
    # sentence-transformers saves an empty prompt for documents with a model that has one for passages.
    default = prompts.get(model.default_prompt_name or "", "")
    bos, eos = _marks_around(model.tokenizer)
    return ModelCard(
        name=name,
        digest=digest,
        dimensions=int(model.get_embedding_dimension()),
        max_tokens=int(model.max_seq_length or 512),
        normalised=any(type(module).__name__ == "Normalize" for module in model),
        query_prompt=prompts.get("query", "") or default,
        document_prompt=next((prompts[k] for k in ("document", "passage", "corpus") if prompts.get(k)), default),
        bos=bos,
        eos=eos,
        pad=int(model.tokenizer.pad_token_id or 0),
        inputs=(),
        precision="fp32",
        words=None,
        word_dimensions=0,
        reads=(),
        files={},
    )


def _marks_around(tokenizer: Any) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The ids that the tokenizer puts before and after a text."""
    text = tokenizer.encode("a", add_special_tokens=False)
    whole = tokenizer.encode("a")
    start = next(i for i in range(len(whole)) if whole[i : i + len(text)] == text)
    return tuple(whole[:start]), tuple(whole[start + len(text) :])


def _write_model(model: Any, card: ModelCard, home: Path) -> ModelCard:
    """Write graph, words and tokenizer; returns the card with what was written."""
    reference = _References(model, card.document_prompt)
    outside = _write_with_words_outside(model, card, home, reference)
    if outside is None:
        for path in home.iterdir():
            path.unlink()
        outside = _write_with_words_inside(model, card, home, reference)
    return _with_int8_graph(outside, home, reference)


class _References:
    """The vectors that sentence-transformers itself has for the sample.

    What they have in common is taken off before they are compared: the vectors of e5 all lie so close together that
    their cosines with nearly anything are .8, and .98 would say nothing.
    """

    def __init__(self, model: Any, prompt: str) -> None:
        vectors: Mapping[str, Vector] = {
            language: model.encode(list(texts), prompt=prompt, normalize_embeddings=True, show_progress_bar=False)
            for language, texts in SAMPLE.items()
        }
        self._centre = np.vstack(list(vectors.values())).mean(0)
        self._vectors = {language: self._centred(of) for language, of in vectors.items()}

    def likeness(self, card: ModelCard, home: Path, file: str = GRAPH_FILE) -> float:
        """The mean cosine of an export's vectors with these, in the language where it is least."""
        encoder = Encoder(card, home, file)
        likeness = min(
            float((self._centred(encoder.encode_documents(texts)) * self._vectors[language]).sum(1).mean())
            for language, texts in SAMPLE.items()
        )
        logger.info("%s with words in %s: mean cosine %.4f", file, card.words or "it", likeness)
        return likeness

    def _centred(self, vectors: Vector) -> Vector:
        left: Vector = vectors - self._centre
        left /= np.linalg.norm(left, axis=1, keepdims=True)
        return left


def _write_with_words_outside(model: Any, card: ModelCard, home: Path, reference: _References) -> ModelCard | None:
    """Write an fp32 graph and a table of words; None if the model cannot be had so."""
    kept = _write_sentencepieces(model, card, home)
    try:
        inputs = graph.export_with_words_outside(model, home / GRAPH_FILE)
        count, dimensions = graph.words_shape(model)
    except Exception as error:  # noqa: BLE001
        # Models differ in what they raise, and there is another way.
        logger.info("the model takes no word embeddings (%s: %s)", type(error).__name__, error)
        return None
    if not kept:
        _write_tokenizer(model, home)
        kept = list(range(count))
    place = {old: new for new, old in enumerate(kept)}
    card = replace(
        card,
        inputs=inputs,
        bos=tuple(place[mark] for mark in card.bos),
        eos=tuple(place[mark] for mark in card.eos),
        pad=place[card.pad],
        word_dimensions=dimensions,
    )
    small = _write_words(model, kept, card, home, "int8")
    in_int8 = reference.likeness(small, home)
    if in_int8 >= LEAST_TRACED:
        return small
    # Are the vectors others for want of bits, or because the model does more with ids than to look them up?
    large = _write_words(model, kept, card, home, "fp16")
    if reference.likeness(large, home) < LEAST_TRACED:
        return None
    return large if in_int8 < LEAST_ROUNDED else _write_words(model, kept, card, home, "int8")


def _write_words(model: Any, kept: list[int], card: ModelCard, home: Path, bits: word_table.Bits) -> ModelCard:
    """Write the table of words; returns the card that says how."""
    word_table.write_table(
        lambda some: graph.word_embeddings(model, kept[some.start : some.stop]),
        len(kept),
        home / word_table.FILE,
        bits,
    )
    return replace(card, words=bits)


def _write_with_words_inside(model: Any, card: ModelCard, home: Path, reference: _References) -> ModelCard:
    """Write an fp32 graph that holds the whole model; ModelError if its vectors are not the model's."""
    _write_tokenizer(model, home)
    card = replace(card, inputs=graph.export_with_words_inside(model, home / GRAPH_FILE))
    if (likeness := reference.likeness(card, home)) < LEAST_TRACED:
        raise ModelError(f"its vectors would be others: mean cosine {likeness:.4f}")
    return card


def _write_sentencepieces(model: Any, card: ModelCard, home: Path) -> list[int]:
    """Write the tokenizer for sentencepiece, pruned; returns the ids that it keeps, none where it cuts otherwise."""
    tokenizer = json.loads(model.tokenizer.backend_tokenizer.to_str())
    if not sentencepieces.is_unigram(tokenizer):
        return []
    kept = sentencepieces.kept_pieces(tokenizer)
    file = home / SENTENCEPIECE_FILE
    file.write_bytes(sentencepieces.sentencepiece_model(tokenizer, kept))
    pruned = load_tokenizer(home)
    texts = [text for texts in SAMPLE.values() for text in texts]
    same = {*card.bos, *card.eos, card.pad} <= set(kept) and all(
        [kept[i] for i in pruned.ids(text)] == model.tokenizer.encode(text, add_special_tokens=False, verbose=False)
        for text in texts
    )
    if not same:
        logger.info("sentencepiece cuts texts otherwise than the model's tokenizer, which is kept")
        file.unlink()
    return kept if same else []


def _write_tokenizer(model: Any, home: Path) -> None:
    model.tokenizer.backend_tokenizer.save(str(home / TOKENIZERS_FILE))


def _with_int8_graph(card: ModelCard, home: Path, reference: _References) -> ModelCard:
    """Put a graph in int8 in the place of the fp32 one where the vectors stay what they were."""
    int8 = home / "int8.onnx"
    graph.quantise(home / GRAPH_FILE, int8)
    if reference.likeness(card, home, int8.name) < LEAST_ROUNDED:
        int8.unlink()
        return card
    int8.replace(home / GRAPH_FILE)
    return replace(card, precision="int8")


def _write_card(card: ModelCard, home: Path) -> ModelCard:
    (home / CARD_FILE).write_text(json.dumps(asdict(card), indent=1, ensure_ascii=False) + "\n", "utf-8")
    return card
