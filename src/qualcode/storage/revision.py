"""Which form the tables have, and how an older project is brought up to date: after a copy, whole or not at all."""

from __future__ import annotations

import contextlib
import filecmp
import glob
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from qualcode.errors import ProjectTooNewError
from qualcode.storage.engine import is_url, place, reading, refuse_read_only, transaction, worded

# The newest migration. A constant, so that opening a project need not import Alembic; a test compares it.
HEAD = "0001"
MIGRATIONS = Path(__file__).parent / "migrations"


def bring_up_to_date(
    engine: sa.Engine, location: str | Path, *, head: str = HEAD, migrations: Path = MIGRATIONS
) -> None:
    """Run the migrations that a project lacks.

    Raises:
        ProjectTooNewError: If a newer qualcode made it.
        ProjectReadOnlyError: If it is older and cannot be written.
    """
    current = current_revision(engine)
    if current == head:
        return
    if current is None or current > head:
        raise ProjectTooNewError(place(engine), current or "unknown", head)
    refuse_read_only(engine)
    if not is_url(location):
        _copy_before(Path(location), current)
    _migrate(engine, head, migrations)


def current_revision(engine: sa.Engine) -> str | None:
    """Give the revision a project has; None if it says none."""
    with reading(engine) as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
        return found


def stamp_head(connection: sa.Connection, revision: str = HEAD) -> None:
    """Note in a new project that it has the newest form."""
    connection.execute(sa.text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
    connection.execute(sa.text("INSERT INTO alembic_version VALUES (:revision)"), {"revision": revision})


def _copy_before(path: Path, revision: str) -> None:
    """Copy a project file, whole even while another process has it open; an earlier copy is not overwritten."""
    copy = path.with_name(f"{path.name}.bak-{revision}")
    count = 1
    while copy.exists():
        count += 1
        copy = path.with_name(f"{path.name}.bak-{revision}-{count}")
    with contextlib.closing(sqlite3.connect(path)) as source, contextlib.closing(sqlite3.connect(copy)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
    earlier = [known for known in path.parent.glob(f"{glob.escape(path.name)}.bak-*") if known != copy]
    if any(filecmp.cmp(copy, known, shallow=False) for known in earlier):
        copy.unlink()


def _migrate(engine: sa.Engine, head: str, migrations: Path) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations))

    def run(connection: sa.Connection) -> None:
        config.attributes["connection"] = connection
        command.upgrade(config, head)

    if engine.dialect.name == "sqlite":
        _without_cascades(engine, run)
    else:
        with transaction(engine) as connection:
            run(connection)


def _without_cascades(engine: sa.Engine, run: Callable[[sa.Connection], Any]) -> None:
    """Run with foreign keys off: SQLite changes a table by making it anew, and dropping the old one takes rows along.

    The setting is ignored inside a transaction, so it is changed before; references are checked before the end.
    """
    with worded(engine), engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute("PRAGMA foreign_keys=OFF")
        try:
            connection = connection.execution_options(writes=True)
            with connection.begin():
                run(connection)
                assert connection.exec_driver_sql("PRAGMA foreign_key_check").first() is None, "a migration lost rows"
        finally:
            raw.execute("PRAGMA foreign_keys=ON")
