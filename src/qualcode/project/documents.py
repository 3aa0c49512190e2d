"""Documents of a project: read in from files, listed, described; the same bytes are the same document."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import sqlalchemy as sa

from qualcode.codebook import fold_name
from qualcode.coding import Memo
from qualcode.errors import DocumentNotFoundError, DocumentsCodedError, QualcodeError
from qualcode.project.people import ensure_participant
from qualcode.storage import Writing, mapping, tables, utc_now
from qualcode.text import Document, Speaker, Transcript, Turn, count_words, named_id, paragraph_spans

if TYPE_CHECKING:
    import pandas as pd

    from qualcode.ingest import ReadOptions, Source
    from qualcode.project.project import Project

Outcome = Literal["added", "known", "refused"]


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of one file.

    Attributes:
        outcome: "added"; "known" when the same bytes are in the project already; "refused" with a reason.
        document: The document, unless refused.
        reason: Why it was refused, one sentence.
    """

    path: str
    outcome: Outcome
    document: Document | None = None
    reason: str = ""


class Documents:
    """The documents of one project."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def list(self) -> list[Document]:
        """Give the documents by name, without their texts."""
        with self._project.store.read() as connection:
            return read_documents(connection)

    def get(self, name: str) -> Document:
        """Give the document of a name or id.

        Raises:
            DocumentNotFoundError: With the nearest name.
        """
        return find_document(self.list(), name)

    def text(self, name: str) -> str:
        """Give the canonical text of a document."""
        document = self.get(name)
        texts = tables.document_texts.c
        with self._project.store.read() as connection:
            return str(connection.execute(sa.select(texts.text).where(texts.id == document.id)).scalar_one())

    def turns(self, name: str) -> tuple[Turn, ...]:
        """Give the turns of a document in the order of the text."""
        document = self.get(name)
        texts = tables.document_texts.c
        with self._project.store.read() as connection:
            return mapping.turns_from(
                connection.execute(sa.select(texts.turns).where(texts.id == document.id)).scalar_one()
            )

    def speakers(self, name: str) -> tuple[Speaker, ...]:
        """Give the voices of a document in the order in which they first speak."""
        document = self.get(name)
        with self._project.store.read() as connection:
            return read_speakers(connection, document.id).get(document.id, ())

    def source(self, name: str) -> bytes:
        """Give the bytes of the file that was read in."""
        document = self.get(name)
        sources = tables.document_sources.c
        with self._project.store.read() as connection:
            return bytes(connection.execute(sa.select(sources.data).where(sources.id == document.id)).scalar_one())

    def set_speaker(self, name: str, label: str, *, role: str | None = None, participant: str | None = None) -> None:
        """Say who a voice is."""
        document = self.get(name)
        with self._project.store.write(who=self._project.who, what=f'speaker "{label}" of {document.name}') as writing:
            values: dict[str, str] = {"role": role} if role else {}
            if participant:
                values["participant_id"] = ensure_participant(writing, participant).id
            writing.update(tables.speakers, {named_id("speaker", document.id, label): values})

    def ingest(
        self,
        paths: Iterable[Path | str],
        *,
        language: str = "en",
        recursive: bool = False,
        options: ReadOptions | None = None,
        progress: Callable[[Sequence[Path]], Iterable[Path]] = lambda files: files,
    ) -> Sequence[Ingested]:
        """Read transcripts in, files or folders; one that cannot be read does not hinder the others.

        Args:
            paths: Files and folders.
            recursive: Also the folders in folders.
            language: Language tag by which sentences and tokens will be cut.
            options: How to read (encoding, pattern of speakers ...).
            progress: Wraps the files, for a progress bar.
        """
        from qualcode.ingest import find_transcripts

        files = find_transcripts(paths, recursive=recursive)
        return [self._ingest_file(path, language, options) for path in progress(files)]

    def remove(self, name: str) -> Document:
        """Take a document out of the project; the history keeps it.

        Raises:
            DocumentsCodedError: If somebody has coded it or read it.
        """
        document = self.get(name)
        with self._project.store.write(who=self._project.who, what=f"remove {document.name}") as writing:
            used = sa.select(sa.func.count()).where(tables.quotations.c.document_id == document.id)
            if count := writing.connection.scalar(used):
                raise DocumentsCodedError(document.name, count)
            for table in (tables.readings, tables.speakers):
                ids = writing.connection.scalars(sa.select(table.c.id).where(table.c.document_id == document.id)).all()
                writing.delete(table, ids)
            for table in (tables.document_sources, tables.document_texts, tables.documents):
                writing.delete(table, [document.id])
        return document

    def frame(self) -> pd.DataFrame:
        """Give the corpus table: one row per document with words, turns, speakers, length and participant."""
        import pandas as pd

        with self._project.store.read() as connection:
            documents, voices = read_documents(connection), read_speakers(connection)
        rows = [
            {
                "document": document.name,
                "participant": document.participant or "",
                "format": document.format,
                "words": document.n_words,
                "turns": document.n_turns,
                "speakers": len(voices.get(document.id, ())),
                "minutes": None if document.duration_s is None else round(document.duration_s / 60, 1),
                "language": document.language,
            }
            for document in documents
        ]
        columns = ["document", "participant", "format", "words", "turns", "speakers", "minutes", "language"]
        return pd.DataFrame(rows, columns=columns)

    def turns_frame(self, name: str) -> pd.DataFrame:
        """Give a document as a table: one row per turn, with place, time, speaker and words."""
        import pandas as pd

        text, turns = self.text(name), self.turns(name)
        rows = [
            (turn.start, turn.end, _clock(turn.start_s), turn.speaker or "", text[turn.start : turn.end])
            for turn in turns
        ]
        if not rows:
            rows = [(span.start, span.end, "", "", span.of(text)) for span in paragraph_spans(text)]
        return pd.DataFrame(rows, columns=["start", "end", "time", "speaker", "words"])

    def _ingest_file(self, path: Path, language: str, options: ReadOptions | None) -> Ingested:
        from qualcode.ingest import ReadOptions, read_source, read_transcript

        try:
            source = read_source(path, max_bytes=(options or ReadOptions()).max_bytes)
            known = self._with_bytes(source.data)
            if known is not None:
                return Ingested(str(path), "known", known)
            transcript = read_transcript(source, options)
        except QualcodeError as error:
            return Ingested(str(path), "refused", None, str(error))
        return Ingested(str(path), "added", self._add(path, source, transcript, language))

    def _with_bytes(self, data: bytes) -> Document | None:
        document_id = _document_id(data)
        return next((document for document in self.list() if document.id == document_id), None)

    def _add(self, path: Path, source: Source, transcript: Transcript, language: str) -> Document:
        from qualcode.ingest import find_notes, read_note, read_source

        with self._project.store.write(who=self._project.who, what=f"read in {source.name}") as writing:
            document = _describe(source, transcript, language, _free_name(writing, Path(source.name).stem))
            participant_id = _known_participant(writing, document.name)
            writing.insert(tables.documents, [mapping.document_row(document, participant_id)])
            turns = mapping.turns_json(transcript.turns)
            writing.insert(tables.document_texts, [{"id": document.id, "text": transcript.text, "turns": turns}])
            writing.insert(tables.document_sources, [{"id": document.id, "data": source.data}])
            writing.insert(tables.speakers, _speaker_rows(document.id, transcript.speakers, participant_id))
            for note in find_notes([path]):
                words = read_note(read_source(note.path))
                memo = Memo(named_id("note", document.id, words), "document", document.id, None, words, utc_now())
                writing.insert(tables.memos, [mapping.memo_row(memo)])
        return document


def read_documents(connection: sa.Connection) -> list[Document]:
    """Read the documents by name."""
    query = (
        sa.select(tables.documents, tables.participants.c.name.label("participant_name"))
        .outerjoin(tables.participants, tables.participants.c.id == tables.documents.c.participant_id)
        .order_by(tables.documents.c.name)
    )
    found = []
    for row in connection.execute(query).mappings():
        fields = {name: value for name, value in row.items() if name != "participant_name"}
        found.append(mapping.document_from(fields, row["participant_name"]))
    return found


def find_document(documents: Iterable[Document], name: str) -> Document:
    """Give the document of a name, of a file's name or of an id.

    Raises:
        DocumentNotFoundError: With the nearest name.
    """
    documents = list(documents)
    for document in documents:
        if name in (document.id, document.name):
            return document
    wanted = {fold_name(name), fold_name(Path(name).name)}
    found = [document for document in documents if {fold_name(document.name), fold_name(document.source_name)} & wanted]
    if len(found) != 1:
        raise DocumentNotFoundError(name, [document.name for document in documents])
    return found[0]


def read_speakers(connection: sa.Connection, document_id: str | None = None) -> dict[str, tuple[Speaker, ...]]:
    """Read the voices of all documents, or of one, by the document's id."""
    query = (
        sa.select(tables.speakers, tables.participants.c.name.label("participant"))
        .outerjoin(tables.participants, tables.participants.c.id == tables.speakers.c.participant_id)
        .order_by(tables.speakers.c.document_id, tables.speakers.c.position)
    )
    if document_id is not None:
        query = query.where(tables.speakers.c.document_id == document_id)
    found: dict[str, tuple[Speaker, ...]] = {}
    for row in connection.execute(query):
        voice = Speaker(row.label, row.role, row.participant)
        found[row.document_id] = (*found.get(row.document_id, ()), voice)
    return found


def _clock(seconds: float | None) -> str:
    if seconds is None:
        return ""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"


def _document_id(data: bytes) -> str:
    return named_id("document", hashlib.sha256(data).hexdigest())


def _describe(source: Source, transcript: Transcript, language: str, name: str) -> Document:
    return Document(
        id=_document_id(source.data),
        name=name,
        source_name=source.name,
        source_sha256=hashlib.sha256(source.data).hexdigest(),
        source_bytes=len(source.data),
        format=transcript.format,
        encoding=transcript.encoding,
        newline=transcript.newline,
        language=language,
        n_chars=len(transcript.text),
        n_words=count_words(transcript.text),
        n_turns=len(transcript.turns),
        duration_s=transcript.duration_s,
        added_at=utc_now(),
        remarks=transcript.remarks,
    )


def _free_name(writing: Writing, stem: str) -> str:
    """Give a name no document has: `P01`, then `P01 (2)`."""
    taken = {fold_name(name) for name in writing.connection.scalars(sa.select(tables.documents.c.name))}
    name, count = stem, 1
    while fold_name(name) in taken:
        count += 1
        name = f"{stem} ({count})"
    return name


def _known_participant(writing: Writing, document_name: str) -> str | None:
    query = sa.select(tables.participants.c.id, tables.participants.c.name)
    people = {fold_name(row.name): row.id for row in writing.connection.execute(query)}
    return people.get(fold_name(document_name))


def _speaker_rows(document_id: str, speakers: Sequence[Speaker], participant_id: str | None) -> list[dict[str, object]]:
    voices = [speaker for speaker in speakers if speaker.role == "participant"]
    only_voice = voices[0].label if len(voices) == 1 else None
    return [
        mapping.speaker_row(
            document_id,
            position,
            replace(speaker, participant=None),
            participant_id if speaker.label == only_voice else None,
        )
        for position, speaker in enumerate(speakers)
    ]
