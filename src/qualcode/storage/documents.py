"""Documents as they are kept: description, text with turns, source bytes and voices, each in a table of its own."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from qualcode.storage import mapping, tables
from qualcode.storage.writing import Writing
from qualcode.text import Document, Participant, Speaker, Transcript, Turn, named_id

_texts, _documents, _speakers = tables.document_texts.c, tables.documents.c, tables.speakers.c


def read_documents(connection: sa.Connection, called: Collection[str] | None = None) -> list[Document]:
    """Give the documents by name, without their texts; all, or those whose exact names or ids are given."""
    query = (
        sa.select(tables.documents, tables.participants.c.name.label("participant"))
        .outerjoin(tables.participants, tables.participants.c.id == _documents.participant_id)
        .order_by(tables.by_code_point(connection, tables.documents.c.name))
    )
    if called is not None:
        query = query.where(sa.or_(_documents.name.in_(called), _documents.id.in_(called)))
    found = []
    for row in connection.execute(query).mappings():
        fields = dict(row)
        found.append(mapping.document_from(fields, fields.pop("participant")))
    return found


def read_text(connection: sa.Connection, document_id: str) -> str:
    """Give the canonical text of a document."""
    text: str = connection.execute(sa.select(_texts.text).where(_texts.id == document_id)).scalar_one()
    return text


def read_turns(connection: sa.Connection, document_id: str | None = None) -> dict[str, tuple[Turn, ...]]:
    """Give the turns of all documents, or of one, by the document's id."""
    query = sa.select(_texts.id, _texts.turns)
    if document_id is not None:
        query = query.where(_texts.id == document_id)
    return {row.id: mapping.turns_from(row.turns) for row in connection.execute(query)}


def read_texts(connection: sa.Connection, names: Collection[str] | None = None) -> Iterator[tuple[str, str]]:
    """Give name and text of documents one after the other, by name; never all texts at once."""
    query = (
        sa.select(_documents.name, _texts.text)
        .join(tables.document_texts, _texts.id == _documents.id)
        .order_by(tables.by_code_point(connection, tables.documents.c.name))
    )
    if names is not None:
        query = query.where(_documents.name.in_(names))
    for row in connection.execute(query.execution_options(yield_per=50)):
        yield row.name, row.text


def read_source(connection: sa.Connection, document_id: str) -> bytes:
    """Give the bytes of the file that a document came from."""
    sources = tables.document_sources.c
    return bytes(connection.execute(sa.select(sources.data).where(sources.id == document_id)).scalar_one())


def read_speakers(connection: sa.Connection, document_id: str | None = None) -> dict[str, tuple[Speaker, ...]]:
    """Give the voices of all documents, or of one, in the order in which they first speak, by the document's id."""
    query = (
        sa.select(tables.speakers, tables.participants.c.name.label("participant"))
        .outerjoin(tables.participants, tables.participants.c.id == _speakers.participant_id)
        .order_by(_speakers.document_id, _speakers.position)
    )
    if document_id is not None:
        query = query.where(_speakers.document_id == document_id)
    found: dict[str, tuple[Speaker, ...]] = {}
    for row in connection.execute(query):
        voice = Speaker(row.label, row.role, row.participant)
        found[row.document_id] = (*found.get(row.document_id, ()), voice)
    return found


def add_document(
    writing: Writing,
    document: Document,
    transcript: Transcript,
    data: bytes,
    person: Participant | None,
    people: Mapping[str, Participant] | None = None,
) -> None:
    """Add a document with all that belongs to it; the only participant voice in it is the person's.

    Args:
        people: Who the voices are, by label, where that is settled.
    """
    person_id = person.id if person else None
    writing.insert(tables.documents, [mapping.document_row(document, person_id)])
    turns = mapping.turns_json(transcript.turns)
    writing.insert(tables.document_texts, [{"id": document.id, "text": transcript.text, "turns": turns}])
    writing.insert(tables.document_sources, [{"id": document.id, "data": data}])
    voices = [speaker.label for speaker in transcript.speakers if speaker.role == "participant"]
    known = {label: one.id for label, one in (people or {}).items()}
    rows = [
        mapping.speaker_row(
            document.id,
            position,
            speaker,
            known.get(speaker.label) or (person_id if voices == [speaker.label] else None),
        )
        for position, speaker in enumerate(transcript.speakers)
    ]
    writing.insert(tables.speakers, rows)


def link_person(writing: Writing, document_id: str, person: Participant, duration_s: float | None) -> None:
    """Make a document a person's, and its only participant voice theirs; a length known better is noted."""
    values: dict[str, object] = {"participant_id": person.id}
    if duration_s is not None:
        values["duration_s"] = duration_s
    writing.update(tables.documents, {document_id: values})
    query = sa.select(_speakers.id).where(_speakers.document_id == document_id, _speakers.role == "participant")
    voices = writing.connection.scalars(query).all()
    if len(voices) == 1:
        writing.update(tables.speakers, {voices[0]: {"participant_id": person.id}})


def change_speaker(
    writing: Writing, document_id: str, label: str, role: str | None, person: Participant | None
) -> None:
    """Say who a voice is."""
    values = {"role": role} if role else {}
    if person is not None:
        values["participant_id"] = person.id
    writing.update(tables.speakers, {named_id("speaker", document_id, label): values})


def replace_document(writing: Writing, document: Document, transcript: Transcript, data: bytes) -> None:
    """Put another version in the place of a document; whose it is stays, and who its voices are, where they stay."""
    row = mapping.document_row(document, None)
    kept = {"id", "participant_id", "added_at", "name"}
    writing.update(tables.documents, {document.id: {name: row[name] for name in row if name not in kept}})
    turns = mapping.turns_json(transcript.turns)
    writing.update(tables.document_texts, {document.id: {"text": transcript.text, "turns": turns}})
    writing.update(tables.document_sources, {document.id: {"data": data}})
    rows = [mapping.speaker_row(document.id, at, speaker, None) for at, speaker in enumerate(transcript.speakers)]
    before = set(_ids(writing, sa.select(_speakers.id).where(_speakers.document_id == document.id)))
    writing.delete(tables.speakers, sorted(before - {row["id"] for row in rows}))
    writing.update(tables.speakers, {row["id"]: {"position": row["position"]} for row in rows if row["id"] in before})
    writing.insert(tables.speakers, [row for row in rows if row["id"] not in before])


def count_quotations(connection: sa.Connection, document_id: str) -> int:
    """Count the quotations of a document."""
    query = sa.select(sa.func.count()).where(tables.quotations.c.document_id == document_id)
    return connection.scalar(query) or 0


def remove_document(writing: Writing, document_id: str) -> None:
    """Take a document away with all that belongs to it."""
    for table in (tables.readings, tables.speakers):
        query = sa.select(table.c.id).where(table.c.document_id == document_id)
        writing.delete(table, _ids(writing, query))
    writing.delete(
        tables.memos, _ids(writing, sa.select(tables.memos.c.id).where(tables.memos.c.target_id == document_id))
    )
    for table in (tables.document_sources, tables.document_texts, tables.documents):
        writing.delete(table, [document_id])


def _ids(writing: Writing, query: sa.Select[Any]) -> Sequence[str]:
    return writing.connection.scalars(query).all()
