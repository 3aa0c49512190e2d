"""Build the large project that most benchmarks read: invented, the same in every run, kept until its recipe changes."""

from __future__ import annotations

import hashlib
import inspect
import json
import shutil
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from benchmarks import invented
from benchmarks.invented import LATIN, Script, Voices
from benchmarks.measuring import say
from benchmarks.size import Size
from qualcode.codebook import Code, Codebook
from qualcode.coding import Coder, Coding, Memo, Quotation, Reading, Round, make_coder
from qualcode.project import Project
from qualcode.storage import Writing, shelves, tables, utc_now
from qualcode.storage.documents import add_document
from qualcode.text import Document, Transcript, make_anchor, named_id

CODERS = ("ana", "ben", "chandra", "dilek")
BOOK = "invented"
_NOW = "2024-01-01T00:00:00.000000Z"
_MEAN_QUOTATION_POINTS = 177
_SAME_PLACE = 0.6  # so often the second coder marks what the first has marked, with the same code


@dataclass(frozen=True, slots=True)
class Built:
    """A large project and how it came about.

    Attributes:
        seconds: How long building it took, when that was.
    """

    path: Path
    seconds: float

    @property
    def megabytes(self) -> float:
        return self.path.stat().st_size / 1e6


def large_project(folder: Path, size: Size, script: Script = LATIN, *, coded: bool = True) -> Built:
    """Give the large project of a folder, built now unless it is there already."""
    kind = f"{script.name.lower()}-{'coded' if coded else 'bare'}-{size.documents}"
    kept = folder / f"{kind}-{_recipe(size)}"
    path, note = kept / "large.qualcode", kept / "built.json"
    if not note.exists():
        for outdated in folder.glob(f"{kind}-*"):
            shutil.rmtree(outdated)
        kept.mkdir(parents=True)
        say(f"Building a project of {size.documents:,} documents ({script.name}{', coded' if coded else ''}) ...")
        start = time.perf_counter()
        _build(path, size, script, coded=coded)
        note.write_text(json.dumps({"seconds": time.perf_counter() - start}), encoding="utf-8")
    return Built(path, json.loads(note.read_text(encoding="utf-8"))["seconds"])


def _recipe(size: Size) -> str:
    """Tell projects apart that were built in another way or form."""
    dialect = sqlite.dialect()
    forms = [str(CreateTable(table).compile(dialect=dialect)) for table in tables.metadata.sorted_tables]
    indexes = [index for table in tables.metadata.sorted_tables for index in table.indexes]
    forms += [str(CreateIndex(index).compile(dialect=dialect)) for index in indexes]
    sources = [inspect.getsource(sys.modules[__name__]), inspect.getsource(invented)]
    amounts = [str(value) for name, value in asdict(size).items() if name not in {"batch", "singles", "runs"}]
    return hashlib.sha256("".join([*sorted(forms), *sources, *amounts]).encode()).hexdigest()[:12]


def _build(path: Path, size: Size, script: Script, *, coded: bool) -> None:
    """Write through storage, document by document and coder by coder, so that the history is that of a real project."""
    voices, random = Voices(script), Random(11)
    with Project.create(path, name="large") as project:
        book = project.codebooks.save(_codebook(size.codes), what="invent a codebook")
        coders = [make_coder(name, _NOW) for name in CODERS]
        main = Round(named_id("round", "main"), "main", "shared", _NOW)
        with project.store.write(who="benchmark", what="coders and a round") as writing:
            shelves.coders.add(writing, coders)
            shelves.rounds.add(writing, [main])
        for index in range(size.documents):
            transcript = voices.transcript(index, size.words)
            document = _document(index, transcript, size.words)
            with project.store.write(who="benchmark", what=f"read in {document.source_name}") as writing:
                add_document(writing, document, transcript, transcript.text.encode(), None)
            if not coded:
                continue
            pair = [coders[index % len(coders)], coders[(index + 1) % len(coders)]]
            marks: list[tuple[int, int, str]] = []
            for coder in pair:
                marks = _marks(random, transcript.text, size.quotations, book, copied=marks)
                with project.store.write(who="benchmark", what=f"codings of {document.name}") as writing:
                    _code(writing, random, transcript.text, document.id, coder, main, book, marks)


def _codebook(n_codes: int) -> Codebook:
    codes: list[Code] = []
    for number in range(n_codes):
        parent_id = codes[number // 10].id if number >= 10 else None
        words = f"What code {number} means, in a sentence or two, as a codebook has it."
        codes.append(Code(named_id("code", BOOK, str(number)), f"code {number}", parent_id, words, words, words))
    return Codebook(named_id("codebook", BOOK), BOOK, tuple(_in_order(codes)))


def _in_order(codes: list[Code]) -> Iterator[Code]:
    def below(parent_id: str | None) -> Iterator[Code]:
        for code in codes:
            if code.parent_id == parent_id:
                yield code
                yield from below(code.id)

    return below(None)


def _document(index: int, transcript: Transcript, n_words: int) -> Document:
    name = f"D{index:04}"
    data = transcript.text.encode()
    return Document(
        id=named_id("document", name),
        name=name,
        source_name=f"{name}.txt",
        source_sha256=hashlib.sha256(data).hexdigest(),
        source_bytes=len(data),
        format=transcript.format,
        encoding=transcript.encoding,
        language="en",
        n_chars=len(transcript.text),
        n_words=n_words,
        n_turns=len(transcript.turns),
        added_at=_NOW,
    )


def _marks(
    random: Random, text: str, count: int, book: Codebook, *, copied: list[tuple[int, int, str]]
) -> list[tuple[int, int, str]]:
    """Mark passages: places of all lengths, codes with a few frequent ones and many rare ones."""
    found: dict[tuple[int, int], str] = {}
    for start, end, code_id in copied:
        if random.random() < _SAME_PLACE:
            found[start, end] = code_id
    ids = [code.id for code in book]
    while len(found) < count:
        start = random.randrange(len(text) - 20)
        end = min(len(text), start + 10 + int(random.expovariate(1 / (_MEAN_QUOTATION_POINTS - 10))))
        found.setdefault((start, end), ids[int(len(ids) ** random.random()) - 1])
    return [(start, end, code_id) for (start, end), code_id in found.items()]


def _code(
    writing: Writing,
    random: Random,
    text: str,
    document_id: str,
    coder: Coder,
    round_: Round,
    book: Codebook,
    marks: list[tuple[int, int, str]],
) -> None:
    quotations: list[Quotation] = []
    codings: list[Coding] = []
    memos: list[Memo] = []
    for at, (start, end, code_id) in enumerate(marks):
        quotation_id = named_id("quotation", document_id, coder.id, str(at))
        quotations.append(Quotation(quotation_id, document_id, coder.id, make_anchor(text, start, end), _NOW))
        codes = {code_id, random.choice(book.codes).id} if at % 4 == 0 else {code_id}
        if at % 4 == 0 and len(codes) == 1:
            codes.add(next(code.id for code in book if code.id != code_id))
        for one in sorted(codes):
            codings.append(
                Coding(named_id("coding", quotation_id, one), quotation_id, one, coder.id, round_.id, "sure", _NOW)
            )
        if at % 50 == 0:
            memos.append(Memo(named_id("memo", quotation_id), "quotation", quotation_id, coder.id, "Look again.", _NOW))
    shelves.quotations.add(writing, quotations)
    shelves.codings.add(writing, codings)
    shelves.memos.add(writing, memos)
    shelves.readings.add(writing, [Reading(coder.id, document_id, round_.id, len(text), utc_now())])
