"""Documents of a project: read in from files, listed, described; the same bytes are the same document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from qualcode.codebook import fold_name
from qualcode.coding import Memo
from qualcode.errors import (
    DocumentNotFoundError,
    DocumentsCodedError,
    NameForOneFileError,
    QualcodeError,
    UnknownChoiceError,
)
from qualcode.project.people import ensure_participant
from qualcode.project.sources import describe_source, find_same_bytes, free_name, offer_language, reason_against
from qualcode.storage import Connection, Writing, shelves, utc_now
from qualcode.storage import documents as stored
from qualcode.text import (
    Document,
    Participant,
    Speaker,
    SpeakerRole,
    Transcript,
    Turn,
    named_id,
    paragraph_spans,
)

if TYPE_CHECKING:
    import pandas as pd

    from qualcode.ingest import ImportReport, PreparedFile, ReadOptions, TableDocument
    from qualcode.project.project import Project
    from qualcode.project.revisions import Revision

Outcome = Literal["added", "known", "refused"]
_FEW = 200  # documents that are sooner asked for by name than read all together


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
            return stored.read_documents(connection)

    def get(self, name: str) -> Document:
        """Give the document of a name or id.

        Raises:
            DocumentNotFoundError: With the nearest name.
        """
        with self._project.store.read() as connection:
            return find_documents(connection, [name])[name]

    def text(self, name: str) -> str:
        """Give the canonical text of a document."""
        document = self.get(name)
        with self._project.store.read() as connection:
            return stored.read_text(connection, document.id)

    def turns(self, name: str) -> tuple[Turn, ...]:
        """Give the turns of a document in the order of the text."""
        document = self.get(name)
        with self._project.store.read() as connection:
            return stored.read_turns(connection, document.id)[document.id]

    def speakers(self, name: str) -> tuple[Speaker, ...]:
        """Give the voices of a document in the order in which they first speak."""
        document = self.get(name)
        with self._project.store.read() as connection:
            return stored.read_speakers(connection, document.id).get(document.id, ())

    def source(self, name: str) -> bytes:
        """Give the bytes of the file that was read in."""
        document = self.get(name)
        with self._project.store.read() as connection:
            return stored.read_source(connection, document.id)

    def set_speaker(self, name: str, label: str, *, role: str | None = None, participant: str | None = None) -> None:
        """Say who a voice is.

        Raises:
            UnknownChoiceError: If the document has no such voice, or there is no such role.
        """
        document = self.get(name)
        labels = [voice.label for voice in self.speakers(document.id)]
        if label not in labels:
            raise UnknownChoiceError(f"speaker in {document.name}", label, labels)
        if role is not None and role not in get_args(SpeakerRole):
            raise UnknownChoiceError("role", role, get_args(SpeakerRole))
        with self._project.store.write(who=self._project.who, what=f'speaker "{label}" of {document.name}') as writing:
            person = ensure_participant(writing, participant) if participant else None
            stored.change_speaker(writing, document.id, label, role, person)

    def report(self, name: str) -> ImportReport:
        """Describe a document as it was read in: speakers, times, language, marks and remarks."""
        from qualcode.ingest import Source, describe_transcript

        document = self.get(name)
        with self._project.store.read() as connection:
            transcript = Transcript(
                stored.read_text(connection, document.id),
                stored.read_turns(connection, document.id)[document.id],
                stored.read_speakers(connection, document.id).get(document.id, ()),
                document.format,
                document.encoding,
                document.newline,
                document.duration_s,
                document.remarks,
            )
            source = Source(document.source_name, stored.read_source(connection, document.id))
        return describe_transcript(transcript, source)

    def ingest(
        self,
        paths: Iterable[Path | str],
        *,
        language: str | None = None,
        recursive: bool = False,
        options: ReadOptions | None = None,
        name: str | None = None,
        workers: int | None = None,
        progress: Callable[[Sequence[Path]], Iterable[Path]] = lambda files: files,
    ) -> Sequence[Ingested]:
        """Read transcripts in, files or folders; one that cannot be read does not hinder the others.

        A table of answers gives one document for every person. A file with the name of a document, but other bytes, is
        refused: it may be a corrected version (see `revise`) or another transcript, which then needs a `name`.

        Args:
            paths: Files and folders.
            recursive: Also the folders in folders.
            language: Language tag by which sentences and tokens will be cut; None for what is settled, or English.
            options: How to read (encoding, pattern of speakers ...); goes before the settings beside the transcripts.
            name: What to call the document, where one file is read; None for the file's name.
            workers: How many processes read; None for several where it pays.
            progress: Wraps the files, for a progress bar.

        Raises:
            MaterialIssuesError: If a file of settings beside the transcripts holds mistakes; nothing is read in.
        """
        from qualcode.ingest import choose_files, prepare_files

        files = choose_files(paths, recursive=recursive, language=language, options=options)
        if name is not None and len(files) != 1:
            raise NameForOneFileError(name, len(files))
        before = self.list()
        known = {file.path: document for file in files if (document := find_same_bytes(before, file)) is not None}
        prepared = prepare_files([file for file in files if file.path not in known], workers=workers)
        told: list[Ingested] = []
        for path in progress([file.path for file in files]):
            if path in known:
                told.append(Ingested(str(path), "known", known[path]))
            else:
                told += self._take_in(next(prepared), before, name)
        return told

    def revise(
        self,
        name: str,
        path: Path | str,
        *,
        language: str | None = None,
        options: ReadOptions | None = None,
        dry_run: bool = False,
    ) -> Revision:
        """Put a corrected transcript in the place of a document (see `qualcode.project.revisions.revise_document`)."""
        from qualcode.project.revisions import revise_document

        return revise_document(self._project, name, path, language=language, options=options, dry_run=dry_run)

    def remove(self, name: str) -> Document:
        """Take a document out of the project; the history keeps it.

        Raises:
            DocumentsCodedError: If somebody has coded it.
        """
        document = self.get(name)
        with self._project.store.write(who=self._project.who, what=f"remove {document.name}") as writing:
            if count := stored.count_quotations(writing.connection, document.id):
                raise DocumentsCodedError(document.name, count)
            stored.remove_document(writing, document.id)
        return document

    def frame(self) -> pd.DataFrame:
        """Give the corpus table: one row per document with words, turns, speakers, length and participant."""
        import pandas as pd

        with self._project.store.read() as connection:
            documents, voices = stored.read_documents(connection), stored.read_speakers(connection)
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

    def _take_in(self, file: PreparedFile, before: Sequence[Document], name: str | None) -> Sequence[Ingested]:
        if file.refused is not None:
            return [Ingested(str(file.path), "refused", None, str(file.refused))]
        try:
            notes, unread = _read_notes(file.path)
        except QualcodeError as error:
            return [Ingested(str(file.path), "refused", None, str(error))]
        several = len(file.documents) > 1
        return [
            self._add(file, one, before, (*unread,), notes, f"{name} {one.source.stem}" if name and several else name)
            for one in file.documents
        ]

    def _add(
        self,
        file: PreparedFile,
        one: TableDocument,
        before: Sequence[Document],
        unread: tuple[str, ...],
        notes: Sequence[str],
        name: str | None,
    ) -> Ingested:
        path = str(file.path)
        if known := next((document for document in before if document.source_sha256 == one.source.sha256), None):
            return Ingested(path, "known", known)
        if error := reason_against(one.source, before, name):
            return Ingested(path, "refused", None, str(error))
        offer = offer_language(one.transcript, file.language)
        transcript = replace(one.transcript, remarks=(*one.transcript.remarks, *offer, *unread))
        with self._project.store.write(who=self._project.who, what=f"read in {one.source.name}") as writing:
            kept = stored.read_documents(writing.connection)
            document = describe_source(one.source, transcript, file.language, free_name(kept, name or one.source.stem))
            # Somebody else may have read the same file in since we looked.
            if known := next((other for other in kept if other.id == document.id), None):
                return Ingested(path, "known", known)
            person = _person_of(writing, document, one)
            people = {
                voice.label: ensure_participant(writing, voice.participant)
                for voice in transcript.speakers
                if voice.participant is not None
            }
            if person is None and len({one.id for one in people.values()}) == 1:
                person = next(iter(people.values()))
            stored.add_document(writing, document, transcript, one.source.data, person, people)
            memos = [
                Memo(named_id("note", document.id, words), "document", document.id, None, words, utc_now())
                for words in notes
            ]
            shelves.memos.add(writing, memos)
        return Ingested(path, "added", document)


def find_documents(connection: Connection, names: Iterable[str]) -> dict[str, Document]:
    """Give the documents of names (see `find_document`); where a few exact names are given, no others are read.

    Raises:
        DocumentNotFoundError: With the nearest name.
    """
    wanted = dict.fromkeys(names)
    known = stored.read_documents(connection, wanted) if len(wanted) <= _FEW else []
    if not wanted.keys() <= {called for document in known for called in (document.id, document.name)}:
        known = stored.read_documents(connection)
    return {name: find_document(known, name) for name in wanted}


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


def _clock(seconds: float | None) -> str:
    if seconds is None:
        return ""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"


def _read_notes(path: Path) -> tuple[list[str], list[str]]:
    """Give the interviewer's notes that lie beside a transcript, and a remark for each that cannot be read."""
    from qualcode.ingest import find_notes, read_note, read_source

    notes: list[str] = []
    unread: list[str] = []
    for note in find_notes([path]):
        try:
            notes.append(read_note(read_source(note.path)))
        except QualcodeError as error:
            unread.append(f"The note beside it was left out: {error}")
    return notes, unread


def _person_of(writing: Writing, document: Document, one: TableDocument) -> Participant | None:
    """Give the participant whose document it is: the person of the rows of a table, or the one of its name."""
    if one.participant is not None:
        return ensure_participant(writing, one.participant.name, one.participant.attributes)
    people = shelves.participants.read(writing.connection)
    return next((one for one in people if fold_name(one.name) == fold_name(document.name)), None)
