"""From the bytes of a file to a document: its id, its description, its name, and whether it may come in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from qualcode.codebook import fold_name
from qualcode.errors import DocumentNameTakenError, EarlierVersionError, QualcodeError
from qualcode.storage import utc_now
from qualcode.text import Document, Transcript, count_words, named_id

if TYPE_CHECKING:
    from qualcode.ingest import ChosenFile, Source


def document_id(source: Source) -> str:
    """Make the id of the document that a file becomes: the same wherever it is read in."""
    return named_id("document", source.sha256)


def describe_source(source: Source, transcript: Transcript, language: str, name: str) -> Document:
    """Describe what a file holds as a document."""
    return Document(
        id=document_id(source),
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


def free_name(kept: Iterable[Document], stem: str) -> str:
    """Give a name no document has: `P01`, then `P01 (2)`."""
    taken = {fold_name(document.name) for document in kept}
    name, count = stem, 1
    while fold_name(name) in taken:
        count += 1
        name = f"{stem} ({count})"
    return name


def find_same_bytes(documents: Sequence[Document], file: ChosenFile) -> Document | None:
    """Give the document that was made of a file's bytes, without reading it as a transcript."""
    sizes = {document.source_bytes for document in documents}
    try:
        if file.path.stat().st_size not in sizes:
            return None
        sha256 = hashlib.sha256(file.path.read_bytes()).hexdigest()
    except OSError:
        return None  # reading it says what is wrong
    return next((document for document in documents if document.source_sha256 == sha256), None)


def reason_against(source: Source, before: Sequence[Document], name: str | None) -> QualcodeError | None:
    """Say why a file is not taken in as a document of its own.

    Only names that were there before the call count: two files of one name in one call are two transcripts.
    """
    older = next((document for document in before if document.id == document_id(source)), None)
    if older is not None:
        return EarlierVersionError(source.name, older.name)
    called = name or source.stem
    names = [document.name for document in before if fold_name(document.name) == fold_name(called)]
    if name is None:
        files = [one.name for one in before if fold_name(one.source_name) == fold_name(source.name)]
        names = list(dict.fromkeys([*names, *files])) if names else []
    return DocumentNameTakenError(source.name, names, free_name(before, called)) if names else None


def offer_language(transcript: Transcript, language: str) -> list[str]:
    """Give a remark if the words seem to be in another language; it is never decided unseen."""
    from qualcode.ingest import other_language

    guess = other_language(transcript, language)
    if guess is None:
        return []
    return [
        f'The words look like "{guess.language}" ({guess.sureness}), but sentences are cut as in "{language}". If that '
        f"is wrong, undo, and read the file in with --language {guess.language}."
    ]
