"""Themes: what the analysis claims, built of codes and chosen quotations; and the tree they form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from qualcode.codebook.code import PATH_SEPARATOR, Code, fold_name
from qualcode.codebook.codebook import Codebook
from qualcode.errors import ThemeNotFoundError
from qualcode.text.ids import named_id


@dataclass(frozen=True, slots=True)
class QuotationChoice:
    """Words that the analysis picked to show a theme.

    Attributes:
        document: Name of the document in which they stand.
        quote: The words as the researcher noted them; `find_choices` finds their place.
        why: Why these words.
        line: Line of the themes file, for messages; it does not make two choices differ.
    """

    document: str
    quote: str
    why: str = ""
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme; a domain is a theme with themes below it.

    Attributes:
        id: Made of the name, so that the same themes file read by two people gives the same themes.
        name: Unique among the themes, also when upper and lower case are not told apart.
        claim: What the analysis says, in one or two sentences.
        codes: Names, paths or ids of codes; each brings the codes below it.
        only: Names, paths or ids of codes that come without the codes below them.
        quotations: Chosen exemplars, in the order of the researcher.
        parent_id: The domain it stands under; None at the top.
        memo: Remarks of the team.
    """

    id: str
    name: str
    claim: str = ""
    codes: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    quotations: tuple[QuotationChoice, ...] = ()
    parent_id: str | None = None
    memo: str = ""


def theme_id(name: str) -> str:
    """Make the id of the theme with this name."""
    return named_id("theme", fold_name(name))


@dataclass(frozen=True)
class ThemeTree:
    """The themes of a study, domains first.

    Attributes:
        themes: In the order of the tree: every theme stands behind its domain, siblings in the order of the researcher.
        title: What the themes are about.
        codebook: Name of the codebook whose codes they use; empty if the file does not say.
    """

    themes: tuple[Theme, ...] = ()
    title: str = ""
    description: str = ""
    source: str = ""
    codebook: str = ""

    def __iter__(self) -> Iterator[Theme]:
        return iter(self.themes)

    def __len__(self) -> int:
        return len(self.themes)

    @cached_property
    def by_id(self) -> Mapping[str, Theme]:
        """Themes by id."""
        return {theme.id: theme for theme in self.themes}

    @cached_property
    def _by_name(self) -> Mapping[str, Theme]:
        return {fold_name(theme.name): theme for theme in self.themes}

    def find(self, name: str) -> Theme | None:
        """Give the theme of a name or path (`Client needs > Safety first`), case and spacing aside."""
        wanted = fold_name(name)
        if (theme := self._by_name.get(wanted)) is not None:
            return theme
        theme = self._by_name.get(wanted.rpartition(PATH_SEPARATOR.strip())[2].strip())
        return theme if theme is not None and fold_name(self.path(theme)) == wanted else None

    def theme(self, name: str) -> Theme:
        """Give the theme of a name, path or id.

        Raises:
            ThemeNotFoundError: With the nearest name, if there is none.
        """
        theme = self.by_id.get(name) or self.find(name)
        if theme is None:
            raise ThemeNotFoundError(name, [known.name for known in self.themes])
        return theme

    def ancestors(self, theme: Theme) -> tuple[Theme, ...]:
        """Give the themes above, from the top down."""
        above: list[Theme] = []
        parent_id = theme.parent_id
        while parent_id is not None:
            above.append(self.by_id[parent_id])
            parent_id = above[-1].parent_id
        return tuple(reversed(above))

    def path(self, theme: Theme) -> str:
        """Give the names from the top down to the theme."""
        return PATH_SEPARATOR.join(step.name for step in (*self.ancestors(theme), theme))

    def children(self, theme: Theme | None) -> tuple[Theme, ...]:
        """Give the themes directly below, or those at the top for None."""
        parent_id = None if theme is None else theme.id
        return tuple(child for child in self.themes if child.parent_id == parent_id)

    def descendants(self, theme: Theme) -> tuple[Theme, ...]:
        """Give all themes below, in the order of the tree."""
        below = {theme.id}
        found: list[Theme] = []
        for candidate in self.themes:
            if candidate.parent_id in below:
                below.add(candidate.id)
                found.append(candidate)
        return tuple(found)

    def domains(self) -> tuple[Theme, ...]:
        """Give the themes that have themes below them."""
        parents = {theme.parent_id for theme in self.themes}
        return tuple(theme for theme in self.themes if theme.id in parents)


def theme_codes(theme: Theme, codebook: Codebook) -> tuple[Code, ...]:
    """Give the codes a theme is built of, those below included, in the order of the codebook.

    Raises:
        CodeNotFoundError: If the codebook lacks one.
    """
    ids = {codebook.code(name).id for name in theme.only}
    for name in theme.codes:
        code = codebook.code(name)
        ids |= {code.id, *(below.id for below in codebook.descendants(code))}
    return tuple(code for code in codebook if code.id in ids)


def bind_codes(tree: ThemeTree, codebook: Codebook) -> ThemeTree:
    """Write the ids of codes in place of their names, so that the themes follow when a code is renamed.

    Raises:
        CodeNotFoundError: If the codebook lacks one.
    """
    themes = (
        replace(
            theme,
            codes=tuple(codebook.code(name).id for name in theme.codes),
            only=tuple(codebook.code(name).id for name in theme.only),
        )
        for theme in tree
    )
    return replace(tree, themes=tuple(themes))
