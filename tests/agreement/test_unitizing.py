"""The unitizing family against its definition, what leaves it alone, and what it refuses."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import qualcode.agreement as agreement
from qualcode.errors import ContinuumError, OverlappingSpansError, UncountableSpanError, UnknownChoiceError
from tests.agreement import unitizing_by_definition as by_definition

CODERS = ("ana", "ben", "cleo")


@st.composite
def continua(draw, codes="abc", n_documents=3):
    made = []
    for _ in range(draw(st.integers(1, n_documents))):
        length = draw(st.integers(1, 12))
        coders = {}
        for coder in draw(st.lists(st.sampled_from(CODERS), unique=True, max_size=3)):
            cuts = sorted(draw(st.sets(st.integers(0, length), max_size=7)))
            kept = [draw(st.booleans()) for _ in cuts[1:]]
            coders[coder] = [
                (start, end, draw(st.sampled_from(codes)))
                for start, end, keep in zip(cuts, cuts[1:], kept, strict=False)
                if keep
            ]
        made.append({"length": length, "coders": coders})
    return made


def same(found, wanted):
    assert (found.value is None) == (wanted is None), (found, wanted)
    assert wanted is None or found.value == pytest.approx(wanted, abs=1e-9)
    assert (found.reason is None) == (wanted is not None)


@given(continua())
def test_the_family_is_its_definition(documents):
    found = agreement.unitizing_alpha(documents)
    same(found.u_alpha, by_definition.alpha(documents))
    same(found.u_alpha_binary, by_definition.alpha(documents, collapse=True))
    same(found.cu_alpha, by_definition.cu_alpha(documents))
    for code, answer in found.ku_alpha.items():
        same(answer, by_definition.cu_alpha(documents, code))
    lengths, _ = by_definition.seen(documents)
    read = sum(document["length"] * len(document["coders"]) for document in documents if len(document["coders"]) > 1)
    assert found.coverage == (pytest.approx(sum(lengths.values()) / read) if read else None)


@given(continua(), st.randoms())
def test_order_of_coders_documents_units_and_names_changes_nothing(documents, random):
    names = dict(zip("abc", random.sample("xyz", 3), strict=True))
    shuffled = []
    for document in random.sample(documents, len(documents)):
        coders = random.sample(list(document["coders"]), len(document["coders"]))
        units = {
            coder: [(start, end, names[code]) for start, end, code in random.sample(given, len(given))]
            for coder in coders
            for given in [document["coders"][coder]]
        }
        shuffled.append({"length": document["length"], "coders": units})
    one, other = agreement.unitizing_alpha(documents), agreement.unitizing_alpha(shuffled)
    for figure in ("u_alpha", "u_alpha_binary", "cu_alpha"):
        same(getattr(other, figure), getattr(one, figure).value)
    for code, answer in one.ku_alpha.items():
        same(other.ku_alpha[names[code]], answer.value)


@given(continua(n_documents=1), st.data())
def test_splitting_uncoded_text_into_two_documents_changes_nothing(documents, data):
    (document,) = documents
    inside = {p for units in document["coders"].values() for start, end, _ in units for p in range(start + 1, end)}
    at = data.draw(st.sampled_from([p for p in range(document["length"] + 1) if p not in inside]))
    halves = [
        {
            "length": high - low,
            "coders": {
                coder: [(start - low, end - low, code) for start, end, code in units if low <= start and end <= high]
                for coder, units in document["coders"].items()
            },
        }
        for low, high in ((0, at), (at, document["length"]))
    ]
    whole, split = agreement.unitizing_alpha(document), agreement.unitizing_alpha(halves)
    for figure in ("u_alpha", "u_alpha_binary", "cu_alpha"):
        same(getattr(split, figure), getattr(whole, figure).value)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1, max_size=15))
def test_units_of_one_character_make_it_the_nominal_alpha(pairs):
    units = {
        coder: [(place, place + 1, pair[side]) for place, pair in enumerate(pairs)]
        for side, coder in enumerate(CODERS[:2])
    }
    found = agreement.unitizing_alpha({"length": len(pairs), "coders": units})
    alpha = agreement.krippendorff_alpha(pairs)
    same(found.u_alpha, alpha.value)
    same(found.cu_alpha, alpha.value)


@given(continua())
def test_a_document_read_by_one_coder_adds_nothing(documents):
    alone = {"length": 9, "coders": {"ana": [(0, 4, "a"), (5, 9, "b")]}}
    one, other = agreement.unitizing_alpha(documents), agreement.unitizing_alpha([*documents, alone])
    for figure in ("u_alpha", "u_alpha_binary", "cu_alpha"):
        same(getattr(other, figure), getattr(one, figure).value)
    assert one.coverage == other.coverage
    assert one.documents == other.documents


@given(continua(n_documents=6))
def test_the_jackknife_leaves_out_each_document_literally(documents):
    found = agreement.unitizing_alpha(documents, interval="jackknife-documents")
    counted = [number for number, document in enumerate(documents) if len(document["coders"]) > 1]
    if len(counted) < 3 or found.u_alpha.value is None:
        assert found.u_alpha.interval is None
        assert found.u_alpha.interval_reason
        return
    without = [agreement.unitizing_alpha(documents[:n] + documents[n + 1 :]).u_alpha.value for n in counted]
    if None in without or np.ptp(without) < 1e-12:
        assert found.u_alpha.interval is None
        return
    size = len(without)
    wanted = np.sqrt((size - 1) / size * ((without - np.mean(without)) ** 2).sum())
    assert found.u_alpha.se == pytest.approx(wanted)
    assert found.u_alpha.interval.low <= found.u_alpha.value <= found.u_alpha.interval.high


def document(length=20, **coders):
    return {"length": length, "coders": coders}


def test_the_same_text_with_other_codes_is_seen_alike_and_named_apart():
    ana = [(0, 5, "a"), (10, 15, "b")]
    ben = [(0, 5, "b"), (10, 15, "a")]
    found = agreement.unitizing_alpha(document(ana=ana, ben=ben))
    assert found.u_alpha_binary.value == 1
    assert found.cu_alpha.value < 0
    assert found.coverage == 0.5


def test_other_text_with_the_same_codes_is_named_alike_and_seen_apart():
    found = agreement.unitizing_alpha(document(40, ana=[(0, 5, "a"), (10, 20, "b")], ben=[(4, 10, "a"), (18, 30, "b")]))
    assert found.cu_alpha.value == 1
    assert found.u_alpha_binary.value < 0.3


def test_nothing_marked_in_common_is_undefined_and_says_why():
    found = agreement.unitizing_alpha(document(ana=[(0, 5, "a")], ben=[(10, 15, "a")]))
    assert found.cu_alpha.value is None
    assert "no text was marked by two coders" in found.cu_alpha.reason
    assert found.ku_alpha["a"].value is None
    assert found.ku_coverage["a"] == 0
    assert found.coverage == 0


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (document(ana=[], ben=[]), "nothing varies"),
        (document(ana=[(0, 20, "a")], ben=[(0, 20, "a")]), "nothing varies"),
        (document(ana=[(0, 5, "a")]), "agreement takes two coders, and there is 1"),
        ([document(ana=[(0, 5, "a")]), document(ben=[(0, 5, "a")])], "no unit was coded by two coders"),
        (document(0, ana=[], ben=[]), "no unit was coded by two coders"),
        ([], "agreement takes two coders, and there is none"),
    ],
)
def test_nothing_to_compare_is_undefined(given, reason):
    found = agreement.unitizing_alpha(given, interval="jackknife-documents")
    assert found.u_alpha.value is None
    assert found.u_alpha.reason.startswith(reason)
    assert found.u_alpha.interval_reason == "Krippendorff's uα itself is undefined"


def test_continua_of_several_kinds_are_read_alike():
    plain = document(ana=[(0, 5, "a")], ben=[[2, 6, "a"]])
    made = agreement.Continuum(20, {"ana": ((0, 5, "a"),), "ben": [(2, 6, "a")]}, "interview 1")
    one, other = agreement.unitizing_alpha(plain), agreement.unitizing_alpha([made])
    assert one.u_alpha.value == other.u_alpha.value
    assert other.documents == ("interview 1",)


def test_overlapping_units_are_refused_with_their_places():
    given = document(40, ana=[(0, 30, "a"), (5, 10, "b"), (12, 20, "c")], ben=[(0, 5, "a")])
    with pytest.raises(OverlappingSpansError) as caught:
        agreement.unitizing_alpha(given)
    assert caught.value.overlaps == (
        ("document 1", "ana", (0, 30, "a"), (5, 10, "b")),
        ("document 1", "ana", (0, 30, "a"), (12, 20, "c")),
    )
    assert 'on_overlap="split"' in str(caught.value)


def test_overlapping_units_can_be_split_into_pieces_that_carry_sets():
    overlapping = document(ana=[(0, 10, "a"), (5, 15, "b")], ben=[(0, 5, "a")])
    cut = document(ana=[(0, 5, "a"), (5, 10, frozenset("ab")), (10, 15, "b")], ben=[(0, 5, "a")])
    one = agreement.unitizing_alpha(overlapping, on_overlap="split")
    other = agreement.unitizing_alpha(cut)
    assert one.u_alpha.value == other.u_alpha.value
    assert set(one.ku_alpha) == set(other.ku_alpha) == {"a", "b", frozenset("ab")}


def test_a_passage_marked_twice_with_one_code_is_one_unit():
    twice = document(ana=[(0, 10, "a"), (5, 15, "a")], ben=[(0, 5, "a")])
    once = document(ana=[(0, 15, "a")], ben=[(0, 5, "a")])
    split = agreement.unitizing_alpha(twice, on_overlap="split")
    assert split.u_alpha.value == agreement.unitizing_alpha(once).u_alpha.value


@pytest.mark.parametrize("unit", [(3, 3, "a"), (5, 3, "a"), (-1, 3, "a"), (8, 21, "a")])
def test_units_without_length_or_beyond_the_text_are_refused_by_name(unit):
    with pytest.raises(UncountableSpanError, match=f'ana has code "a" on characters {unit[0]} to {unit[1]}'):
        agreement.unitizing_alpha(document(ana=[unit], ben=[]))


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ([{"coders": {}}], "it has no length"),
        ([{"length": 10}], "it has no coders"),
        ([{"length": 1.5, "coders": {}}], "its length is 1.5"),
        ([{"length": 10, "coders": ["ana"]}], "its coders are"),
        ([7], "this is 7"),
        (document(ana=[(0, 5)]), r"no \(start, end, code\)"),
        (document(ana=[(0.5, 5, "a")]), "no whole number"),
    ],
)
def test_what_is_no_continuum_is_refused(given, problem):
    with pytest.raises(ContinuumError, match=problem):
        agreement.unitizing_alpha(given)


def test_names_that_do_not_exist_are_refused():
    given = document(ana=[], ben=[])
    with pytest.raises(UnknownChoiceError, match=r'no coder who read a document named "bem".*Did you mean "ben"'):
        agreement.unitizing_alpha(given, coders=["bem"])
    with pytest.raises(UnknownChoiceError, match='no on_overlap "merge"'):
        agreement.unitizing_alpha(given, on_overlap="merge")
    with pytest.raises(UnknownChoiceError, match='no interval "none"'):
        agreement.unitizing_alpha(given, interval="none")


def test_spans_have_no_interval_over_units():
    given = [document(ana=[(0, n, "a")], ben=[(0, 5, "a")]) for n in (3, 5, 6)]
    found = agreement.unitizing_alpha(given, interval="bootstrap-units")
    assert found.u_alpha.interval_reason == "spans are no independent units; take an interval over documents"
    drawn = agreement.unitizing_alpha(given, interval=agreement.Bootstrap(resamples=200, seed=4, required=0.5))
    assert "bootstrap over 3 documents, percentiles of 200 resamples (seed 4)" in drawn.u_alpha.interval.method
    assert 0 <= drawn.u_alpha.q <= 1


def test_layers_of_coded_documents_become_continua():
    spans = {"ana": {"a": [(0, 5), (4, 8)], "b": [(10, 12)], "z": [(0, 20)]}, "ben": {"a1": [(0, 8)]}}
    coded = agreement.CodedDocument("one", 20, ("ana", "ben"), spans)
    made = agreement.layer_continua([coded], {"a": ("a", "a1"), "b": ("b",)})
    assert made[0].coders == {"ana": [(0, 8, "a"), (10, 12, "b")], "ben": [(0, 8, "a")]}
    assert (made[0].document, made[0].length) == ("one", 20)
    (alone,) = agreement.layer_continua([agreement.CodedDocument("two", 9, ("ana",), spans)], ["a"], coders=["ana"])
    assert alone.coders == {"ana": [(0, 8, "a")]}


def test_a_coder_chosen_out_of_three_is_compared_alone_with_the_other():
    given = document(ana=[(0, 5, "a")], ben=[(2, 6, "a")], cleo=[(10, 20, "b")])
    two = document(ana=[(0, 5, "a")], ben=[(2, 6, "a")])
    chosen = agreement.unitizing_alpha(given, coders=["ana", "ben"])
    assert chosen.u_alpha.value == agreement.unitizing_alpha(two).u_alpha.value
    assert chosen.coders == ("ana", "ben")
