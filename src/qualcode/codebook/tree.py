"""The order and soundness of the tree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from qualcode.codebook.code import PATH_SEPARATOR, Code, fold_name
from qualcode.errors import Issue


def tree_order(codes: Iterable[Code]) -> tuple[Code, ...]:
    """Put every code behind its parent and keep the order of siblings.

    Codes whose parents form a circle have no place and are left out; `tree_issues` names them.
    """
    children: dict[str | None, list[Code]] = defaultdict(list)
    for code in codes:
        children[code.parent_id].append(code)
    ordered: list[Code] = []
    waiting = list(reversed(children[None]))
    while waiting:
        code = waiting.pop()
        ordered.append(code)
        waiting.extend(reversed(children[code.id]))
    return tuple(ordered)


def tree_issues(codes: Iterable[Code]) -> tuple[Issue, ...]:
    """Find duplicate names, unknown parents and circles."""
    codes = tuple(codes)
    known = {code.id for code in codes}
    issues: list[Issue] = []
    first: dict[str, Code] = {}
    for code in codes:
        issues += name_issues(code.name)
        other = first.setdefault(fold_name(code.name), code)
        if other is not code:
            issues.append(
                Issue(f'two codes are named "{code.name}"; give one of them another name', where=f'code "{code.name}"')
            )
        if code.parent_id is not None and code.parent_id not in known:
            issues.append(Issue("its parent is not in the codebook", where=f'code "{code.name}"'))
    placed = {code.id for code in tree_order(codes)}
    issues += [
        Issue("it stands, over its parents, under itself", where=f'code "{code.name}"')
        for code in codes
        if code.id not in placed and code.parent_id in known
    ]
    return tuple(issues)


def name_issues(name: str) -> list[Issue]:
    """Find what a name of a code may not be."""
    if not name.strip():
        return [Issue("a code has no name")]
    if PATH_SEPARATOR in name:
        return [
            Issue(
                f'"{PATH_SEPARATOR.strip()}" between spaces stands for levels of the tree and cannot be in a name',
                where=f'code "{name}"',
            )
        ]
    if "\n" in name:
        return [Issue("a name is one line", where=f'code "{name.splitlines()[0]}"')]
    return []
