"""The passages on which coders disagree, and what kind of disagreement each is."""

import pytest
from hypothesis import given

from qualcode.agreement import CodedDocument, disagreements
from qualcode.errors import UnknownChoiceError
from tests.agreement.test_units import CODES, characters_coded, coded_documents

SPANS = {
    "ana": {"needs": [(0, 50)], "trust": [(60, 80)], "fear": [(200, 220)], "cost": [(100, 130)], "joy": [(300, 320)]},
    "ben": {
        "safety": [(10, 50)],
        "trust": [(60, 90)],
        "cost": [(100, 130)],
        "time": [(105, 120)],
        "hope": [(300, 330)],
    },
}
TWO = CodedDocument("one", 400, ("ana", "ben"), SPANS)


def told(found):
    return [
        (entry.kind, entry.start, entry.end, entry.codes, entry.coders, entry.others, entry.weight) for entry in found
    ]


def test_every_kind_of_disagreement_is_found_and_ranked():
    assert told(disagreements([TWO], parents={"safety": "needs", "needs": None})) == [
        ("parent-child", 0, 50, ("needs", "safety"), ("ana",), ("ben",), 50),
        ("different code", 300, 330, ("hope", "joy"), ("ben",), ("ana",), 30),
        ("missed", 200, 220, ("fear",), ("ana",), ("ben",), 20),
        ("extra", 105, 120, ("time",), ("ben",), ("ana",), 15),
        ("boundary", 60, 90, ("trust",), ("ben",), ("ana",), 10),
    ]


def test_without_a_tree_a_child_is_another_code():
    kinds = {entry.codes: entry.kind for entry in disagreements([TWO])}
    assert kinds["needs", "safety"] == "different code"


def test_the_same_disagreement_of_several_coders_is_one_entry():
    three = CodedDocument("one", 400, ("ana", "ben", "cleo"), {**SPANS, "cleo": SPANS["ana"]})
    found = disagreements([three])
    missed = next(entry for entry in found if entry.kind == "missed")
    assert (missed.coders, missed.others, missed.weight) == (("ana", "cleo"), ("ben",), 40)
    boundary = next(entry for entry in found if entry.kind == "boundary")
    assert (boundary.coders, boundary.others) == (("ben",), ("ana", "cleo"))


def test_several_pieces_of_one_coder_in_a_span_of_the_other_are_one_boundary():
    pieces = CodedDocument("one", 40, ("ana", "ben"), {"ana": {"a": [(0, 10), (15, 20)]}, "ben": {"a": [(0, 20)]}})
    assert told(disagreements([pieces])) == [("boundary", 0, 20, ("a",), ("ben",), ("ana",), 5)]


def test_a_document_that_one_coder_did_not_finish_has_no_disagreement():
    assert disagreements([CodedDocument("one", 400, ("ana",), SPANS)]) == []
    assert disagreements([]) == []


def test_codes_and_coders_can_be_chosen_and_rolled_up():
    rolled_up = disagreements([TWO], codes={"needs": ("needs", "safety")})
    assert told(rolled_up) == [("boundary", 0, 50, ("needs",), ("ana",), ("ben",), 10)]
    assert disagreements([TWO], coders=["ana"]) == []
    with pytest.raises(UnknownChoiceError, match='"bem"'):
        disagreements([TWO], coders=["bem"])


@given(coded_documents())
def test_coders_disagree_exactly_where_something_is_listed(documents):
    """Every character coded differently by two coders lies in an entry about them; equal codings have none."""
    found = disagreements(documents, codes=CODES)
    for document in documents:
        for one in document.coders:
            for other in document.coders:
                entries = [
                    entry
                    for entry in found
                    if entry.document == document.document and {one, other} <= {*entry.coders, *entry.others}
                ]
                listed = {place for entry in entries for place in range(entry.start, entry.end)}
                for code in CODES:
                    apart = characters_coded(document, one, code) ^ characters_coded(document, other, code)
                    assert set(apart.nonzero()[0].tolist()) <= listed
    assert all(entry.weight > 0 for entry in found)
    assert [entry.weight for entry in found] == sorted((entry.weight for entry in found), reverse=True)


def test_equal_codings_have_no_disagreement():
    same = {"ana": SPANS["ana"], "ben": SPANS["ana"]}
    assert disagreements([CodedDocument("one", 400, ("ana", "ben"), same)]) == []
