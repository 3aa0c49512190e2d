"""Hypothesis strategies for qualcode's nouns: every field set, in every script, with what breaks careless code."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from itertools import pairwise

from hypothesis import strategies as st

from qualcode.codebook import Code, Codebook, fold_name, tree_order
from qualcode.coding import Coder, Coding, Memo, Quotation, Reading, Round
from qualcode.text import Document, Participant, Speaker, Transcript, Turn, make_anchor, new_id
from qualcode.themes import QuotationChoice, Theme, ThemeTree

# Lone surrogates are no text that could be written anywhere, and a server keeps no U+0000.
AWKWARD = (
    "",
    " ",
    'O\'Brien said "no"; DROP TABLE codes; --',
    "मुझे डर नहीं लगता",
    "میں محفوظ ہوں\u200f",
    "👩‍👩‍👧 e\u0301 \U0001f3fd",
    "one\ntwo\r\n\tthree",
    "None",
    "NULL",
    "%s %(x)s :x ? \\ \\u0041",
    "50 % > 40",
)
characters = st.characters(exclude_categories=("Cs",), exclude_characters="\x00")
texts = st.sampled_from(AWKWARD) | st.text(characters, max_size=30)
words = st.text(characters, min_size=1, max_size=12).filter(lambda word: bool(word.strip()))
ids = st.builds(new_id)
times = st.datetimes().map(lambda at: at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"))
seconds = st.floats(min_value=0, max_value=1e6, allow_nan=False)
maybe_seconds = st.none() | seconds

coders = st.builds(Coder, ids, words, times)
rounds = st.builds(Round, ids, words, st.sampled_from(("independent", "shared")), times, st.none() | times)
participants = st.builds(Participant, ids, words, st.dictionaries(texts, texts, max_size=4))


@st.composite
def transcripts(draw: st.DrawFn) -> Transcript:
    """Draw a text cut into turns, each with a voice or none, with times or without."""
    text = draw(st.text(characters, min_size=1, max_size=80))
    cuts = sorted({0, len(text), *draw(st.lists(st.integers(0, len(text)), max_size=3))})
    labels = draw(st.lists(words, min_size=1, max_size=3, unique_by=fold_name))
    roles = st.sampled_from(("interviewer", "participant", "other", "unknown"))
    turns = tuple(
        Turn(
            draw(st.integers(start, end)),
            end,
            draw(st.none() | st.sampled_from(labels)),
            start,
            draw(maybe_seconds),
            draw(maybe_seconds),
        )
        for start, end in pairwise(cuts)
    )
    return Transcript(text, turns, tuple(Speaker(label, draw(roles)) for label in labels))


@st.composite
def documents(draw: st.DrawFn, transcript: Transcript, data: bytes) -> Document:
    """Draw the description of a transcript."""
    return Document(
        id=draw(ids),
        name=draw(words),
        source_name=draw(texts),
        source_sha256=hashlib.sha256(data).hexdigest(),
        format=draw(st.sampled_from(("txt", "docx"))),
        language=draw(st.sampled_from(("en", "hi", "zh-Hant"))),
        n_chars=len(transcript.text),
        n_words=draw(st.integers(0, 10**6)),
        n_turns=len(transcript.turns),
        source_bytes=len(data),
        encoding=draw(st.sampled_from(("", "utf-8", "cp1252"))),
        newline=draw(st.sampled_from(("lf", "crlf", "mixed"))),
        duration_s=draw(maybe_seconds),
        added_at=draw(times),
        remarks=tuple(draw(st.lists(texts, max_size=3))),
    )


@st.composite
def codebooks(draw: st.DrawFn, *, version: int = 1) -> Codebook:
    """Draw a tree of codes."""
    codes: list[Code] = []
    for name in draw(st.lists(words, max_size=5, unique_by=fold_name)):
        code = Code(
            id=draw(ids),
            name=name,
            parent_id=draw(st.none() | st.sampled_from([code.id for code in codes])) if codes else None,
            definition=draw(texts),
            when_to_use=draw(texts),
            when_not_to_use=draw(texts),
            example=draw(texts),
            colour=draw(st.sampled_from(("", "#a1b2c3"))),
            keywords=tuple(draw(st.lists(texts, max_size=3))),
            memo=draw(texts),
            retired=draw(st.booleans()),
        )
        codes.append(code)
    about = {name: draw(texts) for name in ("title", "description", "source")}
    owner = draw(st.none() | words)
    return Codebook(draw(ids), draw(words), tree_order(codes), **about, language="en", owner=owner, version=version)


@st.composite
def theme_trees(draw: st.DrawFn) -> ThemeTree:
    """Draw themes under domains."""
    themes: list[Theme] = []
    choices = st.builds(QuotationChoice, texts, texts, texts)
    for name in draw(st.lists(words, max_size=4, unique_by=fold_name)):
        lists = [tuple(draw(st.lists(texts, max_size=3))) for _ in range(2)]
        parent = draw(st.none() | st.sampled_from([theme.id for theme in themes])) if themes else None
        chosen = tuple(draw(st.lists(choices, max_size=2)))
        themes.append(Theme(draw(ids), name, draw(texts), lists[0], lists[1], chosen, parent, draw(texts)))
    about = {name: draw(texts) for name in ("title", "description", "source", "codebook")}
    return ThemeTree(_in_tree_order(themes), **about)


@dataclass(frozen=True)
class Nouns:
    """One of everything that a project keeps, or several, fitting together."""

    coders: tuple[Coder, ...]
    rounds: tuple[Round, ...]
    participants: tuple[Participant, ...]
    documents: tuple[tuple[Document, Transcript, bytes], ...]
    codebook: Codebook
    quotations: tuple[Quotation, ...]
    codings: tuple[Coding, ...]
    memos: tuple[Memo, ...]
    readings: tuple[Reading, ...]
    themes: ThemeTree


@st.composite
def studies(draw: st.DrawFn) -> Nouns:
    """Draw a whole study."""
    people = draw(st.lists(participants, min_size=1, max_size=2, unique_by=lambda person: person.name))
    who = draw(st.lists(coders, min_size=1, max_size=2, unique_by=lambda coder: coder.name))
    stretches = draw(st.lists(rounds, min_size=1, max_size=2, unique_by=lambda round_: round_.name))
    book = draw(codebooks())
    read: list[tuple[Document, Transcript, bytes]] = []
    for _ in range(draw(st.integers(1, 2))):
        transcript, data = draw(transcripts()), draw(st.binary(max_size=40))
        document = draw(documents(transcript, data))
        if document.name not in {other.name for other, _, _ in read}:
            person = draw(st.none() | st.sampled_from([person.name for person in people]))
            read.append((replace(document, participant=person), transcript, data))
    marked = tuple(draw(st.lists(_quotations(read, who), max_size=3)))
    codings: list[Coding] = []
    if marked and book.codes:
        pieces = st.tuples(st.sampled_from(marked), st.sampled_from(book.codes), st.sampled_from(stretches))
        for quotation, code, round_ in draw(st.lists(pieces, max_size=3)):
            certainty = draw(st.sampled_from(("sure", "unsure")))
            codings.append(
                Coding(draw(ids), quotation.id, code.id, quotation.coder_id, round_.id, certainty, draw(times))
            )
    targets = st.sampled_from(("project", "document", "quotation", "code", "coding", "theme", "decision"))
    authors = st.none() | st.sampled_from([coder.id for coder in who])
    memos = st.builds(Memo, ids, targets, ids, authors, texts, times)
    pairs = st.tuples(st.sampled_from(who), st.sampled_from(read), st.sampled_from(stretches))
    readings = [
        Reading(coder.id, document.id, round_.id, draw(st.integers(0, 10**6)), draw(st.none() | times))
        for coder, (document, _, _), round_ in draw(
            st.lists(pairs, max_size=2, unique_by=lambda pair: (pair[0].id, pair[1][0].id, pair[2].id))
        )
    ]
    return Nouns(
        tuple(who),
        tuple(stretches),
        tuple(people),
        tuple(read),
        book,
        marked,
        tuple(codings),
        tuple(draw(st.lists(memos, max_size=3))),
        tuple(readings),
        draw(theme_trees()),
    )


@st.composite
def _quotations(draw: st.DrawFn, read: list[tuple[Document, Transcript, bytes]], who: list[Coder]) -> Quotation:
    document, transcript, _ = draw(st.sampled_from(read))
    start = draw(st.integers(0, len(transcript.text) - 1))
    end = draw(st.integers(start + 1, len(transcript.text)))
    anchor = make_anchor(transcript.text, start, end)
    return Quotation(draw(ids), document.id, draw(st.sampled_from(who)).id, anchor, draw(times))


def _in_tree_order(themes: list[Theme]) -> tuple[Theme, ...]:
    ordered: list[Theme] = []

    def place(parent_id: str | None) -> None:
        for theme in themes:
            if theme.parent_id == parent_id:
                ordered.append(theme)
                place(theme.id)

    place(None)
    return tuple(ordered)
