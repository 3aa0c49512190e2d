from dataclasses import replace

import pytest

from qualcode.coding import CodingRow
from qualcode.errors import UnknownChoiceError
from qualcode.themes import QuotationChoice, find_choices, finished_codings, theme_prevalence
from tests.themes.study import Study


@pytest.fixture
def rows(study: Study) -> tuple[CodingRow, ...]:
    return (
        study.coding("P01", "The gate must be locked.", "Physical safety", "ana"),
        study.coding("P01", "must be locked. And she must feel believed.", "Safety", "ben"),
        study.coding("P02", "A guard at night.", "Safety", "ana"),
        study.coding("P02", "School after that, for years.", "Education", "ana"),
        study.coding("P02", "School after that", "Education", "ben"),
        study.coding("P03", "no time for school", "Lack of time", "ben"),
    )


def counts(study: Study, *rows: CodingRow, **options: object) -> dict[str, tuple[int, ...]]:
    counted = theme_prevalence(
        study.tree,
        study.codebook,
        study.frame(*rows),
        **{"documents": study.documents, **options},  # type: ignore[arg-type]
    )
    return {
        row.theme: (row.quotations, row.codings, row.documents, row.participants, row.of_participants)
        for row in counted.rows
    }


def test_themes_are_counted_by_quotations_codings_documents_and_participants(
    study: Study, rows: tuple[CodingRow, ...]
) -> None:
    assert counts(study, *rows) == {
        "What clients need": (3, 5, 2, 2, 4),
        "Safety comes first": (2, 3, 2, 2, 4),
        "School": (1, 2, 1, 1, 4),
        "Too little time": (1, 1, 1, 1, 4),
    }


def test_a_domain_counts_only_its_own_codes_when_nothing_is_rolled_up(
    study: Study, rows: tuple[CodingRow, ...]
) -> None:
    assert counts(study, *rows, roll_up=False)["What clients need"] == (0, 0, 0, 0, 4)


def test_by_all_a_document_needs_every_coder_who_finished_it(study: Study, rows: tuple[CodingRow, ...]) -> None:
    alone = study.coding("P04", "nothing else", "Lack of time", "ana")
    assert counts(study, *rows, alone, by="all") == {
        "What clients need": (3, 5, 2, 2, 4),
        "Safety comes first": (2, 3, 1, 1, 4),
        "School": (1, 2, 1, 1, 4),
        "Too little time": (2, 2, 1, 1, 4),
    }


def test_one_coder_is_counted_over_what_she_has_finished(study: Study, rows: tuple[CodingRow, ...]) -> None:
    by_ben = counts(study, *rows, by="ben")
    assert by_ben == counts(study, *rows, coders=["ben"])
    assert by_ben["Safety comes first"] == (1, 1, 1, 1, 3)
    assert by_ben["Too little time"] == (1, 1, 1, 1, 3)


def test_a_document_nobody_has_finished_is_not_without_the_theme(study: Study, rows: tuple[CodingRow, ...]) -> None:
    documents = [*study.documents[:2], replace(study.documents[2], finished_by=()), study.documents[3]]
    result = theme_prevalence(study.tree, study.codebook, study.frame(*rows), documents=documents)
    time = result.of(study.tree.theme("Too little time"))
    assert (time.documents, time.of_documents, time.word) == (0, 3, "none")
    assert result.left_out == 1
    assert result.rules[-1] == "Not counted, because their coder has not finished the document: 1 coding."
    assert len(finished_codings(study.frame(*rows), documents)) == 5


def test_two_interviews_with_one_participant_are_one_person(study: Study, rows: tuple[CodingRow, ...]) -> None:
    documents = [replace(study.documents[0], participant="Asha"), replace(study.documents[1], participant="Asha")]
    safety = theme_prevalence(study.tree, study.codebook, study.frame(*rows), documents=documents).rows[1]
    assert (safety.documents, safety.participants, safety.of_participants) == (2, 1, 1)
    assert safety.said_by == ("Asha",)


def test_documents_without_participant_count_for_themselves_and_this_is_said(
    study: Study, rows: tuple[CodingRow, ...]
) -> None:
    documents = [replace(document, participant="") for document in study.documents]
    result = theme_prevalence(study.tree, study.codebook, study.frame(*rows), documents=documents)
    assert result.rows[1].said_by == ("P01", "P02")
    assert "Documents without a named participant count as one person each (4)." in result.rules[0]


def test_a_chosen_quotation_counts_where_any_coder_suffices(study: Study, rows: tuple[CodingRow, ...]) -> None:
    time = replace(study.tree.theme("Too little time"), quotations=(QuotationChoice("P04", "nothing else"),))
    tree = replace(study.tree, themes=(*study.tree.themes[:-1], time))
    choices = find_choices(tree, study.documents).found
    chosen = replace(study, tree=tree)
    assert counts(chosen, *rows, choices=choices)["Too little time"] == (2, 1, 2, 2, 4)
    assert counts(chosen, *rows, choices=choices, by="all")["Too little time"] == (1, 1, 0, 0, 4)


def test_the_result_says_how_it_was_counted(study: Study, rows: tuple[CodingRow, ...]) -> None:
    result = theme_prevalence(study.tree, study.codebook, study.frame(*rows), documents=study.documents)
    assert result.rules[0].startswith(
        "A document says a theme when at least one coder (ana, ben) put a code of the theme"
    )
    assert "4 documents, 4 participants" in result.rules[1]
    assert "overlap or touch count as one quotation" in result.rules[2]
    assert "a scale of this project's own" in result.rules[3]
    assert [result.written(row) for row in result.rows] == [
        "many: 2 of 4", "many: 2 of 4", "one participant: 1 of 4", "one participant: 1 of 4",
    ]  # fmt: skip


def test_the_table_has_a_row_per_theme(study: Study, rows: tuple[CodingRow, ...]) -> None:
    frame = theme_prevalence(study.tree, study.codebook, study.frame(*rows), documents=study.documents).frame()
    assert list(frame["path"])[:2] == ["What clients need", "What clients need > Safety comes first"]
    assert list(frame["level"]) == [0, 1, 1, 0]
    assert list(frame["share"]) == [0.5, 0.5, 0.25, 0.25]


def test_with_nothing_read_no_share_is_claimed(study: Study) -> None:
    result = theme_prevalence(study.tree, study.codebook, study.frame(), documents=[])
    assert {(row.share, row.word) for row in result.rows} == {(None, "nothing read yet")}


def test_a_coder_who_has_finished_nothing_is_named(study: Study) -> None:
    with pytest.raises(UnknownChoiceError, match='no coder who has finished a document "bne"; there is ana, ben'):
        theme_prevalence(study.tree, study.codebook, study.frame(), documents=study.documents, by="bne")
