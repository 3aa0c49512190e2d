from hypothesis import given
from hypothesis import strategies as st

from qualcode.text import Span
from qualcode.themes import FoundChoice, join_passages
from tests.themes.study import Study, small_study

STUDY = small_study()
TEXT = STUDY.documents[0].text
SPANS = st.lists(
    st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 20), st.sampled_from(["ana", "ben"])), max_size=12
)


@given(SPANS)
def test_passages_cover_every_coded_character_once_and_keep_every_coding(spans: list[tuple[int, int, str]]) -> None:
    rows = [
        STUDY.coding_at("P01", start, min(len(TEXT), start + length), "Safety", coder) for start, length, coder in spans
    ]
    passages = join_passages(rows)
    coded = {position for row in rows for position in range(row.start, row.end)}
    covered = [position for passage in passages for position in range(passage.span.start, passage.span.end)]
    assert covered == sorted(coded)
    assert all(passage.words == passage.span.of(TEXT) for passage in passages)
    assert sorted(row.coding_id for row in rows) == sorted(
        row.coding_id for passage in passages for row in passage.codings
    )
    assert all(passage.span.contains(Span(row.start, row.end)) for passage in passages for row in passage.codings)


def test_two_coders_on_overlapping_words_make_one_passage(study: Study) -> None:
    rows = [
        study.coding("P01", "The gate must be locked.", "Physical safety", "ana"),
        study.coding("P01", "locked. And she must feel believed.", "Safety", "ben"),
        study.coding("P02", "A guard at night.", "Safety", "ben"),
    ]
    first, second = join_passages(rows)
    assert first.words == "The gate must be locked. And she must feel believed."
    assert [row.coder for row in first.codings] == ["ana", "ben"]
    assert (second.document, second.words) == ("P02", "A guard at night.")


def test_passages_with_words_between_them_stay_apart(study: Study) -> None:
    rows = [
        study.coding("P01", "The gate must be locked.", "Safety", "ana"),
        study.coding("P01", "And she must feel believed.", "Safety", "ana"),
    ]
    assert len(join_passages(rows)) == 2


def test_a_chosen_quotation_joins_the_coded_passage_it_lies_in(study: Study) -> None:
    row = study.coding("P01", "The gate must be locked.", "Safety", "ana")
    choice = FoundChoice("t", "P01", Span(row.start + 4, row.start + 8), "gate")
    (passage,) = join_passages([row], [choice])
    assert passage.words == "The gate must be locked."
    assert passage.choices == (choice,)
