"""Search: where words stand in the transcripts, by exact position, in every script."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from qualcode.query.search import Hit, compile_query, find_hits
from qualcode.storage.documents import read_texts

if TYPE_CHECKING:
    from qualcode.project.project import Project


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
        names = None if documents is None else [self._project.documents.get(name).name for name in documents]
        with self._project.store.read() as connection:
            for name, text in read_texts(connection, names):
                yield from find_hits(name, text, pattern)
