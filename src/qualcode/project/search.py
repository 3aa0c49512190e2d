"""Search: where words stand in the transcripts, by exact position, in every script."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import sqlalchemy as sa

from qualcode.query.search import Hit, compile_query, find_hits
from qualcode.storage import tables

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
        statement = (
            sa.select(tables.documents.c.name, tables.document_texts.c.text)
            .join(tables.document_texts, tables.document_texts.c.id == tables.documents.c.id)
            .order_by(tables.documents.c.name)
        )
        if names is not None:
            statement = statement.where(tables.documents.c.name.in_(names))
        with self._project.store.read() as connection:
            for name, text in connection.execute(statement.execution_options(yield_per=50)):
                yield from find_hits(name, text, pattern)
