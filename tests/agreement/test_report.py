"""The report over all codes, and its table."""

import subprocess
import sys

import numpy as np
import pytest

import qualcode.agreement as agreement
from qualcode.agreement import CodedDocument, agreement_report


def interview(number, coders=("ana", "ben"), shift=0):
    """A document of 400 characters where two coders mark nearly the same."""
    begin = 10 * number + np.array([0, 100, 200])
    spans = {
        "ana": {"trust": np.column_stack([begin, begin + 30]), "fear": [(300, 320)]},
        "ben": {"trust": np.column_stack([begin + number + shift, begin + 30 + shift]), "fear": [(310, 330)]},
        "cleo": {"trust": [(0, 5)]},
    }
    starts = np.arange(0, 400, 20)
    return CodedDocument(f"interview {number}", 400, coders, spans, np.column_stack([starts, starts + 20]))


@pytest.fixture
def documents():
    return [interview(number) for number in range(1, 6)]


def test_the_report_says_what_it_compared(documents):
    report = agreement_report([*documents, interview(6, coders=("ana",))], codes=["trust", "fear"])
    assert report.documents == tuple(f"interview {number}" for number in range(1, 6))
    assert report.left_out == ("interview 6",)
    assert report.coders == ("ana", "ben")
    assert (report.unit, report.rule, report.level) == ("character", None, 0.95)
    assert report.overall.name == "Krippendorff's alpha (MASI)"
    assert report.overall.n_documents == 5
    assert report.overall.n_units == report.overall.n_pairable == 2000
    assert report.overall.interval.low < report.overall.value < report.overall.interval.high


def test_every_code_has_its_own_figures(documents):
    report = agreement_report(documents, codes=["trust", "fear"])
    trust = report.codes[0]
    ratings = agreement.code_ratings(documents, "trust")
    assert trust.code == "trust"
    assert trust.spans == {"ana": 15, "ben": 15}
    assert trust.n_documents == 5
    assert trust.share_of_text == pytest.approx((5 * 90 + sum(3 * (30 - n) for n in range(1, 6))) / 4000)
    assert trust.percent == agreement.percent_agreement(ratings)
    assert trust.kappa == agreement.cohen_kappa(ratings)
    assert trust.positive == agreement.positive_agreement(ratings)
    assert trust.alpha == agreement.krippendorff_alpha(ratings, interval="jackknife-documents")
    assert not trust.too_few


def test_the_overall_figure_is_alpha_of_the_sets(documents):
    report = agreement_report(documents, codes=["trust", "fear"], unit="sentence", rule="majority")
    ratings = agreement.set_ratings(documents, ["trust", "fear"], unit="sentence", rule="majority")
    assert report.overall == agreement.krippendorff_alpha(ratings, metric="masi", interval="jackknife-documents")
    assert (report.overall.unit, report.overall.rule) == ("sentence", "majority")


def test_the_report_tells_seeing_from_naming(documents):
    report = agreement_report(documents, codes=["trust", "fear"])
    layer = agreement.unitizing_alpha(
        agreement.layer_continua(documents, ["trust", "fear"]), interval="jackknife-documents", on_overlap="split"
    )
    assert report.cu_alpha == layer.cu_alpha
    assert report.coverage == layer.coverage
    anything = agreement.layer_continua(documents, {"any": ("trust", "fear")})
    assert report.u_alpha_binary.value == agreement.unitizing_alpha(anything).u_alpha_binary.value
    assert report.u_alpha_binary.interval.low < report.u_alpha_binary.value


def spread(begin, code, length=30):
    return {code: [(start, start + length) for start in range(begin, 1000, 100)]}


def compared(ana, ben, **options):
    documents = [CodedDocument(f"interview {n}", 1000 + n, ("ana", "ben"), {"ana": ana, "ben": ben}) for n in range(4)]
    return agreement_report(documents, codes=["trust", "fear", "hope"], **options)


def test_coders_who_mark_different_text_are_told_to_talk_about_boundaries():
    report = compared({**spread(0, "trust"), **spread(50, "fear")}, {**spread(20, "trust"), **spread(70, "fear")})
    assert agreement.diagnose(report).startswith("Boundaries: the coders often mark different text (|uα -0.")
    assert "Definitions" not in agreement.diagnose(report)


def test_coders_who_name_the_same_text_differently_are_told_to_talk_about_definitions():
    report = compared({**spread(0, "trust"), **spread(50, "fear")}, {**spread(0, "fear"), **spread(50, "trust")})
    told = agreement.diagnose(report, confused=[("fear", "trust")])
    assert told.startswith("Definitions: on text that both mark")
    assert "fear and trust before all" in told
    assert "Boundaries" not in told


def test_a_code_that_is_low_alone_and_a_coder_who_differs_are_named():
    ana = {**spread(0, "trust"), **spread(50, "fear"), **spread(85, "hope", 4)}
    ben = {**spread(0, "trust"), **spread(50, "fear"), **spread(90, "hope", 4)}
    report = compared(ana, ben)
    assert "One code: alpha is low for hope" in agreement.diagnose(report)
    low = compared({**spread(0, "trust")}, {**spread(15, "trust")})
    without = {"ana": low.overall, "ben": report.overall}
    assert "One coder: without ben alpha rises from" in agreement.diagnose(low, without=without)
    alike = {"ana": report.overall, "ben": report.overall}
    assert "One coder" not in agreement.diagnose(low, without=alike)


def test_good_agreement_and_none_are_told_apart():
    same = {**spread(0, "trust"), **spread(50, "fear")}
    assert agreement.diagnose(compared(same, same)) == "No figure that can be judged lies below 0.667."
    assert agreement.diagnose(agreement_report([], codes=["trust"])).startswith("Nothing can be said yet")


def test_rare_codes_are_too_few_to_judge(documents):
    spans = {"ana": {"once": [(0, 9)]}, "ben": {"once": [(0, 9)]}}
    rare = CodedDocument("interview 9", 100, ("ana", "ben"), spans)
    (code,) = agreement_report([*documents, rare], codes=["once"]).codes
    assert code.too_few
    assert code.alpha.value == 1
    assert "without" in code.alpha.interval_reason


def test_a_code_nobody_used_is_undefined_and_says_so(documents):
    report = agreement_report(documents, codes=["trust", "joy"])
    row = report.to_frame().set_index("code").loc["joy"]
    assert row["krippendorff_alpha"] is None
    assert row["cohen_kappa"] is None
    assert row["positive_agreement"] is None
    assert row["percent_agreement"] == 1
    assert row["too_few_to_judge"] is True
    assert "Cohen's kappa: nothing varies" in row["reason"]
    assert "positive agreement: nobody gave the code" in row["reason"]


def test_three_coders_have_no_cohens_kappa(documents):
    three = [interview(number, coders=("ana", "ben", "cleo")) for number in range(1, 6)]
    report = agreement_report(three, codes=["trust"])
    assert report.coders == ("ana", "ben", "cleo")
    assert report.codes[0].kappa.value is None
    assert report.codes[0].alpha.value is not None
    two = agreement_report(three, codes=["trust"], coders=["ben", "ana"])
    assert two.coders == ("ben", "ana")
    assert two.codes[0].alpha == agreement_report(documents, codes=["trust"], coders=["ben", "ana"]).codes[0].alpha


def test_a_branch_is_rolled_up_when_asked(documents):
    report = agreement_report(documents, codes={"all": ("trust", "fear"), "fear": ("fear",)})
    assert [code.code for code in report.codes] == ["all", "fear"]
    assert report.codes[0].spans == {"ana": 20, "ben": 20}
    assert report.codes[1].spans == {"ana": 5, "ben": 5}


def test_coders_without_a_common_document_get_an_empty_report():
    report = agreement_report([interview(1, coders=("ana",)), interview(2, coders=("ben",))], codes=["trust"])
    assert report.documents == ()
    assert report.left_out == ("interview 1", "interview 2")
    assert report.overall.reason == "no unit was coded by two coders"
    assert report.codes[0].share_of_text is None
    assert agreement_report([], codes=["trust"]).overall.value is None


def test_the_table_has_a_row_for_all_and_one_per_code(documents):
    frame = agreement_report(documents, codes=["trust", "fear"]).to_frame()
    assert list(frame.columns) == [
        "code",
        "spans_ana",
        "spans_ben",
        "documents",
        "share_of_text",
        "percent_agreement",
        "cohen_kappa",
        "krippendorff_alpha",
        "alpha_low",
        "alpha_high",
        "positive_agreement",
        "too_few_to_judge",
        "reason",
    ]
    assert list(frame["code"]) == ["overall (sets of codes)", "trust", "fear"]


def test_the_same_codings_give_the_same_report(documents):
    first = agreement_report(documents, codes=["trust", "fear"])
    again = agreement_report([interview(number) for number in range(1, 6)], codes=["trust", "fear"])
    assert first == again


def test_importing_agreement_loads_neither_pandas_nor_scipy():
    program = (
        "import sys, qualcode.agreement\n"
        "assert not {'pandas', 'scipy', 'sqlalchemy', 'spacy', 'click'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_everything_offered_exists():
    assert agreement.__all__ == sorted(agreement.__all__)
    assert all(hasattr(agreement, name) for name in agreement.__all__)
