from qualcode.coding import COLUMNS, CodingRow, codings_frame


def _row(document: str, start: int, end: int, coder: str, code_path: str, coding_id: str = "c") -> CodingRow:
    code = code_path.rpartition(" > ")[2]
    return CodingRow(
        document, start, end, "सुरक्षा first", code, code_path, coder, "first round", "sure", "P01", "Priya",
        "participant", "", "2024-01-01T00:00:00Z", coding_id, "q", "k", "d",
    )  # fmt: skip


def test_the_table_has_one_row_per_coding_sorted_by_place_coder_and_code() -> None:
    rows = [
        _row("P02", 0, 4, "ana", "Safety"),
        _row("P01", 10, 12, "ana", "Safety"),
        _row("P01", 9, 14, "ben", "Safety"),
        _row("P01", 9, 14, "ana", "Needs > Trust", "first"),
        _row("P01", 9, 14, "ana", "Needs > Trust", "second"),
        _row("P01", 9, 14, "ana", "Needs > Care"),
        _row("P01", 9, 12, "ben", "Safety"),
    ]
    frame = codings_frame(iter(rows))
    assert [CodingRow(*row) for row in frame.itertuples(index=False)] == [
        rows[6], rows[5], rows[3], rows[4], rows[2], rows[1], rows[0],
    ]  # fmt: skip
    assert list(frame.index) == list(range(7))


def test_positions_are_integers_and_everything_else_is_text_also_without_rows() -> None:
    from pandas.api.types import is_integer_dtype, is_string_dtype

    for frame in (codings_frame([_row("P01", 0, 4, "ana", "Safety")]), codings_frame([])):
        assert tuple(frame.columns) == COLUMNS
        for column in COLUMNS:
            kind = is_integer_dtype if column in ("start", "end") else is_string_dtype
            assert kind(frame[column]), column


def test_tables_with_and_without_rows_have_the_same_types_so_that_they_can_be_joined() -> None:
    import pandas as pd

    full, empty = codings_frame([_row("P01", 0, 4, "ana", "Safety")]), codings_frame([])
    assert full.dtypes.equals(empty.dtypes)
    pd.testing.assert_frame_equal(pd.concat([full, empty], ignore_index=True), full)
