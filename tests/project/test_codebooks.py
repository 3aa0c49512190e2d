"""Codebooks in a project: taken in, changed in versions, never behind somebody's back."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.codebook import Codebook, add_code, edit_code, move_code, rename_code
from qualcode.errors import (
    CodebookChangedMeanwhileError,
    CodebookChangeError,
    CodebookChoiceError,
    CodebookNotFoundError,
    CodesInUseError,
    MaterialIssuesError,
    NoCodebookError,
)
from qualcode.project import Project
from qualcode.text import new_id


def _take_in(project: Project, folder: Path, text: str, **how: str) -> Codebook:
    path = folder / "taken.yaml"
    path.write_text(text, encoding="utf-8")
    return project.codebooks.import_file(path, **how)  # type: ignore[arg-type]


def test_every_saved_state_is_kept_as_a_version(project: Project) -> None:
    first = project.codebooks.get()
    second = project.codebooks.apply(rename_code(first, "Fear", "Dread"), reason="closer")
    third = project.codebooks.apply(move_code(second, "Dread", "Needs"))
    assert (first.version, second.version, third.version) == (1, 2, 3)
    assert project.codebooks.get() == third
    versions = project.codebooks.versions()
    assert [(one.version, one.what, one.reason) for one in versions] == [
        (3, 'move "Dread" under "Needs"', ""),
        (2, 'rename "Fear" to "Dread"', "closer"),
        (1, 'codebook "small" from small.yaml', ""),
    ]
    assert project.codebooks.at_version(1) == first
    assert project.codebooks.at_version(2, "SMALL") == second
    assert any("Fear" in line and "Dread" in line for line in project.codebooks.diff(1, 2))
    with pytest.raises(CodebookNotFoundError, match='No codebook named "small version 9"'):
        project.codebooks.at_version(9)


def test_a_state_made_from_an_old_version_is_not_saved_over_a_newer_one(project: Project) -> None:
    mine = theirs = project.codebooks.get()
    project.codebooks.apply(edit_code(theirs, "Fear", definition="Being afraid."))
    with pytest.raises(CodebookChangedMeanwhileError) as error:
        project.codebooks.apply(edit_code(mine, "Fear", memo="?"))
    assert str(error.value) == (
        'The codebook "small" was changed meanwhile (version 1 was read, it is at version 2). '
        "Nothing was saved; look at the new version and try again."
    )
    assert project.codebooks.get().code("Fear").memo == ""


def test_a_file_taken_in_again_is_the_next_version_with_the_same_codes(project: Project, tmp_path: Path) -> None:
    before = project.codebooks.get()
    project.codings.add("A", "Fear", coder="ana", quote="I lie awake")
    after = _take_in(project, tmp_path, "codebook: Small\ncodes: [FEAR: [Night], Hope]\n", reason="new")
    assert (after.version, after.id) == (2, before.id)
    assert after.code("fear").id == before.code("Fear").id
    assert [row.code_path for row in project.codings.rows()] == ["FEAR"]
    assert [code.name for code in project.codebooks.get()] == ["FEAR", "Night", "Hope"]
    assert project.codebooks.at_version(1) == before


def test_codes_in_use_do_not_vanish(project: Project, tmp_path: Path) -> None:
    project.codings.add("A", ["Fear", "Sleep"], coder="ana", quote="I lie awake")
    with pytest.raises(CodesInUseError) as error:
        _take_in(project, tmp_path, "codebook: small\ncodes: [Needs]\n")
    assert str(error.value).startswith(
        'The codebook "small" was not changed: passages are coded with "Fear", "Sleep", which the new state lacks.'
    )
    assert project.codebooks.get().version == 1


def test_codes_that_themes_are_built_of_do_not_vanish(project: Project, tmp_path: Path) -> None:
    project.themes.import_file(tmp_path / "themes.yaml")
    with pytest.raises(CodebookChangeError) as error:
        _take_in(project, tmp_path, "codebook: small\ncodes: [Needs: [Safety], Fear]\n")
    assert 'the new state lacks "Physical safety", "Emotional safety", "Sleep"' in str(error.value) or (
        'of which the theme "Rest" is built; rename, merge or retire instead' in str(error.value)
    )
    assert project.themes.named(project.themes.tree()).theme("Rest").only == ("Sleep",)


def test_a_list_of_one_coder_is_not_taken_over_by_another(project: Project, tmp_path: Path) -> None:
    _take_in(project, tmp_path, "codebook: mine\ncodes: [One]\n", owner="ana")
    with pytest.raises(CodebookChangeError) as error:
        _take_in(project, tmp_path, "codebook: mine\ncodes: [Two]\n", owner="ben")
    assert str(error.value) == (
        'The codebook was not changed: "mine" is ana\'s own list; read the list of ben in under another name (--name).'
    )
    with pytest.raises(CodebookChangeError, match='"small" is shared; read the list of ben in under another name'):
        _take_in(project, tmp_path, "codebook: small\ncodes: [Two]\n", owner="ben")
    assert _take_in(project, tmp_path, "codebook: mine\ncodes: [One, More]\n", owner="Ana").version == 2
    assert _take_in(project, tmp_path, "codebook: mine\ncodes: [One, More]\n").owner == "ana"
    other = _take_in(project, tmp_path, "codebook: mine\ncodes: [Two]\n", owner="ben", name="bens")
    assert (other.name, other.owner, other.version) == ("bens", "ben", 1)


def test_one_file_may_be_taken_in_under_two_names(project: Project, tmp_path: Path) -> None:
    text = "codebook: start\ncodes: [One: [Two], Three]\n"
    books = [_take_in(project, tmp_path, text, owner=who, name=f"list of {who}") for who in ("ana", "ben")]
    assert len({book.id for book in books}) == 2
    assert len({code.id for book in books for code in book}) == 6
    for book in books:
        assert [book.path(code) for code in book] == ["One", "One > Two", "Three"]
    again = _take_in(project, tmp_path, text.replace("Three", "Four"), owner="ben", name="list of ben")
    assert (again.version, again.code("Two").id) == (2, books[1].code("Two").id)
    assert project.codebooks.get("list of ana") == books[0]


def test_shared_codebooks_are_listed_first_and_one_alone_need_not_be_named(project: Project, tmp_path: Path) -> None:
    _take_in(project, tmp_path, "codebook: a list\ncodes: [One]\n", owner="ana")
    assert [book.name for book in project.codebooks.list()] == ["small", "a list"]
    assert project.codebooks.get().name == "small"
    _take_in(project, tmp_path, "codebook: other\ncodes: [One]\n")
    with pytest.raises(CodebookChoiceError) as error:
        project.codebooks.get()
    assert str(error.value) == "The project has several codebooks (other, small); say which with `--codebook NAME`."
    with pytest.raises(CodebookNotFoundError, match=r'No codebook named "smal". Did you mean "small"'):
        project.codebooks.get("smal")


def test_a_project_without_a_codebook_says_so(tmp_path: Path) -> None:
    with (
        Project.create(tmp_path / "study.qualcode") as project,
        pytest.raises(NoCodebookError, match="The project has no codebook yet"),
    ):
        project.codebooks.get()


def test_two_codebooks_do_not_share_a_name(project: Project) -> None:
    with pytest.raises(CodebookChangeError, match='there is another codebook named "small"; choose another name'):
        project.codebooks.save(Codebook(new_id(), "SMALL"), what="another")
    assert len(project.codebooks.list()) == 1


def test_a_file_with_mistakes_changes_nothing(project: Project, tmp_path: Path) -> None:
    with pytest.raises(MaterialIssuesError, match=r"nothing was changed\.\n  line "):
        _take_in(project, tmp_path, "codebook: small\ncodes: [Fear, fear]\n")
    assert project.codebooks.get().version == 1


def test_a_codebook_goes_out_and_comes_back_unchanged(project: Project, tmp_path: Path) -> None:
    project.codebooks.apply(add_code(project.codebooks.get(), "आशा", parent="Needs", definition="उम्मीद"))
    path = project.codebooks.export_file(tmp_path / "out.yaml")
    assert "आशा" in path.read_text(encoding="utf-8")
    before = project.codebooks.get()
    after = project.codebooks.import_file(path)
    assert after.codes == before.codes
    path.write_text(f"# our list\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    project.codebooks.export_file(path, "small")
    assert path.read_text(encoding="utf-8").startswith("# our list\n"), "remarks in the file are kept"
