"""Documents of a project: read in from files, listed, described; the same bytes are the same document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from qualcode.codebook import fold_name
from qualcode.coding import Memo
from qualcode.errors import DocumentNotFoundError, DocumentsCodedError, QualcodeError, UnknownChoiceError
from qualcode.project.people import ensure_participant
from qualcode.storage import Connection, shelves, utc_now
from qualcode.storage import documents as stored
from qualcode.text import Document, Speaker, SpeakerRole, Transcript, Turn, count_words, named_id, paragraph_spans

if TYPE_CHECKING:
    import pandas as pd

    from qualcode.ingest import ReadOptions, Source
    from qualcode.project.project import Project

Outcome = Literal["added", "known", "refused"]
_FEW = 20  # documents that are sooner read one by one than all together


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

    def _ingest_file(self, path: Path, language: str, options: ReadOptions | None) -> Ingested:
        from qualcode.ingest import ReadOptions, read_source, read_transcript

        try:
            source = read_source(path, max_bytes=(options or ReadOptions()).max_bytes)
            if (known := self._with_bytes(source)) is not None:
                return Ingested(str(path), "known", known)
            transcript = read_transcript(source, options)
            notes, unread = _read_notes(path)
        except QualcodeError as error:
            return Ingested(str(path), "refused", None, str(error))
        transcript = replace(transcript, remarks=(*transcript.remarks, *unread))
        return self._add(path, source, transcript, language, notes)

    def _with_bytes(self, source: Source) -> Document | None:
        document_id = _document_id(source)
        return next((document for document in self.list() if document.id == document_id), None)

    def _add(self, path: Path, source: Source, transcript: Transcript, language: str, notes: Sequence[str]) -> Ingested:
        with self._project.store.write(who=self._project.who, what=f"read in {source.name}") as writing:
            kept = stored.read_documents(writing.connection)
            document = _describe(source, transcript, language, _free_name(kept, source.stem))
            # Somebody else may have read the same file in since we looked.
            if known := next((one for one in kept if one.id == document.id), None):
                return Ingested(str(path), "known", known)
            people = shelves.participants.read(writing.connection)
            person = next((one for one in people if fold_name(one.name) == fold_name(document.name)), None)
            stored.add_document(writing, document, transcript, source.data, person)
            memos = [
                Memo(named_id("note", document.id, words), "document", document.id, None, words, utc_now())
                for words in notes
            ]
            shelves.memos.add(writing, memos)
        return Ingested(str(path), "added", document)


def find_documents(connection: Connection, names: Iterable[str]) -> dict[str, Document]:
    """Give the documents of names (see `find_document`); where a few exact names are given, no others are read.

    Raises:
        DocumentNotFoundError: With the nearest name.
    """
    names = set(names)
    known = stored.read_documents(connection, names) if len(names) <= _FEW else []
    if not names <= {called for document in known for called in (document.id, document.name)}:
        known = stored.read_documents(connection)
    return {name: find_document(known, name) for name in names}


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


def _document_id(source: Source) -> str:
    return named_id("document", source.sha256)


def _describe(source: Source, transcript: Transcript, language: str, name: str) -> Document:
    return Document(
        id=_document_id(source),
        name=name,
        source_name=source.name,
        source_sha256=source.sha256,
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


def _free_name(kept: Iterable[Document], stem: str) -> str:
    """Give a name no document has: `P01`, then `P01 (2)`."""
    taken = {fold_name(document.name) for document in kept}
    name, count = stem, 1
    while fold_name(name) in taken:
        count += 1
        name = f"{stem} ({count})"
    return name
