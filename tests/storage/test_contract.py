"""What every store does: make, open, keep nouns unchanged, write a change with its history in one go."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, example, given, settings
from sqlalchemy.exc import IntegrityError

from qualcode.coding import Coder, Round
from qualcode.errors import (
    ProjectExistsError,
    ProjectNotFoundError,
    ProjectNotRecognisedError,
    ServerUnreachableError,
)
from qualcode.storage import Store, codebooks, documents, shelves, tables, themes
from qualcode.storage.codebooks import CodebookVersion
from qualcode.storage.writing import batched
from qualcode.text import Document, Participant, Transcript, Turn
from tests import strategies
from tests.storage.looks import everything
from tests.strategies import Nouns

# One store serves all examples of a test; each of them cleans up after itself by undoing what it did.
shared_store = settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def test_a_project_that_was_made_can_be_opened_again(place: str) -> None:
    with_name = Store.create(place, "Überleben ✦ अध्ययन")
    first = with_name.described()
    with_name.close()

    opened = Store.open(place)
    assert opened.described() == first
    assert first.name == "Überleben ✦ अध्ययन"
    assert opened.location == place
    assert opened.schema_revision == "0001"
    opened.close()


def test_a_project_is_not_made_over_another(store: Store, place: str) -> None:
    before = everything(store)
    with pytest.raises(ProjectExistsError, match=r"already exists and was left as it is\. Open it with `-p`"):
        Store.create(place, "Another")
    assert everything(store) == before


def test_a_project_that_is_nowhere_is_not_found(tmp_path: Path) -> None:
    path = tmp_path / "nowhere.qualcode"
    with pytest.raises(ProjectNotFoundError) as error:
        Store.open(path)
    assert str(error.value) == f"There is no project at {path}. Make one with `qualcode init {path}`."
    assert not path.exists()


def test_a_project_is_not_made_in_a_folder_that_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "missing" / "study.qualcode"
    with pytest.raises(ProjectNotRecognisedError, match=r"the folder .*missing does not exist; make it first\.$"):
        Store.create(path, "Study")


def test_a_name_that_means_something_in_an_address_is_only_a_name(tmp_path: Path) -> None:
    for name in ("what? & why #2 100%.qualcode", "file:x.qualcode", "dé jà 👩‍👩‍👧.qualcode"):
        path = tmp_path / name
        Store.create(path, name).close()
        assert path.exists()
        store = Store.open(path)
        assert store.described().name == name
        store.close()
    assert len(list(tmp_path.iterdir())) == 3


def test_a_project_named_from_the_folder_is_found_after_a_change_of_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(tmp_path)
    store = Store.create("study.qualcode", "Study")
    monkeypatch.chdir(elsewhere)
    store.engine.dispose()
    assert store.described().name == "Study"
    store.close()
    assert list(elsewhere.iterdir()) == []


def test_a_project_taken_away_while_open_is_not_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "study.qualcode"
    store = Store.create(path, "Study")
    store.close()
    path.rename(tmp_path / "moved.qualcode")
    with pytest.raises(ProjectNotFoundError, match="There is no project at"):
        store.described()
    store.close()
    assert not path.exists()


@pytest.mark.postgres
def test_an_empty_database_holds_no_project_yet(postgres_url: str) -> None:
    with pytest.raises(ProjectNotRecognisedError, match=r"is no qualcode project: there is no project in it\.$"):
        Store.open(postgres_url)


@pytest.mark.postgres
def test_a_database_of_another_program_is_neither_opened_nor_filled(postgres_url: str) -> None:
    engine = sa.create_engine(postgres_url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE projects (id integer)")
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num text)")
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES ('0001')")
    with pytest.raises(ProjectNotRecognisedError, match="there is no project in it"):
        Store.open(postgres_url)
    with pytest.raises(ProjectExistsError, match="already exists and was left as it is"):
        Store.create(postgres_url, "Study")
    with engine.connect() as connection:
        assert sorted(sa.inspect(connection).get_table_names()) == ["alembic_version", "projects"]
    engine.dispose()


@pytest.mark.postgres
def test_the_password_of_a_server_is_in_no_message(postgres_url: str) -> None:
    url = postgres_url.replace("postgres@", "postgres:sesame@")
    with pytest.raises(ProjectNotRecognisedError) as empty:
        Store.open(url)
    Store.create(url, "Study").close()
    with pytest.raises(ProjectExistsError) as twice:
        Store.create(url, "Study")
    with pytest.raises(ServerUnreachableError) as nobody:
        Store.open(f"{url}_that_is_not_there")
    for error in (empty, twice, nobody):
        assert "sesame" not in str(error.value)
        assert "postgres:***@127.0.0.1" in str(error.value)


def test_a_server_that_does_not_answer_is_told_in_a_sentence() -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(ServerUnreachableError) as error:
        Store.open("postgresql://ana:sesame@127.0.0.1:9/study?connect_timeout=2")
    assert str(error.value).startswith("The server at postgresql+psycopg://ana:***@127.0.0.1:9/study")
    assert str(error.value).endswith("Check its address, name and password.")


def _put(store: Store, nouns: Nouns) -> None:
    people = {person.name: person for person in nouns.participants}
    with store.write(who="ana", what="everything") as writing:
        shelves.coders.add(writing, nouns.coders)
        shelves.rounds.add(writing, nouns.rounds)
        shelves.participants.add(writing, nouns.participants)
        for document, transcript, data in nouns.documents:
            person = people.get(document.participant or "")
            documents.add_document(writing, document, transcript, data, person)
        note = CodebookVersion(nouns.codebook.version, "2026-01-02", "ana", "a \n list", "")
        codebooks.put_codebook(writing, nouns.codebook, note)
        shelves.quotations.add(writing, nouns.quotations)
        shelves.codings.add(writing, nouns.codings)
        shelves.memos.add(writing, nouns.memos)
        shelves.readings.add(writing, nouns.readings)
        themes.put_themes(writing, nouns.themes)


@shared_store
@given(nouns=strategies.studies())
def test_every_noun_comes_out_as_it_was_put_in(store: Store, nouns: Nouns) -> None:
    before = everything(store)
    _put(store, nouns)
    with store.read() as connection:
        assert set(map(_frozen, shelves.coders.read(connection))) == set(map(_frozen, nouns.coders))
        assert sorted(shelves.rounds.read(connection), key=_id) == sorted(nouns.rounds, key=_id)
        assert sorted(shelves.participants.read(connection), key=_id) == sorted(nouns.participants, key=_id)
        assert sorted(shelves.quotations.read(connection), key=_id) == sorted(nouns.quotations, key=_id)
        assert sorted(shelves.codings.read(connection), key=_id) == sorted(nouns.codings, key=_id)
        assert sorted(shelves.memos.read(connection), key=_id) == sorted(nouns.memos, key=_id)
        assert set(shelves.readings.read(connection)) == set(nouns.readings)
        assert documents.read_documents(connection) == sorted(
            (document for document, _, _ in nouns.documents), key=lambda document: document.name
        )
        for document, transcript, data in nouns.documents:
            assert documents.read_text(connection, document.id) == transcript.text
            assert documents.read_turns(connection, document.id) == {document.id: transcript.turns}
            assert documents.read_source(connection, document.id) == data
            _check_voices(connection, document, transcript)
        assert codebooks.read_codebooks(connection) == [nouns.codebook]
        assert codebooks.read_at_version(connection, nouns.codebook.id, 1) == nouns.codebook
        assert codebooks.read_at_version(connection, nouns.codebook.id, 2) is None
        assert themes.read_themes(connection) == nouns.themes
    assert store.undo(who="ana") is not None
    assert everything(store) == before


def _id(noun: object) -> str:
    return str(noun.id)  # type: ignore[attr-defined]


def _frozen(coder: Coder) -> tuple[str, str, str]:
    return coder.id, coder.name, coder.created_at


def _check_voices(connection: sa.Connection, document: Document, transcript: Transcript) -> None:
    voices = documents.read_speakers(connection, document.id).get(document.id, ())
    assert [(voice.label, voice.role) for voice in voices] == [
        (voice.label, voice.role) for voice in transcript.speakers
    ]
    only = [voice for voice in voices if voice.role == "participant"]
    for voice in voices:
        assert voice.participant == (document.participant if [voice] == only else None)


@shared_store
@example(name="\U0010ffff", attributes={"": "", "years\nin post": "3"})
@given(name=strategies.words, attributes=strategies.st.dictionaries(strategies.texts, strategies.texts, max_size=3))
def test_a_noun_that_is_put_again_is_changed_and_not_doubled(
    store: Store, name: str, attributes: dict[str, str]
) -> None:
    with store.write(who="ana", what="put") as writing:
        shelves.participants.put(writing, [Participant("p", "first")])
    with store.write(who="ana", what="put again") as writing:
        shelves.participants.put(writing, [Participant("p", name, attributes), Participant("q", "other")])
    with store.read() as connection:
        found = {person.id: person for person in shelves.participants.read(connection)}
        assert found == {"p": Participant("p", name, attributes), "q": Participant("q", "other")}
        assert shelves.participants.find(connection, "nobody") is None
        assert shelves.participants.known(connection, ["p", "nobody"]) == {"p"}
    assert store.undo(who="ana") is not None
    assert store.undo(who="ana") is not None


def test_names_are_listed_in_the_same_order_by_every_store(store: Store) -> None:
    names = ["b", "Ä", "a", "B", "_", "P10", "P2", "p1", "ब", "-x", "é", "z"]
    with store.write(who="ana", what="people") as writing:
        shelves.coders.add(writing, [Coder(str(at), name) for at, name in enumerate(names)])
        shelves.participants.add(writing, [Participant(str(at), name) for at, name in enumerate(names)])
        shelves.rounds.add(writing, [Round(str(at), name) for at, name in enumerate(names)])
        for at, name in enumerate(names):
            transcript = Transcript(f"text of {name}", (Turn(0, 1),))
            document = Document(str(at), name, f"{name}.txt", "", "txt", "en", 1, 1, 1)
            documents.add_document(writing, document, transcript, b"", None)
    with store.read() as connection:
        assert [coder.name for coder in shelves.coders.read(connection)] == sorted(names)
        assert [person.name for person in shelves.participants.read(connection)] == sorted(names)
        assert [round_.name for round_ in shelves.rounds.read(connection)] == sorted(names)
        assert [document.name for document in documents.read_documents(connection)] == sorted(names)
        assert [name for name, _ in documents.read_texts(connection)] == sorted(names)
        assert dict(documents.read_texts(connection, ["a", "Ä"])) == {"a": "text of a", "Ä": "text of Ä"}


def test_a_write_and_its_history_stand_together(store: Store) -> None:
    with store.write(who="ana", what="add ben", reason="he joins") as writing:
        shelves.coders.add(writing, [Coder("b", "ben")])
    (change,) = store.history()
    assert (change.who, change.what, change.reason, change.undoes) == ("ana", "add ben", "he joins", None)
    assert change.at.endswith("Z")
    assert change.seq == 1


def test_a_write_that_breaks_off_leaves_neither_rows_nor_history(store: Store) -> None:
    before = everything(store)

    def break_off() -> None:
        with store.write(who="ana", what="add ben") as writing:
            shelves.coders.add(writing, [Coder("b", "ben")])
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        break_off()
    assert everything(store) == before
    assert store.history() == []


def test_a_write_that_changes_nothing_leaves_no_history(store: Store) -> None:
    with store.write(who="ana", what="add ben") as writing:
        shelves.coders.add(writing, [Coder("b", "ben")])
    with store.write(who="ana", what="the same again") as writing:
        shelves.coders.put(writing, [Coder("b", "ben")])
        shelves.coders.add(writing, [])
        shelves.coders.remove(writing, ["nobody"])
        assert writing.set_everywhere(tables.coders, "name", "nobody", "somebody") == 0
    assert [change.what for change in store.history()] == ["add ben"]


def test_the_history_is_told_latest_first(store: Store) -> None:
    for number in range(5):
        with store.write(who="ana") as writing:
            shelves.coders.add(writing, [Coder(str(number), f"coder {number}")])
            writing.what = f"add {number}"
    assert [change.what for change in store.history()] == ["add 4", "add 3", "add 2", "add 1", "add 0"]
    assert [change.what for change in store.history(limit=2)] == ["add 4", "add 3"]
    third = store.history()[2]
    assert [change.what for change in store.history(after_seq=third.seq)] == ["add 4", "add 3"]


def test_a_reference_that_leads_nowhere_is_refused_whole(store: Store) -> None:
    def refer_to_nobody() -> None:
        with store.write(who="ana", what="wrong") as writing:
            writing.insert(
                tables.readings,
                [{"id": "r", "coder_id": "nobody", "document_id": "no", "round_id": "no", "position": 0}],
            )

    with pytest.raises(IntegrityError):
        refer_to_nobody()
    assert store.history() == []
    with store.read() as connection:
        assert shelves.readings.read(connection) == []


@pytest.mark.parametrize("shelf", ["coders", "rounds", "participants"])
def test_two_things_of_a_kind_cannot_have_one_name(store: Store, shelf: str) -> None:
    make = {"coders": Coder, "rounds": Round, "participants": Participant}[shelf]
    kept = getattr(shelves, shelf)
    with store.write(who="ana", what="one") as writing:
        kept.add(writing, [make("1", "same")])

    def add_another() -> None:
        with store.write(who="ana", what="another") as writing:
            kept.add(writing, [make("2", "same")])

    with pytest.raises(IntegrityError):
        add_another()
    assert len(store.history()) == 1


def test_what_is_read_together_is_of_one_moment(store: Store) -> None:
    with store.write(who="ana", what="one") as writing:
        shelves.coders.add(writing, [Coder("1", "ana")])
    with store.read() as connection:
        first = shelves.coders.read(connection)
        with store.write(who="ben", what="two") as writing:
            shelves.coders.add(writing, [Coder("2", "ben")])
        assert shelves.coders.read(connection) == first
    with store.read() as connection:
        assert len(shelves.coders.read(connection)) == 2


def test_many_ids_are_asked_for_in_pieces(store: Store) -> None:
    coders = [Coder(f"{number:04}", f"coder {number:04}") for number in range(1203)]
    with store.write(who="ana", what="many") as writing:
        shelves.coders.add(writing, coders)
    with store.write(who="ana", what="fewer") as writing:
        shelves.coders.remove(writing, [coder.id for coder in coders[1:]])
    with store.read() as connection:
        assert shelves.coders.read(connection) == coders[:1]
    assert store.undo(who="ana") is not None
    with store.read() as connection:
        assert shelves.coders.read(connection) == coders
    assert [list(piece) for piece in batched(["a", "b", "c"], 2)] == [["a", "b"], ["c"]]
