"""Themes as they are kept: the tree in one table, what is said of the whole in the project's settings."""

from __future__ import annotations

import sqlalchemy as sa

from qualcode.storage import mapping, tables
from qualcode.storage.writing import Writing
from qualcode.themes.theme import ThemeTree

_ABOUT = ("title", "description", "source", "codebook")


def read_themes(connection: sa.Connection) -> ThemeTree:
    """Give the themes; an empty tree if there are none."""
    rows = connection.execute(sa.select(tables.themes).order_by(tables.themes.c.position)).mappings()
    return ThemeTree(tuple(mapping.theme_from(row) for row in rows), **_settings(connection).get("themes", {}))


def put_themes(writing: Writing, tree: ThemeTree) -> None:
    """Keep themes, in place of those that were there."""
    rows = {theme.id: mapping.theme_row(position, theme) for position, theme in enumerate(tree)}
    known = set(writing.connection.scalars(sa.select(tables.themes.c.id)))
    writing.insert(tables.themes, [row for theme_id, row in rows.items() if theme_id not in known])
    writing.update(tables.themes, {theme_id: row for theme_id, row in rows.items() if theme_id in known})
    writing.delete(tables.themes, sorted(known - set(rows)))
    settings = {**_settings(writing.connection), "themes": {name: getattr(tree, name) for name in _ABOUT}}
    project_id: str = writing.connection.execute(sa.select(tables.projects.c.id)).scalar_one()
    writing.update(tables.projects, {project_id: {"settings": settings}})


def _settings(connection: sa.Connection) -> dict[str, dict[str, str]]:
    return dict(connection.scalar(sa.select(tables.projects.c.settings)) or {})
