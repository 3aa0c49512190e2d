"""Revise a document: another version of the transcript in its place, every quotation found again or kept as lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.codebook import fold_name
from qualcode.coding import Quotation, Reading, reanchor
from qualcode.coding.reanchor import Outcome
from qualcode.errors import DocumentNotFoundError, RevisionChoiceError, SameBytesError
from qualcode.project.people import ensure_participant
from qualcode.project.sources import describe_source
from qualcode.storage import Connection, Writing, shelves, utc_now
from qualcode.storage import codings as stored_codings
from qualcode.storage import documents as stored
from qualcode.text import Anchor, Document, Speaker

if TYPE_CHECKING:
    import pandas as pd

    from qualcode.ingest import ReadOptions, TableDocument, TextDifference
    from qualcode.project.project import Project

OUTCOMES: tuple[Outcome, ...] = ("same", "moved", "fuzzy", "lost")


@dataclass(frozen=True, slots=True)
class CarriedQuotation:
    """What became of one quotation.

    Attributes:
        old: Place and words before.
        new: Place and words now; None when lost.
        score: Likeness of the words, 0-100.
    """

    quotation_id: str
    coder: str
    outcome: Outcome
    old: Anchor
    new: Anchor | None
    score: float


@dataclass(frozen=True, slots=True)
class Revision:
    """What a revision did, or would do.

    Attributes:
        document: As it is after it.
        source_before: Name of the file it came from before.
        difference: In words.
        quotations: Of every coder, in the order of their old places.
        found_again: How many that were lost before have their words back.
    """

    document: Document
    source_before: str
    difference: TextDifference
    quotations: tuple[CarriedQuotation, ...]
    found_again: int = 0

    def count(self, outcome: Outcome) -> int:
        """Count the quotations of an outcome."""
        return sum(one.outcome == outcome for one in self.quotations)

    def describe(self) -> str:
        """Give the counts in a few words: "3 same, 1 moved, 0 fuzzy, 0 lost"."""
        return ", ".join(f"{self.count(outcome)} {outcome}" for outcome in OUTCOMES)

    def frame(self) -> pd.DataFrame:
        """Give a table: one row per quotation with outcome, coder, old and new place and words, and likeness."""
        import pandas as pd

        columns = ["outcome", "coder", "start", "end", "words", "new_start", "new_end", "new_words", "score", "id"]
        rows = [
            (
                one.outcome, one.coder, one.old.start, one.old.end, one.old.words,
                *((one.new.start, one.new.end, one.new.words) if one.new else (None, None, "")),
                one.score, one.quotation_id,
            )
            for one in self.quotations
        ]  # fmt: skip
        frame = pd.DataFrame(rows, columns=columns)
        return frame.astype({"new_start": "Int64", "new_end": "Int64"})


def revise_document(
    project: Project,
    name: str,
    path: Path | str,
    *,
    language: str | None = None,
    options: ReadOptions | None = None,
    dry_run: bool = False,
) -> Revision:
    """Put another version of a transcript in the place of a document, in one change.

    Quotations stay with their words; those whose words are gone are kept as lost. Name, participant, notes, and who the
    voices are stay; who has finished the document still has.

    Args:
        project: Whose document.
        name: Name or id of the document.
        path: The file with the other version.
        language: Language tag; None for what the settings say, or what it was.
        options: How to read the file; goes before the settings beside it.
        dry_run: Only say what it would do.

    Raises:
        DocumentNotFoundError: If there is no such document.
        SameBytesError: If the file is the version that the project has, or is another document of it.
        RevisionChoiceError: If a table holds nobody of the document's name.
        MaterialError: If the file cannot be read.
    """
    document = project.documents.get(name)
    one, settled = _read(document, Path(path), language, options)
    if dry_run:
        with project.store.read() as connection:
            return _plan(connection, document.id, one, settled)
    with project.store.write(who=project.who, what=f"revise {document.name}") as writing:
        revision = _plan(writing.connection, document.id, one, settled)
        _write(writing, revision, one)
        writing.what = f"revise {revision.document.name} with {one.source.name}: quotations {revision.describe()}"
    return revision


def _read(
    document: Document, path: Path, language: str | None, options: ReadOptions | None
) -> tuple[TableDocument, str | None]:
    from qualcode.ingest import choose_files, prepare_files

    chosen = choose_files([path], language=language, options=options)
    if len(chosen) != 1 or path.is_dir():
        raise RevisionChoiceError(document.name, path, [file.path.name for file in chosen])
    (file,) = prepare_files(chosen)
    if file.refused is not None:
        raise file.refused
    if len(file.documents) == 1:
        return file.documents[0], file.chosen.settings.language
    wanted = {fold_name(document.name), fold_name(Path(document.source_name).stem)}
    found = [one for one in file.documents if fold_name(one.source.stem) in wanted]
    if len(found) != 1:
        raise RevisionChoiceError(document.name, path, [one.source.stem for one in file.documents])
    return found[0], file.chosen.settings.language


def _plan(connection: Connection, document_id: str, one: TableDocument, language: str | None) -> Revision:
    """Work out a revision, and change nothing."""
    from qualcode.ingest import compare_versions

    documents = stored.read_documents(connection)
    document = next((known for known in documents if known.id == document_id), None)
    if document is None:  # somebody took it out meanwhile
        raise DocumentNotFoundError(document_id, [known.name for known in documents])
    if same := next((known for known in documents if known.source_sha256 == one.source.sha256), None):
        raise SameBytesError(one.source.name, same.name, document.name)
    old, new = stored.read_text(connection, document_id), one.transcript.text
    coders = {coder.id: coder.name for coder in shelves.coders.read(connection)}
    quotations = shelves.quotations.read(connection, document_id=document_id)
    carried = [_carried(quotation, coders[quotation.coder_id], old, new) for quotation in quotations]
    lost_before = {quotation.id for quotation in quotations if quotation.lost_at is not None}
    after = replace(
        describe_source(one.source, one.transcript, language or document.language, document.name),
        id=document.id,
        participant=document.participant,
        added_at=document.added_at,
    )
    return Revision(
        after,
        document.source_name,
        compare_versions(old, new),
        tuple(carried),
        sum(one.quotation_id in lost_before and one.outcome != "lost" for one in carried),
    )


def _carried(quotation: Quotation, coder: str, old: str, new: str) -> CarriedQuotation:
    anchor = quotation.anchor
    found = reanchor(anchor, new, old=old)
    if quotation.lost_at is not None and found.outcome == "fuzzy":
        # What was lost once comes back only with its own words; anything less is for the coder to say.
        return CarriedQuotation(quotation.id, coder, "lost", anchor, None, 0.0)
    return CarriedQuotation(quotation.id, coder, found.outcome, anchor, found.anchor, found.score)


def _write(writing: Writing, revision: Revision, one: TableDocument) -> None:
    document = revision.document
    before = stored.read_speakers(writing.connection, document.id).get(document.id, ())
    readings = shelves.readings.read(writing.connection, document_id=document.id)
    stored.replace_document(writing, document, one.transcript, one.source.data)
    _name_voices(writing, document, one.transcript.speakers, before)
    placed = {carried.quotation_id: carried.new for carried in revision.quotations if carried.new is not None}
    lost = [carried.quotation_id for carried in revision.quotations if carried.new is None]
    stored_codings.place_quotations(writing, placed, lost, utc_now())
    shelves.readings.put(writing, [_moved(reading, revision) for reading in readings])


def _name_voices(writing: Writing, document: Document, voices: Sequence[Speaker], before: Iterable[Speaker]) -> None:
    """Link voices to participants: those the settings name, and a new voice that alone can be the document's person."""
    known = {voice.label for voice in before}
    alone = [voice.label for voice in voices if voice.role == "participant"]
    for voice in voices:
        person = voice.participant
        if person is None and alone == [voice.label] and voice.label not in known:
            person = document.participant
        if person is not None:
            stored.change_speaker(writing, document.id, voice.label, None, ensure_participant(writing, person))


def _moved(reading: Reading, revision: Revision) -> Reading:
    """Give a reading that fits the new text: finished ones to its end, others no further than was read."""
    if reading.finished:
        return replace(reading, position=revision.document.n_chars)
    changes = [change for change in revision.difference.changes if change.old_start < reading.position]
    shifted = reading.position + sum(len(change.new) - len(change.old) for change in changes)
    return replace(reading, position=max(0, min(reading.position, shifted, revision.document.n_chars)))
