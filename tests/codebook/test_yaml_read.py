import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.codebook import Code, Codebook, codebook_id, parse_codebook, read_codebook, read_codebook_text
from qualcode.codebook.yaml_read import MAX_BYTES, MAX_LEVELS
from qualcode.errors import FileUnreadableError, MaterialIssuesError
from tests.codebook.books import make_code


def _book(text: str) -> Codebook:
    parsed = parse_codebook(text, default_name="small")
    assert parsed.issues == ()
    return parsed.codebook


def _said(text: str) -> list[str]:
    """Give the mistakes of a text, of which none may be found slowly."""
    started = time.perf_counter()
    said = [str(issue) for issue in parse_codebook(text).issues]
    assert time.perf_counter() - started < 3
    return said


def _codes(text: str) -> tuple[Code, ...]:
    return _book(text).codes


BOOK_ID = codebook_id("small")
SAFETY = make_code(BOOK_ID, "Safety")


def test_the_long_form_says_everything() -> None:
    book = _book(
        """\
codebook: small
title: A small one
description: For the tests.
source: Ours.
language: en
owner: ana
version: 3
codes:
  - name: Safety
    definition: Being out of danger.
    when_to_use: The speaker feels safe.
    when_not_to_use: Not for health.
    example: "The gate is locked: good."
    colour: "#1b6ca8"
    keywords: [safe, gate]
    memo: |
      One.
      Two.
    codes:
      - name: Trust
        id: t-1
        retired: true
"""
    )
    safety = make_code(
        BOOK_ID, "Safety", definition="Being out of danger.", when_to_use="The speaker feels safe.",
        when_not_to_use="Not for health.", example="The gate is locked: good.", colour="#1b6ca8",
        keywords=("safe", "gate"), memo="One.\nTwo.",
    )  # fmt: skip
    assert book == Codebook(
        BOOK_ID, "small", (safety, Code("t-1", "Trust", safety.id, retired=True)), "A small one", "For the tests.",
        "Ours.", "en", "ana", 3,
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "codes:\n  - Safety\n",
        "codes:\n- Safety\n",
        "codes: [Safety]\n",
        "codes:\n  Safety:\n",
        "- Safety\n",
        "- name: Safety\n  memo: ~\n",
        "codes:\n  - name: ' Safety '\n    codes: []\n",
        "codes:\n  - Safety: {}\n",
    ],
)
def test_a_name_alone_is_a_code(text: str) -> None:
    assert _book(text) == Codebook(BOOK_ID, "small", (SAFETY,))


@pytest.mark.parametrize(
    "text", ["- Safety: Being safe.\n", "codes: {Safety: Being safe.}\n", "- Safety:\n    definition: Being safe.\n"]
)
def test_a_name_and_a_text_are_a_code_and_its_definition(text: str) -> None:
    assert _codes(text) == (make_code(BOOK_ID, "Safety", definition="Being safe."),)


@pytest.mark.parametrize(
    "text",
    [
        "- Safety: [Trust, Care]\n- Time\n",
        "- Safety:\n  - Trust\n  - Care\n- Time\n",
        "- name: Safety\n  codes: [Trust, Care]\n- Time\n",
        "- Safety: {codes: [Trust, Care]}\n- Time\n",
        "codes:\n  Safety: [Trust, Care]\n  Time:\n",
        "codes:\n  - Safety:\n      - name: Trust\n      - Care:\n  - Time:\n",
    ],
)
def test_a_name_and_a_list_are_a_code_and_those_below_it(text: str) -> None:
    below = (make_code(BOOK_ID, "Trust", SAFETY), make_code(BOOK_ID, "Care", SAFETY))
    assert _codes(text) == (SAFETY, *below, make_code(BOOK_ID, "Time"))


@pytest.mark.parametrize(
    ("written", "field"),
    [
        ("label", "name"), ("code", "name"), ("Description", "definition"), ("use when", "when_to_use"),
        ("Inclusion", "when_to_use"), ("do-not-use", "when_not_to_use"), ("Exclude", "when_not_to_use"),
        ("examples", "example"), ("note", "memo"), ("Comment", "memo"), ("When to use", "when_to_use"),
    ],
)  # fmt: skip
def test_fields_may_have_the_names_that_people_give_them(written: str, field: str) -> None:
    name = "" if field == "name" else "  name: Safety\n"
    (code,) = _codes(f"- memo2: x\n{name}  {written}: Safety\n".replace("- memo2: x\n", "- colour: '#abc'\n"))
    assert getattr(code, field) == "Safety"
    assert code.colour == "#aabbcc"


def test_children_may_have_the_names_that_people_give_them() -> None:
    for written in ("children", "subcodes", "Sub-codes"):
        assert [code.name for code in _codes(f"- name: A\n  {written}: [B]\n")] == ["A", "B"]


@pytest.mark.parametrize(
    "name",
    [
        "no", "yes", "Null", "null", "true", "on", "2011-04-18", "2011-04-18 10:00:00", "010", "1_000", "1.50", "0x1F",
        "12:30", "=", "<<", ".5", "1e3",
    ],
)  # fmt: skip
def test_names_stay_as_they_were_written(name: str) -> None:
    for text in (f"- {name}\n", f"- name: {name}\n  memo: x\n", f"codebook: small\ncodes:\n  {name}: x\n"):
        assert [code.name for code in _codes(text)] == [name]
    assert _book(f"codebook: {name}\ncodes: [a]\n").name == name


def test_nothing_is_nothing_in_every_spelling_of_yaml_and_text_in_quotes() -> None:
    (code,) = _codes("- name: a\n  definition: ~\n  memo: null\n  example: 'null'\n  when_to_use:\n")
    assert (code.definition, code.memo, code.example, code.when_to_use) == ("", "", "null", "")


def test_a_text_may_be_a_list_of_lines() -> None:
    (code,) = _codes("- name: a\n  example:\n    - One.\n    - Two.\n")
    assert code.example == "One.\nTwo."


@pytest.mark.parametrize("written", ["[safe, 'a, b', safe, 2]", "\n      - safe\n      - a, b\n      - 2\n"])
def test_keywords_are_a_list_and_each_counts_once(written: str) -> None:
    assert _codes(f"- name: a\n  keywords: {written}\n")[0].keywords == ("safe", "a, b", "2")
    assert _codes("- name: a\n  keywords: safe, gate ,, safe\n")[0].keywords == ("safe", "gate")


def test_a_file_without_a_name_of_its_own_is_called_like_the_file(tmp_path: Path) -> None:
    path = tmp_path / "pilot.yaml"
    path.write_bytes("\ufeff- Safety\r\n- Trust: क्या\r\n".encode())
    book = read_codebook(path)
    assert (book.name, book.id) == ("pilot", codebook_id("pilot"))
    assert [code.definition for code in book] == ["", "क्या"]


def test_an_explicitly_empty_list_is_an_empty_codebook() -> None:
    assert _book("codes: []\n") == Codebook(BOOK_ID, "small")


# Mistakes


def test_all_mistakes_are_told_at_once_with_their_lines() -> None:
    assert _said(
        """\
titel: A small one
version: two
codes:
  - name: Safety
    colour: blue
    defintion: Being safe.
  - name: safety
    retired: maybe
  - colour: "#fff"
  - name: A > B
  - name: Trust
    memo: {a: b}
    memo: twice
  - [a]
  - name: Care
    codes: some
  - {}
"""
    ) == [
        'line 1: a codebook has no field "titel". Did you mean "title"? It has codebook, title, description, source, '
        "language, owner, version, id, codes",
        'line 2: the version should be a whole number, not "two"',
        'line 5: "blue" is no colour; write it as "#1b6ca8", in quotes',
        'line 6: a code has no field "defintion". Did you mean "definition"? It has name, definition, when_to_use, '
        "when_not_to_use, example, colour, memo, id, keywords, retired, codes",
        'line 7: the name "safety" is already used in line 4; every code needs its own',
        'line 8: retired should be true or false, not "maybe"',
        "line 9: a code has no name; give it one",
        'line 10: ">" between spaces stands for levels of the tree and cannot be in a name',
        "line 12: memo should be text; if it holds a colon, put it in quotes",
        'line 13: "memo" is given twice',
        "line 14: here should be a code: a name, or `name:` with its fields",
        "line 16: here should be a list of codes, each line beginning with a dash",
        "line 17: here should be a code: a name, or `name:` with its fields",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the file is empty; write `codes:` and a list of codes"),
        ("# only a remark\n", "the file is empty; write `codes:` and a list of codes"),
        ("title: a\n", "line 1: there is no code in it; write `codes:` and a list of codes"),
        ("codes:\n", "line 1: there is no code in it; write `codes:` and a list of codes"),
        ("just text\n", "line 1: a codebook is a list of codes under `codes:`"),
        ("codes:\n  name: a\n  memo: b\n", "line 2: here should be a list of codes; put a dash before `name:`"),
        ("- name: a\n  colour: #1b6ca8\n",
         "line 2: YAML takes the colour #1b6ca8 for a comment; write it in quotes, \"#1b6ca8\""),
        ("- name: a\n  colour: '#12'\n", 'line 2: "#12" is no colour; write it as "#1b6ca8", in quotes'),
        ("- name: 'a\n\n    b'\n", "line 1: a name is one line"),
        ("version: 99999999999999999999\ncodes: [a]\n",
         'line 1: the version should be a whole number, not "99999999999999999999"'),
        ("- name: a\n  id: x\n- name: b\n  id: x\n",
         'line 3: the id of "b" is already used by another code; leave the id out'),
        ("- ~\n", "line 1: a code has no name; give it one"),
        ("codes:\n\t- a\n",
         "line 2: this is not YAML: found character that cannot start any token; indent with spaces, not with tabs"),
        ("- a: b: c\n",
         "line 1: this is not YAML: mapping values are not allowed in this context; "
         "if a text holds a colon followed by a space or a #, put it in quotes"),
        ("- a\n---\n- b\n",
         "line 2: this is not YAML: expected a single document in the stream but found another document"),
        ("- é\n- a\x07\n", "line 2: this is not YAML: control characters are not allowed"),
        ("- a\n- b\ud83d\n", "line 2: this is not YAML: half a character (a lone surrogate)"),
        ("codes: *nobody\n", "line 1: this is not YAML: found undefined alias"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_in_one_sentence_with_its_line(text: str, said: str) -> None:
    assert _said(text) == [said]


@pytest.mark.parametrize("text", ["codes: [a", "- 'a", '- "a', "{", "@a", "%a", "- a\n b: c\n- d", "? [a, b]\n: c\n"])
def test_what_is_no_codebook_is_told_and_never_falls_over(text: str) -> None:
    assert _said(text)


@given(st.text(st.one_of(st.characters(), st.sampled_from("-: \n\t#[]{},&*!|>'\"?%@`")), max_size=60))
def test_no_text_at_all_makes_the_reader_fall_over(text: str) -> None:
    parsed = parse_codebook(text)
    assert parsed.issues or len(parsed.codebook) or "[]" in text


def test_a_code_below_one_of_the_same_name_is_told() -> None:
    assert _said("- Safety: [Safety]\n") == [
        'line 1: the name "Safety" is already used in line 1; every code needs its own'
    ]
    assert len(_said("- name: A\n  id: x\n  codes:\n    - name: B\n      id: x\n      codes: [C]\n")) == 1


def test_lists_shared_through_aliases_are_refused_before_they_grow() -> None:
    laughs = "a0: &a0 [x, x]\n" + "".join(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n" for i in range(1, 40))
    assert len(_said(laughs + "codes: *a39\n")) >= 40
    codes = "codes:\n  - A: &a0 [x0]\n" + "".join(
        f"  - B{i}: &a{i}\n    - C{i}: *a{i - 1}\n    - D{i}: *a{i - 1}\n" for i in range(1, 40)
    )
    assert "line 2: a codebook cannot use YAML aliases (*name); write the codes out" in _said(codes)


@pytest.mark.parametrize(
    "text",
    ["codes: &a [*a]\n", "codes: &a\n  - A: *a\n", "codes: &a\n  - name: A\n    codes: *a\n", "&a\ncodes: *a\n",
     "codes:\n  - &a\n    A: *a\n"],
)  # fmt: skip
def test_a_list_that_holds_itself_is_refused(text: str) -> None:
    assert _said(text)


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "{? ", "!!seq ["])
def test_lists_nested_without_end_are_refused(opening: str) -> None:
    (said,) = _said("codes: " * (opening != "- ") + opening * 100_000)
    assert said == "line 1: the lists are nested too deeply"


def test_more_levels_than_anybody_needs_are_refused_with_the_line() -> None:
    lines = [f"{'  ' * level}- name: L{level}\n{'  ' * level}  codes:\n" for level in range(MAX_LEVELS + 1)]
    text = "".join(lines).removesuffix("codes:\n").rstrip() + "\n"
    assert _said(text) == [f"line {2 * MAX_LEVELS + 1}: codes are nested more than {MAX_LEVELS} levels deep"]


# Files


def test_a_file_with_mistakes_is_refused_with_all_of_them(tmp_path: Path) -> None:
    path = tmp_path / "pilot.yaml"
    path.write_text("codes:\n  - A\n  - a\n  - name: B\n    color: red\n", encoding="utf-8")
    with pytest.raises(MaterialIssuesError) as caught:
        read_codebook(path)
    assert str(caught.value) == (
        f"{path}: 2 mistakes; nothing was changed.\n"
        '  line 3: the name "a" is already used in line 2; every code needs its own\n'
        '  line 5: "red" is no colour; write it as "#1b6ca8", in quotes'
    )


def test_a_file_that_cannot_be_read_is_named_with_the_reason(tmp_path: Path) -> None:
    folder, latin, large = tmp_path / "folder", tmp_path / "latin.yaml", tmp_path / "large.yaml"
    folder.mkdir()
    latin.write_bytes("- Zo\xeb\n".encode("latin-1"))
    large.write_bytes(b"#" * (MAX_BYTES + 1))
    for path, reason in {
        tmp_path / "none.yaml": "there is no such file",
        folder: "it is a folder; name the YAML file in it",
        latin: "byte 4 is not UTF-8; save it as UTF-8 text",
        large: "it is larger than 5 MB, which no codebook is",
        latin / "x.yaml": "not a directory",
    }.items():
        with pytest.raises(FileUnreadableError) as caught:
            read_codebook_text(str(path))
        assert str(caught.value) == f"{path} cannot be read: {reason}."


def test_a_file_without_permission_is_named_with_the_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbid(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "mine.yaml"
    path.touch()
    monkeypatch.setattr(Path, "read_bytes", forbid)
    with pytest.raises(FileUnreadableError) as caught:
        read_codebook_text(path)
    assert str(caught.value) == f"{path} cannot be read: permission denied."


def test_a_forgotten_colon_does_not_make_one_name_of_two_lines() -> None:
    parsed = parse_codebook("codes:\n  - People\n    - Quarrel\n")
    assert [str(issue) for issue in parsed.errors] == [
        "line 2: this name runs over several lines; end it with a colon if codes stand below it"
    ]
