"""Sentences and words of a transcript, cut by spaCy: by the language's rules, or by a pipeline that is named."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from qualcode.errors import PipelineUnusableError, UnknownLanguageError
from qualcode.text import Span, Turn, paragraph_spans, trim_span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    Units = Callable[[Doc], Iterable[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Segmentation:
    """A text cut into units.

    Attributes:
        spans: The units, in order, trimmed, never across a turn or a line end.
        splitter: What cut them, with its version; every figure that counts them states it.
    """

    spans: tuple[Span, ...]
    splitter: str


def sentence_spans(text: str, turns: Sequence[Turn], language: str, *, pipeline: str | None = None) -> Segmentation:
    """Cut what was said into sentences.

    As with turns, what lies outside every turn belongs to no sentence; a text without turns is cut whole.

    Args:
        text: The canonical text.
        turns: Its turns.
        language: Language tag ("en", "pt-BR"); "xx" for rules that suit most languages.
        pipeline: Name or folder of a trained spaCy pipeline, to be used instead of the rules.

    Raises:
        UnknownLanguageError: If there are no rules for the language, or a library for it is missing.
        PipelineUnusableError: If the pipeline is not installed or cuts no sentences.
    """
    nlp = _load(pipeline) if pipeline else _rules(_primary(language))
    method = "sentence boundaries" if pipeline else "sentencizer"
    return Segmentation(tuple(_cut(text, turns, nlp, _sentences)), f"{_name(nlp, pipeline)} + {method}")


def token_spans(text: str, turns: Sequence[Turn], language: str) -> Segmentation:
    """Cut what was said into words and punctuation marks.

    Raises:
        UnknownLanguageError: If there are no rules for the language, or a library for it is missing.
    """
    nlp = _rules(_primary(language))
    return Segmentation(tuple(_cut(text, turns, nlp, _tokens, tokens_only=True)), f"{_name(nlp, None)} tokenizer")


def _cut(text: str, turns: Sequence[Turn], nlp: Language, units: Units, *, tokens_only: bool = False) -> Iterator[Span]:
    lines = list(_lines(text, turns))
    nlp.max_length = max(nlp.max_length, max(map(len, lines), default=0) + 1)
    words = [line.of(text) for line in lines]
    docs = map(nlp.make_doc, words) if tokens_only else nlp.pipe(words)
    for line, doc in zip(lines, docs, strict=True):
        for start, end in units(doc):
            span = trim_span(text, Span(line.start + start, line.start + end))
            if len(span):
                yield span


def _lines(text: str, turns: Sequence[Turn]) -> Iterator[Span]:
    if not turns:
        yield from paragraph_spans(text)
        return
    for turn in turns:
        for line in paragraph_spans(text[turn.start : turn.end]):
            yield Span(turn.start + line.start, turn.start + line.end)


def _sentences(doc: Doc) -> Iterable[tuple[int, int]]:
    return ((sentence.start_char, sentence.end_char) for sentence in doc.sents)


def _tokens(doc: Doc) -> Iterable[tuple[int, int]]:
    return ((token.idx, token.idx + len(token)) for token in doc if not token.is_space)


def _primary(language: str) -> str:
    return language.strip().replace("_", "-").split("-")[0].lower()


def _name(nlp: Language, pipeline: str | None) -> str:
    from spacy.about import __version__

    if pipeline is None:
        return f"spaCy {__version__} blank {nlp.lang}"
    return f"spaCy {__version__} {nlp.lang}_{nlp.meta.get('name', pipeline)} {nlp.meta.get('version', '')}".rstrip()


@lru_cache(maxsize=8)
def _rules(language: str) -> Language:
    """Make the pipeline of a language's own rules."""
    import spacy
    from spacy.util import get_lang_class

    try:
        get_lang_class(language)
    except (ImportError, ValueError, TypeError) as error:
        raise UnknownLanguageError(language) from error
    try:
        nlp = spacy.blank(language)
    except ImportError as error:
        raise UnknownLanguageError(language, str(error).split(". ")[0].split(" (")[0]) from error
    nlp.add_pipe("sentencizer")
    return nlp


@lru_cache(maxsize=2)
def _load(pipeline: str) -> Language:
    import spacy

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            nlp = spacy.load(pipeline, exclude=["ner", "lemmatizer"])
    except (OSError, ImportError, ValueError) as error:
        raise PipelineUnusableError(pipeline, "is not installed, or does not fit this spaCy") from error
    if not {"parser", "senter", "sentencizer"} & {*nlp.pipe_names}:
        raise PipelineUnusableError(pipeline, "has no part that cuts sentences")
    return nlp
