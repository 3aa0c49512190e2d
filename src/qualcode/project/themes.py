"""Themes of a project: kept, counted and quoted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.codebook import Codebook
from qualcode.errors import MaterialIssuesError, NoThemesError
from qualcode.project.codebooks import choose_codebook
from qualcode.storage import themes as stored
from qualcode.storage.documents import read_documents, read_speakers, read_texts, read_turns
from qualcode.themes import (
    FoundChoice,
    ReadDocument,
    ThemePrevalence,
    ThemeQuote,
    ThemeTree,
    bind_codes,
    exemplars,
    find_choices,
    finished_codings,
    read_themes,
    theme_prevalence,
    theme_quotes,
    write_themes,
)

if TYPE_CHECKING:
    import pandas as pd

    from qualcode.project.project import Project


class Themes:
    """The themes of one project."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def tree(self) -> ThemeTree:
        """Give the themes.

        Raises:
            NoThemesError: If there are none yet.
        """
        with self._project.store.read() as connection:
            tree = stored.read_themes(connection)
        if not len(tree):
            raise NoThemesError
        return tree

    def codebook(self, tree: ThemeTree) -> Codebook:
        """Give the codebook whose codes the themes are built of."""
        return choose_codebook(self._project.codebooks.list(), tree.codebook or None)

    def import_file(self, path: Path | str, *, codebook: str | None = None, reason: str = "") -> ThemeTree:
        """Read themes from YAML, in place of those that were there.

        Raises:
            FileUnreadableError, MaterialIssuesError: If the file is not in order, or a quotation not in its document.
        """
        read = read_themes(path)
        book = self._project.codebooks.get(codebook or read.codebook or None)
        tree = replace(bind_codes(read_themes(path, book), book), codebook=book.name)
        wrong = [issue for issue in find_choices(tree, self.documents()).issues if issue.severity == "error"]
        if wrong:
            raise MaterialIssuesError(path, wrong)
        return self.save(tree, what=f"themes from {Path(path).name}", reason=reason)

    def save(self, tree: ThemeTree, *, what: str, reason: str = "") -> ThemeTree:
        """Keep themes, in place of those that were there."""
        with self._project.store.write(who=self._project.who, what=what, reason=reason) as writing:
            stored.put_themes(writing, tree)
        return tree

    def export_file(self, path: Path | str) -> Path:
        """Write the themes as YAML."""
        path = Path(path)
        path.write_text(write_themes(self.named(self.tree())), encoding="utf-8", newline="\n")
        return path

    def named(self, tree: ThemeTree) -> ThemeTree:
        """Write names of codes in place of their ids, as people read them."""
        book = self.codebook(tree)

        def names(codes: Sequence[str]) -> tuple[str, ...]:
            return tuple(book.code(code).name for code in codes)

        return replace(
            tree, themes=tuple(replace(theme, codes=names(theme.codes), only=names(theme.only)) for theme in tree)
        )

    def documents(self, *, round_name: str | None = None) -> tuple[ReadDocument, ...]:
        """Give the documents with their texts and with who has finished them, in a round or in any."""
        finished_by: dict[str, list[str]] = defaultdict(list)
        coders = {coder.id: coder.name for coder in self._project.coders.list()}
        for reading in self._project.readings.list(round_name=round_name):
            if reading.finished and coders[reading.coder_id] not in finished_by[reading.document_id]:
                finished_by[reading.document_id].append(coders[reading.coder_id])
        people = {person.name: person.attributes for person in self._project.participants.list()}
        with self._project.store.read() as connection:
            texts = dict(read_texts(connection))
            turns, voices = read_turns(connection), read_speakers(connection)
            documents = read_documents(connection)
        return tuple(
            ReadDocument(
                name=document.name,
                participant=document.participant or "",
                finished_by=tuple(sorted(finished_by[document.id])),
                text=texts[document.name],
                turns=turns[document.id],
                speakers=voices.get(document.id, ()),
                language=document.language,
                duration_s=document.duration_s,
                details=people.get(document.participant or "", {}),
            )
            for document in documents
        )

    def prevalence(
        self,
        *,
        by: str = "any",
        coders: Sequence[str] | None = None,
        round_name: str | None = None,
        roll_up: bool = True,
    ) -> ThemePrevalence:
        """Count in how many documents and participants each theme is said, with the words of the scale."""
        tree = self.tree()
        book = self.codebook(tree)
        documents = self.documents(round_name=round_name)
        codings = self._codings(book, round_name)
        return theme_prevalence(
            tree,
            book,
            codings,
            documents=documents,
            by=by,
            coders=coders,
            choices=self._choices(tree, documents),
            roll_up=roll_up,
        )

    def quotes(self, theme: str, *, round_name: str | None = None, roll_up: bool = True) -> tuple[ThemeQuote, ...]:
        """Give the passages of a theme, by document and place; what several coders marked together is one passage."""
        tree = self.tree()
        book = self.codebook(tree)
        documents = self.documents(round_name=round_name)
        codings = finished_codings(self._codings(book, round_name), documents)
        choices = self._choices(tree, documents)
        wanted = tree.theme(theme)
        return theme_quotes(tree, book, codings, wanted, documents=documents, choices=choices, roll_up=roll_up)

    def exemplars(self, theme: str, *, n: int = 3, round_name: str | None = None) -> tuple[ThemeQuote, ...]:
        """Give the passages that show a theme best (see `qualcode.themes.EXEMPLAR_RULE`)."""
        return exemplars(self.quotes(theme, round_name=round_name), self.tree().theme(theme), n=n)

    def write_report(
        self, path: Path | str, *, by: str = "any", round_name: str | None = None, notice: str = "", made_at: str = ""
    ) -> Path:
        """Write the report: one HTML file in which every claim leads to the words, their place and their coders."""
        from qualcode.interchange.theme_report import make_theme_report, write_theme_report

        tree = self.tree()
        book = self.codebook(tree)
        documents = self.documents(round_name=round_name)
        report = make_theme_report(
            self._project.name,
            tree,
            book,
            self._codings(book, round_name),
            documents,
            by=by,
            choices=self._choices(tree, documents),
            notice=notice,
            round_name=round_name or "",
            made_at=made_at,
        )
        return write_theme_report(path, report)

    def _codings(self, book: Codebook, round_name: str | None) -> pd.DataFrame:
        return self._project.codings.frame(codebook=book.name, round_name=round_name)

    def _choices(self, tree: ThemeTree, documents: Sequence[ReadDocument]) -> tuple[FoundChoice, ...]:
        """Give the chosen quotations of documents that somebody has finished: only those are counted anywhere."""
        finished = {document.name for document in documents if document.finished_by}
        return tuple(choice for choice in find_choices(tree, documents).found if choice.document in finished)
