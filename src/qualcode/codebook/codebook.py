"""A codebook: the tree of codes, at one version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from qualcode.codebook.code import PATH_SEPARATOR, Code, fold_name
from qualcode.errors import CodeNotFoundError


@dataclass(frozen=True)
class Codebook:
    """A tree of codes.

    Attributes:
        id: Stays the same over all versions.
        name: Short name; `noble2011`.
        codes: In the order of the tree: every code stands behind its parent, siblings in the order of the researcher.
        owner: Name of the coder whose own list this is; None for a codebook that is shared.
        version: Counts the saved states, from 1; 0 for a codebook that was never saved.
    """

    id: str
    name: str
    codes: tuple[Code, ...] = ()
    title: str = ""
    description: str = ""
    source: str = ""
    language: str = ""
    owner: str | None = None
    version: int = 0

    def __iter__(self) -> Iterator[Code]:
        return iter(self.codes)

    def __len__(self) -> int:
        return len(self.codes)

    @cached_property
    def by_id(self) -> Mapping[str, Code]:
        """Codes by id."""
        return {code.id: code for code in self.codes}

    @cached_property
    def _by_name(self) -> Mapping[str, Code]:
        return {fold_name(code.name): code for code in self.codes}

    @cached_property
    def _by_path(self) -> Mapping[str, Code]:
        return {fold_name(self.path(code)): code for code in self.codes}

    def find(self, name: str) -> Code | None:
        """Give the code of a name or path (`Client needs > Safety`), case and spacing aside; None if there is none."""
        wanted = fold_name(name)
        return self._by_name.get(wanted) or self._by_path.get(wanted)

    def code(self, name: str) -> Code:
        """Give the code of a name, path or id.

        Raises:
            CodeNotFoundError: With the nearest name, if there is none.
        """
        code = self.by_id.get(name) or self.find(name)
        if code is None:
            raise CodeNotFoundError(name, self.name, [known.name for known in self.codes])
        return code

    def ancestors(self, code: Code) -> tuple[Code, ...]:
        """Give the codes above, from the top down."""
        above: list[Code] = []
        parent_id = code.parent_id
        while parent_id is not None:
            above.append(self.by_id[parent_id])
            parent_id = above[-1].parent_id
        return tuple(reversed(above))

    def path(self, code: Code) -> str:
        """Give the names from the top down to the code: `Client needs > Short-term needs > Safety`."""
        return PATH_SEPARATOR.join(step.name for step in (*self.ancestors(code), code))

    def children(self, code: Code | None) -> tuple[Code, ...]:
        """Give the codes directly below, or those at the top for None."""
        parent_id = None if code is None else code.id
        return tuple(child for child in self.codes if child.parent_id == parent_id)

    def descendants(self, code: Code) -> tuple[Code, ...]:
        """Give all codes below, in the order of the tree."""
        below = {code.id}
        found: list[Code] = []
        for candidate in self.codes:
            if candidate.parent_id in below:
                below.add(candidate.id)
                found.append(candidate)
        return tuple(found)

    def depth(self, code: Code) -> int:
        """Give the number of codes above."""
        return len(self.ancestors(code))

    def active(self) -> tuple[Code, ...]:
        """Give the codes that take new codings."""
        return tuple(code for code in self.codes if not code.retired)
