"""The tables of a project, the same in SQLite and PostgreSQL.

Every row has one `id`, so that one mechanism (`storage/writing.py`) can record, undo and merge all changes. References
are checked when a transaction ends, so that rows may come in any order.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    ColumnElement,
    Connection,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    collate,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Id = String(36)


def by_code_point(connection: Connection, column: Column[str]) -> ColumnElement[str]:
    """Order text as SQLite and Python do; a server would follow the rules of its language."""
    return collate(column, "C") if connection.dialect.name == "postgresql" else column


def _refers(target: str, *, name: str, nullable: bool = False, index: bool = False) -> Column[str]:
    foreign_key = ForeignKey(target, deferrable=True, initially="DEFERRED")
    return Column(name, Id, foreign_key, nullable=nullable, index=index)


# One row: what the project is.
projects = Table(
    "projects",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False),
    Column("created_at", String(32), nullable=False),
    Column("settings", JSON, nullable=False),
)

coders = Table(
    "coders",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("created_at", String(32), nullable=False),
)

rounds = Table(
    "rounds",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("kind", String(16), nullable=False),
    Column("opened_at", String(32), nullable=False),
    Column("closed_at", String(32)),
    CheckConstraint("kind IN ('independent', 'shared')", name="kind"),
)

participants = Table(
    "participants",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("attributes", JSON, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("source_name", Text, nullable=False),
    Column("source_sha256", String(64), nullable=False),
    Column("source_bytes", Integer, nullable=False),
    Column("format", String(32), nullable=False),
    Column("encoding", String(64), nullable=False),
    Column("newline", String(8), nullable=False),
    Column("language", String(35), nullable=False),
    Column("n_chars", Integer, nullable=False),
    Column("n_words", Integer, nullable=False),
    Column("n_turns", Integer, nullable=False),
    Column("duration_s", Float),
    _refers("participants.id", name="participant_id", nullable=True),
    Column("added_at", String(32), nullable=False),
    Column("remarks", JSON, nullable=False),
)

# Texts and sources stand apart so that listing documents reads neither. Their id is the document's.
document_texts = Table(
    "document_texts",
    metadata,
    Column("id", Id, ForeignKey("documents.id", deferrable=True, initially="DEFERRED"), primary_key=True),
    Column("text", Text, nullable=False),
    Column("turns", JSON, nullable=False),
)

document_sources = Table(
    "document_sources",
    metadata,
    Column("id", Id, ForeignKey("documents.id", deferrable=True, initially="DEFERRED"), primary_key=True),
    Column("data", LargeBinary, nullable=False),
)

speakers = Table(
    "speakers",
    metadata,
    Column("id", Id, primary_key=True),
    _refers("documents.id", name="document_id", index=True),
    Column("position", Integer, nullable=False),
    Column("label", Text, nullable=False),
    Column("role", String(16), nullable=False),
    _refers("participants.id", name="participant_id", nullable=True),
)

codebooks = Table(
    "codebooks",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("language", String(35), nullable=False),
    Column("owner", Text),
    Column("version", Integer, nullable=False),
)

codes = Table(
    "codes",
    metadata,
    Column("id", Id, primary_key=True),
    _refers("codebooks.id", name="codebook_id", index=True),
    _refers("codes.id", name="parent_id", nullable=True),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("definition", Text, nullable=False),
    Column("when_to_use", Text, nullable=False),
    Column("when_not_to_use", Text, nullable=False),
    Column("example", Text, nullable=False),
    Column("colour", String(7), nullable=False),
    Column("keywords", JSON, nullable=False),
    Column("memo", Text, nullable=False),
    Column("retired", Boolean(create_constraint=False), nullable=False),
)

# Every saved state of a codebook, whole: small, and readable without replaying anything.
codebook_versions = Table(
    "codebook_versions",
    metadata,
    Column("id", Id, primary_key=True),
    _refers("codebooks.id", name="codebook_id"),
    Column("version", Integer, nullable=False),
    Column("saved_at", String(32), nullable=False),
    Column("saved_by", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("state", JSON, nullable=False),
    UniqueConstraint("codebook_id", "version"),
)

quotations = Table(
    "quotations",
    metadata,
    Column("id", Id, primary_key=True),
    _refers("documents.id", name="document_id"),
    _refers("coders.id", name="coder_id"),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("words", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("created_at", String(32), nullable=False),
    # When a revision of the document lost the words; place and words are then those of the version before.
    Column("lost_at", String(32)),
    CheckConstraint('"start" >= 0 AND "end" > "start"', name="span"),
    Index(None, "document_id", "coder_id", "start", "end"),
    # Of the few that are lost alone: SQLite would not use an index of all to find them.
    Index(None, "lost_at", sqlite_where=text("lost_at IS NOT NULL"), postgresql_where=text("lost_at IS NOT NULL")),
)

codings = Table(
    "codings",
    metadata,
    Column("id", Id, primary_key=True),
    _refers("quotations.id", name="quotation_id", index=True),
    _refers("codes.id", name="code_id", index=True),
    _refers("coders.id", name="coder_id"),
    _refers("rounds.id", name="round_id"),
    Column("certainty", String(8), nullable=False),
    Column("created_at", String(32), nullable=False),
    CheckConstraint("certainty IN ('sure', 'unsure')", name="certainty"),
)

memos = Table(
    "memos",
    metadata,
    Column("id", Id, primary_key=True),
    Column("target", String(16), nullable=False),
    Column("target_id", Id, nullable=False, index=True),
    _refers("coders.id", name="coder_id", nullable=True),
    Column("text", Text, nullable=False),
    Column("created_at", String(32), nullable=False),
)

readings = Table(
    "readings",
    metadata,
    Column("id", Id, primary_key=True),
    _refers("coders.id", name="coder_id"),
    _refers("documents.id", name="document_id"),
    _refers("rounds.id", name="round_id"),
    Column("position", Integer, nullable=False),
    Column("finished_at", String(32)),
    UniqueConstraint("coder_id", "document_id", "round_id"),
)

themes = Table(
    "themes",
    metadata,
    Column("id", Id, primary_key=True),
    _refers("themes.id", name="parent_id", nullable=True),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("claim", Text, nullable=False),
    Column("codes", JSON, nullable=False),
    Column("only", JSON, nullable=False),
    Column("quotations", JSON, nullable=False),
    Column("memo", Text, nullable=False),
)

# The history: one row for every write, in the same transaction (see storage/writing.py).
changes = Table(
    "changes",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", Id, nullable=False, unique=True),
    Column("at", String(32), nullable=False),
    Column("who", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("undoes", Id),
    Column("entries", JSON, nullable=False),
    sqlite_autoincrement=True,
)
