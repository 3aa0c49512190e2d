"""An older project is copied and brought up to date, whole or not at all; a newer one is refused and not touched."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from qualcode.errors import ProjectLockedError, ProjectReadOnlyError, ProjectTooNewError
from qualcode.project import Project
from qualcode.storage import Store, tables
from qualcode.storage import engine as storage_engine
from qualcode.storage.engine import open_engine, reading, transaction
from qualcode.storage.revision import HEAD, MIGRATIONS, bring_up_to_date, current_revision
from tests.storage.looks import Everything, everything
from tests.study import make_study

# Makes the coders' table anew, as SQLite must for most changes; three tables refer to it.
STEP = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = "0002", "0001"


def upgrade():
    anew = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    with op.batch_alter_table("coders", recreate=anew) as batch:
        batch.add_column(sa.Column("email", sa.Text(), nullable=False, server_default="none"))
    {then}
"""


@pytest.fixture
def study(place: str, tmp_path: Path) -> str:
    """Give the place of a closed project that has codings."""
    with make_study(place, tmp_path) as project:
        project.codings.add("A", "Safety", coder="ana", quote="The door holds.", memo="so")
        project.codings.add("A", "Fear", coder="ben", quote="I lie awake")
    return place


def _migrations(folder: Path, *, then: str = "pass") -> Path:
    migrations = folder / "migrations"
    shutil.copytree(MIGRATIONS, migrations, ignore=shutil.ignore_patterns("__pycache__"))
    (migrations / "versions" / "0002_next.py").write_text(STEP.format(then=then), encoding="utf-8")
    return migrations


@contextmanager
def _opened(place: str) -> Iterator[sa.Engine]:
    engine = open_engine(place)
    yield engine
    engine.dispose()


def _kept(place: str) -> Everything:
    """Give every row as the present form knows it."""
    with _opened(place) as engine:
        return everything(Store(place, engine), but=())


def test_the_head_named_in_the_program_is_that_of_the_scripts() -> None:
    from alembic.script import ScriptDirectory

    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == HEAD


def test_a_new_project_has_the_form_that_the_migrations_lead_to(place: str) -> None:
    from alembic import command
    from alembic.autogenerate import compare_metadata
    from alembic.config import Config
    from alembic.migration import MigrationContext

    Store.create(place, "Study").close()
    with _opened(place) as engine, reading(engine) as connection:
        made = _form(connection)
        differences = compare_metadata(MigrationContext.configure(connection), tables.metadata)
    assert differences == []
    with _opened(place) as engine:
        assert current_revision(engine) == HEAD
        _empty(engine, place)
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        with transaction(engine) as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
        with reading(engine) as connection:
            assert _form(connection) == made
    assert set(made) == set(tables.metadata.tables)


def _empty(engine: sa.Engine, place: str) -> None:
    with transaction(engine) as connection:
        connection.exec_driver_sql("DROP TABLE alembic_version")
        tables.metadata.drop_all(connection)


def _form(connection: sa.Connection) -> dict[str, dict[str, Any]]:
    """Describe all tables, without what only differs in order."""
    look = sa.inspect(connection)
    return {
        name: {
            "columns": {
                column["name"]: (str(column["type"]), column["nullable"], column["default"])
                for column in look.get_columns(name)
            },
            "primary key": look.get_pk_constraint(name)["constrained_columns"],
            "references": sorted(map(repr, map(_plain, look.get_foreign_keys(name)))),
            "unique": sorted(map(repr, map(_plain, look.get_unique_constraints(name)))),
            "checks": sorted(map(repr, map(_plain, look.get_check_constraints(name)))),
            "indexes": sorted(map(repr, map(_plain, look.get_indexes(name)))),
            "sql": _words(connection, name),
        }
        for name in look.get_table_names()
        if name != "alembic_version"
    }


def _plain(described: Any) -> list[tuple[str, Any]]:
    return sorted((key, repr(_in_words(value))) for key, value in described.items())


def _in_words(value: Any) -> Any:
    """Write the condition of an index out; its repr is only its address."""
    return sorted(f"{key}: {words}" for key, words in value.items()) if isinstance(value, dict) else value


def _words(connection: sa.Connection, table: str) -> str:
    """Give what SQLite was told, in order: the rest of this look does not see AUTOINCREMENT, for one."""
    if connection.dialect.name != "sqlite":
        return ""
    told = connection.exec_driver_sql(f"SELECT sql FROM sqlite_master WHERE name = '{table}'").scalar_one()
    return "".join(sorted(re.sub(r"\s+|\"", "", told)))


def test_an_older_project_is_copied_and_brought_up_to_date(study: str, tmp_path: Path) -> None:
    before = _kept(study)
    with _opened(study) as engine:
        bring_up_to_date(engine, study, head="0002", migrations=_migrations(tmp_path))
        assert current_revision(engine) == "0002"
        with reading(engine) as connection:
            emails = connection.exec_driver_sql("SELECT email FROM coders").scalars().all()
    assert emails == ["none", "none"]
    assert _kept(study) == before
    copy = Path(f"{study}.bak-0001")
    if "://" in study:
        return
    with _opened(str(copy)) as engine:
        assert current_revision(engine) == "0001"
    assert _kept(str(copy)) == before
    assert not list(tmp_path.glob("*-wal"))


def test_references_are_still_watched_over_after_a_migration(study: str, tmp_path: Path) -> None:
    with _opened(study) as engine:
        bring_up_to_date(engine, study, head="0002", migrations=_migrations(tmp_path))

        def remove_the_coders() -> None:
            with transaction(engine) as connection:
                connection.exec_driver_sql("DELETE FROM coders")

        with pytest.raises(sa.exc.IntegrityError):
            remove_the_coders()


@pytest.mark.parametrize(
    "then",
    [
        "op.execute(\"UPDATE coders SET name = 'lost'\"); raise ValueError('broken')",
        "op.execute('DELETE FROM coders')",
    ],
    ids=["breaks off", "loses rows"],
)
def test_a_migration_that_fails_leaves_the_project_as_it_was(study: str, tmp_path: Path, then: str) -> None:
    before = _kept(study)
    migrations = _migrations(tmp_path, then=then)
    with _opened(study) as engine:
        with pytest.raises((ValueError, AssertionError, sa.exc.IntegrityError)):
            bring_up_to_date(engine, study, head="0002", migrations=migrations)
        assert current_revision(engine) == "0001"
        with reading(engine) as connection:
            assert "email" not in {column["name"] for column in sa.inspect(connection).get_columns("coders")}
    assert _kept(study) == before
    with Project.open(study) as project:
        assert len(project.codings.rows()) == 2


def test_a_copy_is_made_once_and_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "study.qualcode"
    make_study(path, tmp_path).close()
    migrations = _migrations(tmp_path, then="raise ValueError('broken')")
    other = tmp_path / "study.qualcode.bak-0001"
    other.write_text("an earlier copy", encoding="utf-8")
    for _ in range(3):
        with _opened(str(path)) as engine, pytest.raises(ValueError, match="broken"):
            bring_up_to_date(engine, path, head="0002", migrations=migrations)
    assert other.read_text(encoding="utf-8") == "an earlier copy"
    assert sorted(found.name for found in tmp_path.glob("*.bak*")) == [
        "study.qualcode.bak-0001",
        "study.qualcode.bak-0001-2",
    ]


def test_the_copy_holds_what_another_window_has_just_written(tmp_path: Path) -> None:
    path = tmp_path / "study.qualcode"
    with make_study(path, tmp_path) as elsewhere:
        elsewhere.codings.add("A", "Fear", coder="ana", quote="I lie awake")
        with _opened(str(path)) as engine:
            bring_up_to_date(engine, path, head="0002", migrations=_migrations(tmp_path))
    with Project.open(f"{path}.bak-0001") as copy:
        assert [row.words for row in copy.codings.rows()] == ["I lie awake"]


def test_a_project_that_others_write_to_is_not_brought_up_to_date_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "study.qualcode"
    make_study(path, tmp_path).close()
    migrations = _migrations(tmp_path)
    monkeypatch.setattr(storage_engine, "BUSY_TIMEOUT_S", 0.2)
    with closing(sqlite3.connect(path, isolation_level=None)) as other, _opened(str(path)) as engine:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ProjectLockedError, match="Nothing was changed; close the other program and try again"):
            bring_up_to_date(engine, path, head="0002", migrations=migrations)


def test_an_older_project_that_cannot_be_written_is_not_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "study.qualcode"
    make_study(path, tmp_path).close()
    path.chmod(0o444)
    with _opened(str(path)) as engine, pytest.raises(ProjectReadOnlyError, match="is read-only; nothing was changed"):
        bring_up_to_date(engine, path, head="0002", migrations=_migrations(tmp_path))
    assert not list(tmp_path.glob("*.bak*"))


def test_a_newer_project_is_refused_and_not_touched(study: str, tmp_path: Path) -> None:
    with _opened(study) as engine, transaction(engine) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    file = None if "://" in study else Path(study)
    if file is not None:
        Store(study, open_engine(study)).close()
    before = (_kept(study), file and file.read_bytes())
    with pytest.raises(ProjectTooNewError) as error:
        Project.open(study)
    assert str(error.value).endswith(
        f"was made by a newer qualcode (its form is 9999, this program knows {HEAD}). "
        "Update qualcode with `pip install --upgrade qualcode`; the project was not touched."
    )
    assert (_kept(study), file and file.read_bytes()) == before
    assert not list(tmp_path.glob("*-wal"))
    assert not list(tmp_path.glob("*.bak*"))


def test_a_project_that_does_not_say_its_form_is_refused(study: str) -> None:
    with _opened(study) as engine, transaction(engine) as connection:
        connection.exec_driver_sql("DELETE FROM alembic_version")
    with pytest.raises(ProjectTooNewError, match="its form is unknown"):
        Store.open(study)
    with _opened(study) as engine, transaction(engine) as connection:
        connection.exec_driver_sql("DROP TABLE alembic_version")
    with _opened(study) as engine:
        assert current_revision(engine) is None
