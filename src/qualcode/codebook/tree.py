"""The order and soundness of the tree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from qualcode.codebook.code import PATH_SEPARATOR, Code, fold_name
from qualcode.errors import Issue


def tree_order(codes: Iterable[Code]) -> tuple[Code, ...]:
    """Put every code behind its parent and keep the order of siblings.

    Codes without a place (parents unknown or in a circle, an id that another code has) are left out; `tree_issues` says
    why.
    """
    children: dict[str | None, list[Code]] = defaultdict(list)
    ids: set[str] = set()
    for code in codes:
        if code.id not in ids:
            children[code.parent_id].append(code)
            ids.add(code.id)
    ordered: list[Code] = []
    waiting = list(reversed(children[None]))
    while waiting:
        code = waiting.pop()
        ordered.append(code)
        waiting.extend(reversed(children[code.id]))
    return tuple(ordered)


def tree_issues(codes: Iterable[Code]) -> tuple[Issue, ...]:
    """Find bad and duplicate names, duplicate ids, unknown parents and circles."""
    codes = tuple(codes)
    by_id = {code.id: code for code in codes}
    names: set[str] = set()
    ids: set[str] = set()
    issues: list[Issue] = []
    for code in codes:
        issues += name_issues(code.name)
        where = f'code "{code.name}"'
        if fold_name(code.name) in names:
            issues.append(Issue(f'two codes are named "{code.name}"; give one of them another name', where=where))
        if code.id in ids:
            issues.append(Issue("another code has the same id; leave the id out", where=where))
        elif code.parent_id is not None and code.parent_id not in by_id:
            issues.append(Issue("its parent is not in the codebook", where=where))
        elif _stands_under_itself(code, by_id):
            issues.append(Issue("it stands, over its parents, under itself", where=where))
        names.add(fold_name(code.name))
        ids.add(code.id)
    return tuple(issues)


def _stands_under_itself(code: Code, by_id: Mapping[str, Code]) -> bool:
    above = code.parent_id
    for _ in by_id:  # a path without a circle is no longer
        if above is None or above not in by_id or above == code.id:
            break
        above = by_id[above].parent_id
    return above == code.id


def name_issues(name: str) -> list[Issue]:
    """Find what a name of a code may not be."""
    if not name.strip():
        return [Issue("a code has no name; give it one")]
    if PATH_SEPARATOR in " ".join(name.split()):
        return [
            Issue(
                f'"{PATH_SEPARATOR.strip()}" between spaces stands for levels of the tree and cannot be in a name',
                where=f'code "{name}"',
            )
        ]
    if name.splitlines() != [name]:
        return [Issue("a name is one line", where=f'code "{" ".join(name.split())}"')]
    return []
