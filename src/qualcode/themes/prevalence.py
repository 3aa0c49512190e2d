"""How widespread a theme is: quotations, codings, documents and participants, with a word by a stated scale."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from qualcode.codebook.codebook import Codebook
from qualcode.coding.table import CodingRow
from qualcode.errors import UnknownChoiceError
from qualcode.themes.choices import FoundChoice
from qualcode.themes.document import ReadDocument
from qualcode.themes.passages import PASSAGE_RULE, code_ids_of, coding_rows, join_passages, themes_counted
from qualcode.themes.scale import DEFAULT_SCALE, PrevalenceScale
from qualcode.themes.theme import Theme, ThemeTree

if TYPE_CHECKING:
    import pandas as pd

CountRule = Literal["any", "all"]


@dataclass(frozen=True, slots=True)
class PrevalenceRow:
    """How widespread one theme is.

    Attributes:
        level: Number of themes above; 0 at the top.
        quotations: Passages, each counted once (see `PASSAGE_RULE`).
        codings: Codes put on passages, each coder's counted.
        documents, of_documents: Read documents that say the theme, and all that were read.
        participants, of_participants: The same for the people interviewed.
        share: Participants of all participants, 0 to 1; None when nothing was read.
        word: By the scale.
        said_by: The participants, by name.
    """

    theme_id: str
    theme: str
    path: str
    level: int
    quotations: int
    codings: int
    documents: int
    of_documents: int
    participants: int
    of_participants: int
    share: float | None
    word: str
    said_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class ThemePrevalence:
    """The prevalence of all themes, and how it was counted.

    Attributes:
        rows: One per theme, in the order of the tree.
        people: Everybody whose interview was read, by name.
        documents: The documents read, by name.
        coders: Whose codings were counted.
        rules: How it was counted, one sentence each, to stand below every table.
        left_out: Codings of the themes' codes that were not counted, because their coder has not finished the document.
    """

    rows: tuple[PrevalenceRow, ...]
    people: tuple[str, ...]
    documents: tuple[str, ...]
    coders: tuple[str, ...]
    scale: PrevalenceScale
    rules: tuple[str, ...]
    left_out: int = 0

    def of(self, theme: Theme) -> PrevalenceRow:
        """Give the row of a theme."""
        return next(row for row in self.rows if row.theme_id == theme.id)

    def written(self, row: PrevalenceRow) -> str:
        """Give the word of a row with its numbers: "most: 11 of 13"."""
        return self.scale.written(row.participants, row.of_participants)

    def frame(self) -> pd.DataFrame:
        """Give the rows as a table; the columns are the fields of `PrevalenceRow` without `said_by`."""
        import pandas as pd

        columns = [name for name in PrevalenceRow.__dataclass_fields__ if name != "said_by"]
        return pd.DataFrame([[getattr(row, name) for name in columns] for row in self.rows], columns=columns)


def theme_prevalence(
    tree: ThemeTree,
    codebook: Codebook,
    codings: pd.DataFrame,
    *,
    documents: Iterable[ReadDocument],
    by: CountRule | str = "any",
    coders: Sequence[str] | None = None,
    choices: Iterable[FoundChoice] = (),
    scale: PrevalenceScale = DEFAULT_SCALE,
    roll_up: bool = True,
) -> ThemePrevalence:
    """Count in how many documents and participants each theme is said.

    Only documents that a coder has finished count, and in them only the codings of coders who have finished them: text
    that nobody has read is not text without the theme.

    Args:
        codings: The tidy table (`codings_frame`).
        by: When a document says a theme: "any" if one of its coders says so or a quotation was chosen from it, "all" if
            each coder who finished it says so, or the name of the one coder who decides.
        coders: Count only these; everybody who finished a document if None.
        choices: Quotations chosen for themes (`find_choices`); they count under "any" alone.
        roll_up: Whether a domain counts what the themes below it count.

    Raises:
        CodeNotFoundError: If the codebook lacks a code of a theme.
        UnknownChoiceError: If `by` or `coders` names somebody who has finished no document.
    """
    count = _Count(tuple(documents), by, coders)
    chosen = [choice for choice in choices if by == "any" and choice.document in count.readers]
    rows: list[PrevalenceRow] = []
    for theme in tree:
        themes = themes_counted(tree, theme, roll_up=roll_up)
        ids = {one.id for one in themes}
        counted = count.counted(coding_rows(codings, code_ids_of(themes, codebook)))
        choices_here = [choice for choice in chosen if choice.theme_id in ids]
        said_in = count.said_in(counted, choices_here)
        said_by = sorted({count.person[name] for name in said_in})
        rows.append(
            PrevalenceRow(
                theme.id,
                theme.name,
                tree.path(theme),
                len(tree.ancestors(theme)),
                len(join_passages(counted, choices_here)),
                len(counted),
                len(said_in),
                len(count.readers),
                len(said_by),
                len(count.people),
                len(said_by) / len(count.people) if count.people else None,
                scale.word(len(said_by), len(count.people)),
                tuple(said_by),
            )
        )
    every = coding_rows(codings, code_ids_of(tree, codebook))
    left_out = sum(row.coder in count.coders for row in every) - len(count.counted(every))
    rules = (*count.rules(roll_up, bool(chosen)), scale.described(), *_left_out_rule(left_out))
    return ThemePrevalence(
        tuple(rows), count.people, tuple(sorted(count.readers)), count.coders, scale, rules, left_out
    )


def finished_codings(
    codings: pd.DataFrame, documents: Iterable[ReadDocument], coders: Sequence[str] | None = None
) -> pd.DataFrame:
    """Give the codings that count: those made by coders in documents they have finished."""
    import pandas as pd

    finished = {(document.name, coder) for document in documents for coder in document.finished_by}
    counts = [
        pair in finished and (coders is None or pair[1] in coders)
        for pair in zip(codings["document"], codings["coder"], strict=True)
    ]
    return codings[pd.Series(counts, index=codings.index, dtype=bool)].reset_index(drop=True)


class _Count:
    """Who has read what, and the rule by which a document says a theme."""

    def __init__(self, documents: Sequence[ReadDocument], by: str, coders: Sequence[str] | None) -> None:
        known = sorted({coder for document in documents for coder in document.finished_by})
        wanted = known if coders is None else list(coders)
        if by not in ("any", "all"):
            wanted = [by]
        for name in wanted:
            if name not in known:
                raise UnknownChoiceError("coder who has finished a document", name, known)
        self.by = by
        self.coders = tuple(sorted(wanted))
        finished = {document.name: {*document.finished_by} & {*wanted} for document in documents}
        self.readers = {name: readers for name, readers in finished.items() if readers}
        self.person = {document.name: document.person for document in documents}
        self.people = tuple(sorted({self.person[name] for name in self.readers}))
        self.unnamed = sum(not document.participant for document in documents if document.name in self.readers)

    def counted(self, rows: Iterable[CodingRow]) -> tuple[CodingRow, ...]:
        """Give the codings made by coders in documents they have finished."""
        return tuple(row for row in rows if row.coder in self.readers.get(row.document, ()))

    def said_in(self, rows: Iterable[CodingRow], choices: Iterable[FoundChoice]) -> set[str]:
        """Give the documents that say what these codings and choices stand for."""
        coders_in: dict[str, set[str]] = {}
        for row in rows:
            coders_in.setdefault(row.document, set()).add(row.coder)
        if self.by == "all":
            return {name for name, coders in coders_in.items() if coders >= self.readers[name]}
        return {*coders_in, *(choice.document for choice in choices)}

    def rules(self, roll_up: bool, with_choices: bool) -> tuple[str, ...]:
        """Say how it was counted."""
        who = ", ".join(self.coders) or "nobody yet"
        chosen = " or the analysis chose a quotation of it" if with_choices else ""
        says = {
            "any": f"A document says a theme when at least one coder ({who}) put a code of the theme on it{chosen}.",
            "all": f"A document says a theme when every coder ({who}) who finished it put a code of the theme on it.",
        }.get(self.by, f"A document says a theme when {self.by} put a code of the theme on it.")
        person = "A participant says a theme when one of his or her documents does."
        if self.unnamed:
            person += f" Documents without a named participant count as one person each ({self.unnamed})."
        below = "also of the themes below it" if roll_up else "without the themes below it"
        return (
            f"{says} {person}",
            "Only documents finished by a coder are counted, and in them only the codings of those who finished them: "
            f"{_counted(len(self.readers), 'document')}, {_counted(len(self.people), 'participant')}.",
            f"{PASSAGE_RULE} A theme counts its codes, with the codes below them unless it says otherwise, {below}.",
        )


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _left_out_rule(left_out: int) -> tuple[str, ...]:
    if not left_out:
        return ()
    return (f"Not counted, because their coder has not finished the document: {_counted(left_out, 'coding')}.",)
