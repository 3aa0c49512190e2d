"""The settings beside the transcripts: read with every mistake at once, written back the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import FileUnreadableError, MaterialIssuesError
from qualcode.ingest import (
    SETTINGS_NAME,
    FileSettings,
    IngestSettings,
    ReadOptions,
    Source,
    apply_settings,
    read_settings,
    read_transcript,
    settings_for,
    write_settings,
)
from qualcode.ingest.settings_read import parse_settings
from qualcode.ingest.settings_write import settings_text

TEXT = r"""
# how these are read
language: da
speakers: '(?P<speaker>\w+)\s*='
map: {I: Interviewer, No: Nora}
roles:
  interviewer: [Interviewer]
  participant: Nora
participants:
  Nora: P07
folders:
  pilot:
    language: en
    join_wraps: yes
files:
  pilot/P03.txt: {encoding: cp1252, map: {X: Xenia}}
  P04.txt: {encoding: utf-16}
"""


def test_settings_are_read_for_all_for_a_folder_and_for_a_file() -> None:
    parsed = parse_settings(TEXT)
    assert parsed.issues == ()
    assert parsed.settings.for_file("P01.txt") == FileSettings(
        language="da",
        speakers=r"(?P<speaker>\w+)\s*=",
        map={"I": "Interviewer", "No": "Nora"},
        roles={"Interviewer": "interviewer", "Nora": "participant"},
        participants={"Nora": "P07"},
    )
    narrow = parsed.settings.for_file("pilot/P03.txt")
    assert (narrow.language, narrow.encoding, narrow.join_wraps) == ("en", "cp1252", True)
    assert narrow.map == {"I": "Interviewer", "No": "Nora", "X": "Xenia"}
    assert parsed.settings.for_file("pilot/P04.txt").encoding == "utf-16"


def test_what_is_said_on_the_command_line_goes_first() -> None:
    settings = FileSettings(encoding="cp1252", map={"I": "Ana", "P": "Meena"})
    options = settings.options(ReadOptions(encoding="utf-8", speaker_map={"I": "Interviewer"}, max_bytes=7))
    assert options == ReadOptions(encoding="utf-8", speaker_map={"I": "Interviewer", "P": "Meena"}, max_bytes=7)


def test_every_mistake_is_found_at_once_with_its_line() -> None:
    parsed = parse_settings(
        "encodign: utf-8\n"
        "encoding: utf-99\n"
        "language: danish language\n"
        "speakers: '('\n"
        "map: [I, P]\n"
        "roles: {intervewer: I, participant: [P, P]}\n"
        "join_wraps: maybe\n"
        "participants: {P01: }\n"
        "files: {P01.txt: utf-8, P02.txt: {langage: da}}\n"
    )
    assert [str(issue) for issue in parsed.issues] == [
        'line 1: a file of settings has no field "encodign". Did you mean "encoding"? It has encoding, language, '
        "speakers, map, roles, participants, drop_running_heads, join_wraps, folders, files",
        'line 2: there is no text encoding "utf-99"; common ones are utf-8, utf-16, cp1252',
        'line 3: "danish language" is no language tag; write en, de, pt-BR or the like',
        'line 4: the pattern "(" cannot be used: missing ), unterminated subpattern at position 0',
        "line 5: map should be names with values, one on a line: `name: value`",
        'line 6: there is no role "intervewer". Did you mean "interviewer"? There are interviewer, participant, '
        "other, unknown",
        'line 6: "P" has two roles; keep one',
        'line 7: join_wraps should be true or false, not "maybe"',
        'line 8: "P01" has nothing behind it; write `P01: name`',
        'line 9: "P01.txt" should have fields below it; the fields are encoding, language, speakers, map, roles, '
        "participants, drop_running_heads, join_wraps",
        'line 9: "P02.txt" has no field "langage". Did you mean "language"? It has encoding, language, speakers, map, '
        "roles, participants, drop_running_heads, join_wraps",
    ]


@pytest.mark.parametrize("text", ["- a\n", "just words", "a: b: c", "map: &m {a: b}\nparticipants: *m\n"])
def test_what_is_no_settings_is_said(text: str) -> None:
    assert parse_settings(text).issues


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "map:\n"])
def test_nothing_settled_is_no_mistake(text: str) -> None:
    parsed = parse_settings(text)
    assert (parsed.settings, parsed.issues) == (IngestSettings(), ())


def test_settings_are_found_beside_a_file_and_up_to_the_folder_that_was_named(tmp_path: Path) -> None:
    inner = tmp_path / "study" / "pilot"
    inner.mkdir(parents=True)
    (tmp_path / SETTINGS_NAME).write_text("language: fr\n")
    (tmp_path / "study" / SETTINGS_NAME).write_text("language: da\nencoding: cp1252\nfiles: {P2.txt: {language: mr}}\n")
    (inner / SETTINGS_NAME).write_text("language: en\n")
    assert settings_for(inner / "P1.txt") == FileSettings(language="en")
    assert settings_for(inner / "P1.txt", root=tmp_path / "study") == FileSettings(language="en", encoding="cp1252")
    assert settings_for(tmp_path / "study" / "P2.txt").language == "mr"
    assert settings_for(tmp_path / "other" / "P1.txt") == FileSettings()


def test_mistakes_name_the_file(tmp_path: Path) -> None:
    (tmp_path / SETTINGS_NAME).write_text("langage: da\n")
    with pytest.raises(MaterialIssuesError, match=rf"{SETTINGS_NAME}: 1 mistake; nothing was changed"):
        settings_for(tmp_path / "P1.txt")
    (tmp_path / SETTINGS_NAME).write_bytes(b"\xff\xfe")
    with pytest.raises(FileUnreadableError, match="byte 0 is not UTF-8"):
        read_settings(tmp_path)


def test_settings_say_who_speaks() -> None:
    settings = FileSettings(
        map={"I": "Ana"}, roles={"I": "interviewer", "B": "other"}, participants={"B": "Meena", "C": "Lise"}
    )
    source = Source("a.txt", b"I: So?\nB: Yes.\nC: No.\nI: And?\nB: Well.\nC: So.\n")
    transcript = apply_settings(read_transcript(source, settings.options()), settings)
    assert [(one.label, one.role, one.participant) for one in transcript.speakers] == [
        ("Ana", "interviewer", None),
        ("B", "other", "Meena"),
        ("C", "participant", "Lise"),
    ]


def test_settings_are_written_whole_and_give_the_same_again(tmp_path: Path) -> None:
    settings = parse_settings(TEXT).settings
    path = write_settings(settings, tmp_path)
    assert path == tmp_path / SETTINGS_NAME
    assert read_settings(tmp_path) == settings
    assert path.read_text().startswith("# How `qualcode ingest` reads the transcripts in this folder.")
    assert [entry.name for entry in tmp_path.iterdir()] == [SETTINGS_NAME]
    with pytest.raises(FileUnreadableError):
        write_settings(settings, tmp_path / "missing")


labels = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp", "Cf"]), min_size=1, max_size=8)
maps = st.dictionaries(labels, labels, max_size=3)
one_file = st.builds(
    FileSettings,
    encoding=st.none() | st.sampled_from(["utf-8", "cp1252"]),
    language=st.none() | st.sampled_from(["no", "en", "pt-BR"]),
    speakers=st.none() | st.sampled_from([r"(\w+):", "'x' #", "null"]),
    map=maps,
    roles=st.dictionaries(labels, st.sampled_from(["interviewer", "participant", "other", "unknown"]), max_size=3),
    participants=maps,
    drop_running_heads=st.none() | st.booleans(),
    join_wraps=st.none() | st.booleans(),
)
others = st.dictionaries(labels, one_file, max_size=2)


@given(st.builds(IngestSettings, one_file, others, others))
def test_whatever_is_written_is_read_the_same(settings: IngestSettings) -> None:
    parsed = parse_settings(settings_text(settings))
    assert parsed.issues == ()
    assert parsed.settings == settings
