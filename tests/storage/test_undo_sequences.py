"""Whatever is done in whatever order: undoing it all leaves nothing of it, redoing it all leaves nothing out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.codebook import add_code, edit_code, merge_codes, move_code, rename_code, retire_code, split_code
from qualcode.errors import QualcodeError
from qualcode.project import Project
from tests.storage.looks import everything
from tests.study import make_study

Step = Callable[[Project, Path], object]


@pytest.fixture
def project(place: str, tmp_path: Path) -> Iterator[Project]:
    with make_study(place, tmp_path) as made:
        yield made


def _book(change: Callable[..., Any], *names: Any) -> Step:
    def step(project: Project, folder: Path) -> None:
        book = project.codebooks.get("small")
        known = [code.name for code in book]
        chosen = [known[name % len(known)] if isinstance(name, int) and known else name for name in names]
        if change is merge_codes:
            chosen = [[chosen[0]], chosen[1]]
        if change is split_code:
            chosen = [chosen[0], [f"{chosen[0]} 1", f"{chosen[0]} 2"]]
        if change is edit_code:
            project.codebooks.apply(edit_code(book, chosen[0], memo="लंबा memo", keywords=("a", "b")))
        else:
            project.codebooks.apply(change(book, *chosen))

    return step


def _add(document: str, code: int, start: int, length: int, coder: str) -> Step:
    def step(project: Project, folder: Path) -> None:
        known = [found.name for found in project.codebooks.get("small")]
        project.codings.add(
            document, known[code % len(known)], coder=coder, start=start, end=start + length, memo="m" * (start % 2)
        )

    return step


def _on_codings(do: str, first: int, count: int) -> Step:
    def step(project: Project, folder: Path) -> None:
        ids = [row.coding_id for row in project.codings.rows()][first : first + count]
        if do == "remove":
            project.codings.remove(ids)
        else:
            project.codings.recode(ids, "Needs")

    return step


def _write(name: str, text: str, take_in: Callable[[Project, Path], object]) -> Step:
    def step(project: Project, folder: Path) -> None:
        (folder / name).write_text(text, encoding="utf-8")
        take_in(project, folder / name)

    return step


def _undo(project: Project, folder: Path) -> bool:
    """Undo, unless all that the steps have done is undone; tells whether something was."""
    undone = project.history.undo()
    if undone is not None and undone.what == "memo on a project":
        assert project.history.redo() == undone
        return False
    return True


numbers = st.integers(0, 9)
steps = st.one_of(
    st.builds(
        _add, st.sampled_from("AB"), numbers, st.integers(0, 90), st.integers(1, 40), st.sampled_from(("ana", "ben"))
    ),
    st.builds(_on_codings, st.sampled_from(("remove", "recode")), numbers, st.integers(0, 3)),
    st.builds(_book, st.just(merge_codes), numbers, numbers),
    st.builds(_book, st.just(split_code), numbers),
    st.builds(_book, st.just(edit_code), numbers),
    st.builds(_book, st.just(retire_code), numbers),
    st.builds(_book, st.just(move_code), numbers, st.none() | numbers),
    st.builds(_book, st.just(add_code), st.sampled_from(("Hope", "आशा", "Loss"))),
    st.builds(_book, st.just(rename_code), numbers, st.sampled_from(("Dread", "Trust"))),
    st.sampled_from(
        (
            lambda project, folder: project.readings.mark_finished("A", "ana"),
            lambda project, folder: project.readings.mark_finished("A", "ana", finished=False),
            lambda project, folder: project.readings.note_position("B", "ben", 12),
            lambda project, folder: project.documents.remove("B"),
            lambda project, folder: project.documents.ingest([folder / "B.txt"]),
            lambda project, folder: project.memos.add("document", project.documents.get("A").id, "long", coder="cem"),
            lambda project, folder: project.themes.import_file(folder / "themes.yaml"),
            lambda project, folder: project.participants.set_attributes("Asha", {"sex": "f", "": "x"}),
            lambda project, folder: project.documents.set_speaker("A", "PA", role="participant", participant="Asha"),
            lambda project, folder: project.rounds.open("second", "independent"),
            lambda project, folder: project.rounds.close("main"),
            _undo,
            lambda project, folder: project.history.redo(),
            _write(
                "again.yaml",
                "codebook: small\ncodes: [Fear, Needs: [Safety, Sleep]]\n",
                lambda project, path: project.codebooks.import_file(path),
            ),
        )
    ),
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(doing=st.lists(steps, min_size=1, max_size=8))
def test_undoing_all_gives_the_state_before_and_redoing_all_the_state_after(
    project: Project, tmp_path: Path, doing: list[Step]
) -> None:
    project.memos.add("project", project.id, "so far")  # what was undone for an earlier example is not brought back
    before = everything(project.store)
    for step in doing:
        try:
            step(project, tmp_path)
        except QualcodeError:
            continue  # refused, for example as the code was merged away: nothing happened
    after = everything(project.store)
    standing = 0
    while _undo(project, tmp_path):
        standing += 1
    assert everything(project.store) == before
    for _ in range(standing):
        assert project.history.redo() is not None
    assert everything(project.store) == after
    while _undo(project, tmp_path):
        pass
    assert everything(project.store) == before
