"""From codings to units: characters, sentences, documents, and who read what."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.agreement import CodedDocument, code_ratings, cohen_kappa, krippendorff_alpha, set_ratings
from qualcode.errors import DuplicateDocumentError, UncountableSpanError, UnitSpansError, UnknownChoiceError

CODES = ("trust", "fear", "cost")
CODERS = ("ana", "ben", "cleo")


@st.composite
def coded_documents(draw, n_documents=3):
    """Small documents with units, where some coder may not have finished some of them."""
    made = []
    for number in range(draw(st.integers(1, n_documents))):
        length = draw(st.integers(1, 14))
        span = st.tuples(st.integers(0, length - 1), st.integers(1, length)).filter(lambda s: s[0] < s[1])
        spans = {
            coder: {code: np.array(draw(st.lists(span, max_size=3)), dtype=int).reshape(-1, 2) for code in CODES}
            for coder in CODERS
        }
        coders = draw(st.lists(st.sampled_from(CODERS), unique=True))
        cuts = sorted(draw(st.sets(st.integers(0, length), min_size=2, max_size=6)))
        units = [pair for pair in pairwise(cuts) if draw(st.booleans()) or length < 4]
        made.append(CodedDocument(f"interview {number}", length, tuple(coders), spans, np.array(units, dtype=int)))
    return made


def coders_of(documents):
    return sorted({coder for document in documents for coder in document.coders})


def characters_coded(document, coder, code):
    """One truth value per character."""
    coded = np.zeros(document.length, dtype=bool)
    for start, end in document.spans.get(coder, {}).get(code, ()):
        coded[start:end] = True
    return coded


def rows_by_hand(documents, codes, unit, rule):
    """One row per unit, one set of codes per coder, counted character by character."""
    rows = []
    for document in documents:
        if unit == "character":
            units = [(position, position + 1) for position in range(document.length)]
        elif unit == "document":
            units = [(0, document.length)]
        else:
            units = document.units
        for start, end in units:
            row = []
            for coder in coders_of(documents):
                if coder not in document.coders:
                    row.append(None)
                    continue
                shares = {code: characters_coded(document, coder, code)[start:end].mean() for code in codes}
                needed = {"any": 1e-9, "majority": 0.5, "whole": 1.0}[rule]
                row.append(frozenset(code for code in codes if shares[code] >= needed))
            rows.append(row)
    return rows


def written_out(ratings):
    """The ratings as one row per unit, in order."""
    weights = np.ones(len(ratings.codes), dtype=int) if ratings.weights is None else ratings.weights
    rows = [[None if code < 0 else ratings.categories[code] for code in row] for row in ratings.codes]
    return [row for row, weight in zip(rows, weights, strict=True) for _ in range(weight)]


@given(
    coded_documents(),
    st.sampled_from(["character", "sentence", "document"]),
    st.sampled_from(["any", "majority", "whole"]),
)
def test_units_are_those_counted_character_by_character(documents, unit, rule):
    rows = rows_by_hand(documents, CODES, unit, rule)
    assert written_out(set_ratings(documents, CODES, unit=unit, rule=rule)) == rows
    for code in CODES:
        wanted = [[None if codes is None else int(code in codes) for codes in row] for row in rows]
        assert written_out(code_ratings(documents, code, unit=unit, rule=rule)) == wanted


@given(coded_documents())
def test_character_units_give_the_figure_of_one_row_per_character(documents):
    rows = rows_by_hand(documents, CODES, "character", "any")
    swept = krippendorff_alpha(set_ratings(documents, CODES), metric="masi")
    expanded = krippendorff_alpha(rows or np.empty((0, 3)), metric="masi")
    assert (swept.value is None) == (expanded.value is None)
    assert swept.value is None or swept.value == pytest.approx(expanded.value, abs=1e-12)
    assert (swept.n_units, swept.n_pairable) == (expanded.n_units, expanded.n_pairable)


@given(coded_documents())
def test_cutting_a_span_in_two_touching_or_overlapping_ones_changes_nothing(documents):
    def cut(spans):
        middle = (spans[:, 0] + spans[:, 1]) // 2
        long = spans[:, 1] - spans[:, 0] > 1
        before = np.column_stack([spans[:, 0], middle])[long]
        after = np.column_stack([middle, spans[:, 1]])[long]
        return np.concatenate([before, after, spans[~long], spans[:1]])

    pieces = [
        CodedDocument(
            document.document,
            document.length,
            document.coders,
            {coder: {code: cut(spans) for code, spans in by.items()} for coder, by in document.spans.items()},
        )
        for document in documents
    ]
    whole, cut_up = set_ratings(documents, CODES), set_ratings(pieces, CODES)
    assert written_out(whole) == written_out(cut_up)


@given(coded_documents(n_documents=1), st.data())
def test_one_document_or_its_two_halves_give_the_same_characters(documents, data):
    (document,) = documents
    at = data.draw(st.integers(0, document.length))

    def half(low, high):
        clipped = {
            coder: {code: np.clip(spans, low, high) - low for code, spans in by.items()}
            for coder, by in document.spans.items()
        }
        kept = {
            coder: {code: spans[spans[:, 0] < spans[:, 1]] for code, spans in by.items()}
            for coder, by in clipped.items()
        }
        return CodedDocument(f"{low} to {high}", high - low, document.coders, kept)

    halves = [half(0, at), half(at, document.length)]
    assert written_out(set_ratings(halves, CODES)) == written_out(set_ratings(documents, CODES))


@given(coded_documents(), st.permutations(CODERS))
def test_coders_are_compared_in_any_order_with_the_same_figure(documents, order):
    known = [coder for coder in order if coder in coders_of(documents)]
    one = krippendorff_alpha(set_ratings(documents, CODES), metric="masi").value
    other = krippendorff_alpha(set_ratings(documents[::-1], CODES[::-1], coders=known), metric="masi").value
    assert one == (None if other is None else pytest.approx(other))


def test_sets_of_more_codes_than_one_number_holds():
    codes = [f"code {number}" for number in range(120)]
    spans = {
        "ana": {code: [(number % 7, number % 7 + 3)] for number, code in enumerate(codes)},
        "ben": {code: [(number % 5, number % 5 + 4)] for number, code in enumerate(codes)},
    }
    document = CodedDocument("interview", 12, ("ana", "ben"), spans)
    wanted = [
        [frozenset(c for c in codes if characters_coded(document, coder, c)[position]) for coder in ("ana", "ben")]
        for position in range(12)
    ]
    assert written_out(set_ratings([document], codes)) == wanted


def test_a_coder_who_did_not_finish_is_missing_and_not_silent():
    spans = {"ana": {"trust": [(0, 5)]}, "ben": {"trust": [(0, 5)]}}
    unfinished = CodedDocument("one", 20, ("ana",), spans)
    finished = CodedDocument("two", 20, ("ana", "ben"), {"ana": {"trust": [(0, 5)]}})
    ratings = code_ratings([unfinished, finished], "trust")
    assert written_out(ratings)[0] == [1, None]
    assert written_out(ratings)[20] == [1, 0]
    assert krippendorff_alpha(ratings).n_pairable == 20


def test_coders_who_share_no_document_have_no_agreement():
    documents = [
        CodedDocument("one", 20, ("ana",), {"ana": {"trust": [(0, 5)]}}),
        CodedDocument("two", 20, ("ben",), {"ben": {"trust": [(0, 5)]}}),
    ]
    assert krippendorff_alpha(code_ratings(documents, "trust")).value is None


def test_a_span_coded_twice_by_one_coder_is_not_two_coders():
    twice = {"ana": {"trust": [(0, 5), (2, 8)]}, "ben": {}}
    once = {"ana": {"trust": [(0, 8)]}, "ben": {}}
    figures = [
        krippendorff_alpha(code_ratings([CodedDocument("one", 20, ("ana", "ben"), spans)], "trust"))
        for spans in (twice, once)
    ]
    assert figures[0] == figures[1]


def test_the_same_coding_by_paragraph_and_by_character():
    """Of 100 paragraphs of 200 characters both mark the same 12: one coder 80 characters of each, one all."""
    marked = np.arange(12) * 1600
    spans = {
        "ana": {"trust": np.column_stack([marked, marked + 80])},
        "ben": {"trust": np.column_stack([marked, marked + 200])},
    }
    starts = np.arange(100) * 200
    document = CodedDocument("one", 20000, ("ana", "ben"), spans, np.column_stack([starts, starts + 200]))
    by_paragraph = cohen_kappa(code_ratings([document], "trust", unit="paragraph"))
    by_character = cohen_kappa(code_ratings([document], "trust"))
    by_majority = cohen_kappa(code_ratings([document], "trust", unit="paragraph", rule="majority"))
    assert by_paragraph.value == 1
    assert by_character.value == pytest.approx(0.54, abs=0.005)
    assert by_majority.value == 0
    assert (by_paragraph.unit, by_paragraph.rule) == ("paragraph", "any")
    assert (by_character.unit, by_character.rule) == ("character", None)
    assert by_character.n_units == 20000


def test_a_parent_counts_what_its_descendants_mark():
    spans = {"ana": {"trust": [(0, 4)]}, "ben": {"trust/doctor": [(2, 6)]}}
    document = CodedDocument("one", 8, ("ana", "ben"), spans)
    alone = code_ratings([document], "trust")
    rolled_up = code_ratings([document], "trust", counts_as=("trust", "trust/doctor"))
    assert [row[1] for row in written_out(alone)] == [0] * 8
    assert [row[1] for row in written_out(rolled_up)] == [0, 0, 1, 1, 1, 1, 0, 0]


def test_text_between_the_units_belongs_to_none():
    document = CodedDocument("one", 10, ("ana", "ben"), {"ana": {"trust": [(4, 5)]}}, [(0, 4), (5, 10)])
    assert written_out(code_ratings([document], "trust", unit="sentence")) == [[0, 0], [0, 0]]


def test_an_empty_document_has_no_units():
    document = CodedDocument("one", 0, ("ana", "ben"), {}, np.empty((0, 2)))
    for unit in ("character", "sentence", "document"):
        assert set_ratings([document], CODES, unit=unit).n_units == 0


@pytest.mark.parametrize("span", [(3, 3), (5, 3), (-1, 3), (8, 11)])
def test_spans_without_length_or_beyond_the_text_are_refused_by_name(span):
    document = CodedDocument("interview 3", 10, ("ana",), {"ana": {"trust": [(0, 2), span]}})
    with pytest.raises(UncountableSpanError) as caught:
        code_ratings([document], "trust")
    said = f'ana has code "trust" on characters {span[0]} to {span[1]} of "interview 3", which has 10'
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("units", "problem"),
    [
        (None, "its sentence spans are not given"),
        ([(0, 4), (3, 8)], "the sentence starting at 3 begins before the one before it ends"),
        ([(4, 4)], "the sentence 4 to 4 is empty"),
        ([(4, 11)], "the sentence 4 to 11 is empty or beyond its 10 characters"),
    ],
)
def test_units_that_are_none_are_refused(units, problem):
    document = CodedDocument("interview 3", 10, ("ana", "ben"), {}, units)
    with pytest.raises(UnitSpansError, match=f'"interview 3" cannot be compared by sentence: {problem}'):
        code_ratings([document], "trust", unit="sentence")


def test_names_that_do_not_exist_are_refused():
    document = CodedDocument("one", 10, ("ana", "ben"), {})
    with pytest.raises(UnknownChoiceError, match=r'no unit "sentense".*Did you mean "sentence"'):
        code_ratings([document], "trust", unit="sentense")
    with pytest.raises(UnknownChoiceError, match='no rule "most"'):
        code_ratings([document], "trust", rule="most")
    with pytest.raises(UnknownChoiceError, match='no coder with a finished document named "bem"'):
        code_ratings([document], "trust", coders=["ana", "bem"])
    with pytest.raises(DuplicateDocumentError, match='"one" is given twice'):
        code_ratings([document, document], "trust")
