"""Search: where words stand in the transcripts, by exact position, in every script."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from qualcode.project.documents import find_documents
from qualcode.query.search import Hit, compile_query, find_hits
from qualcode.storage.documents import read_documents, read_texts
from qualcode.storage.writing import batched

if TYPE_CHECKING:
    from qualcode.project.project import Project

_DOCUMENTS_AT_ONCE = 50


class Search:
    """Full-text search of one project: a scan of the texts, which needs no index and knows every script."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def find(
        self,
        query: str,
        *,
        regex: bool = False,
        case: bool = False,
        whole_words: bool = False,
        documents: Iterable[str] | None = None,
    ) -> Iterator[Hit]:
        """Find words, document by document in the order of names, in the order of the text.

        Raises:
            QueryError: If a regular expression cannot be read.
        """
        pattern = compile_query(query, regex=regex, case=case, whole_words=whole_words)
        with self._project.store.read() as connection:
            named = None if documents is None else find_documents(connection, documents).values()
            names = sorted({document.name for document in (read_documents(connection) if named is None else named)})
        # A few documents at a time: whoever looks at the hits may write meanwhile, and memory stays small.
        for chunk in batched(names, _DOCUMENTS_AT_ONCE):
            with self._project.store.read() as connection:
                texts = list(read_texts(connection, chunk))
            for name, text in texts:
                yield from find_hits(name, text, pattern)
