"""Agreement of saved codings, against cases small enough to count by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.agreement import AgreementReport
from qualcode.errors import CodeNotFoundError, CoderNotFoundError, NothingToCompareError, RoundNotFoundError
from qualcode.project import Project
from qualcode.project.sample import SampleStudy

# 20 characters, four sentences of five with the white space between them.
TEXT = "Aaaa. Bbbb. Cccc. D."


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Project]:
    for name in ("X", "Y", "Z"):
        (tmp_path / f"{name}.txt").write_text(f"{TEXT}{name}", encoding="utf-8")
    (tmp_path / "book.yaml").write_text("codebook: book\ncodes: [Top: [Low], Other]\n", encoding="utf-8")
    with Project.create(tmp_path / "study.qualcode") as project:
        project.documents.ingest([tmp_path])
        project.codebooks.import_file(tmp_path / "book.yaml")
        yield project


def _code(project: Project, document: str, coder: str, code: str, *places: tuple[int, int]) -> None:
    for start, end in places:
        project.codings.add(document, code, coder=coder, start=start, end=end)


def _finish(project: Project, *pairs: str) -> None:
    for pair in pairs:
        project.readings.mark_finished(pair[0], {"a": "ana", "b": "ben", "c": "cem"}[pair[1]])


def _of(report: AgreementReport, code: str) -> tuple[float | None, float | None]:
    found = next(one for one in report.codes if one.code == code)
    return found.percent.value, found.kappa.value


def test_characters_are_compared_in_documents_that_both_finished(pair: Project) -> None:
    assert len(pair.documents.text("X")) == 21
    _code(pair, "X", "ana", "Top", (0, 10))
    _code(pair, "X", "ben", "Top", (5, 15))
    _code(pair, "Y", "ana", "Top", (0, 21))  # ben has not finished Y: it must not count
    _finish(pair, "Xa", "Xb", "Ya")
    found = pair.agreement(codes=["Top"])
    percent, kappa = _of(found.report, "Top")
    # Of 21 characters: both 5, only ana 5, only ben 5, neither 6.
    assert percent == pytest.approx(11 / 21)
    chance = (10 / 21) ** 2 + (11 / 21) ** 2
    assert kappa == pytest.approx((11 / 21 - chance) / (1 - chance))
    assert found.report.documents == ("X",)
    assert found.report.left_out == ("Y", "Z")
    assert found.round == "main"
    assert found.codebook == '"book" version 1'
    assert found.splitter == ""
    assert found.basis[0] == (
        'Unit: character; n = 21 units in 1 documents that at least two of ana, ben have finished in round "main".'
        " Not compared: Y, Z, finished by fewer than two."
    )
    assert found.basis[1] == 'Codebook "book" version 1; each code counts its own codings.'
    assert found.basis[2].startswith("Overall: Krippendorff's alpha for sets of codes, MASI distance. Intervals at 95%")
    assert found.frame()["code"].tolist() == ["overall (sets of codes)", "Top"]


def test_sentences_are_compared_and_the_splitter_is_named(pair: Project) -> None:
    _code(pair, "X", "ana", "Top", (0, 2), (6, 8))
    _code(pair, "X", "ben", "Top", (3, 5))
    _finish(pair, "Xa", "Xb")
    found = pair.agreement(codes=["Top"], unit="sentence")
    n = found.report.overall.n_units
    assert n in (4, 5)
    assert _of(found.report, "Top")[0] == pytest.approx((n - 1) / n)
    assert found.splitter
    assert f"(cut by {found.splitter})" in found.basis[0]
    assert "coded if any of it is" in found.basis[0]
    whole = pair.agreement(codes=["Top"], unit="sentence", rule="whole")
    assert _of(whole.report, "Top")[0] == 1.0


@pytest.mark.parametrize(("unit", "n"), [("turn", 1), ("paragraph", 1), ("document", 1)])
def test_larger_units_are_compared(pair: Project, unit: str, n: int) -> None:
    _code(pair, "X", "ana", "Top", (0, 2))
    _code(pair, "X", "ben", "Top", (10, 12))
    _finish(pair, "Xa", "Xb")
    found = pair.agreement(codes=["Top"], unit=unit)
    assert found.report.overall.n_units == n
    assert _of(found.report, "Top")[0] == 1.0
    assert found.splitter == ""


def test_tokens_are_compared(pair: Project) -> None:
    _code(pair, "X", "ana", "Top", (0, 4))
    _code(pair, "X", "ben", "Top", (0, 4))
    _finish(pair, "Xa", "Xb")
    found = pair.agreement(unit="token")
    assert found.splitter
    assert (found.report.overall.n_units or 0) > 4


def test_a_code_counts_those_below_it_when_rolled_up(pair: Project) -> None:
    _code(pair, "X", "ana", "Top", (0, 10))
    _code(pair, "X", "ben", "Low", (0, 10))
    _finish(pair, "Xa", "Xb")
    apart, together = pair.agreement(), pair.agreement(roll_up=True)
    assert _of(apart.report, "Top")[0] == pytest.approx(11 / 21)
    assert _of(together.report, "Top") == (1.0, 1.0)
    assert _of(together.report, "Low")[0] == pytest.approx(11 / 21)
    assert [code.code for code in apart.report.codes] == ["Top", "Low", "Other"]
    assert "a code counts the codings of the codes below it." in together.basis[1]


def test_only_the_coders_documents_and_round_asked_for_are_compared(pair: Project) -> None:
    for document in "XYZ":
        _code(pair, document, "ana", "Top", (0, 10))
        _code(pair, document, "ben", "Top", (0, 10))
        _code(pair, document, "cem", "Other", (0, 21))
        _finish(pair, f"{document}a", f"{document}b", f"{document}c")
    found = pair.agreement(coders=["ANA", "ben"], documents=["X", "Y"], round_name="MAIN")
    assert found.report.coders == ("ana", "ben")
    assert found.report.documents == ("X", "Y")
    assert _of(found.report, "Top") == (1.0, 1.0)
    assert found.round == "main"
    assert pair.agreement().report.coders == ("ana", "ben", "cem")


def test_codings_of_another_round_do_not_count(pair: Project) -> None:
    pair.rounds.open("first")
    _code(pair, "X", "ana", "Top", (0, 21))
    pair.rounds.open("second")
    _code(pair, "X", "ana", "Top", (0, 10))
    _code(pair, "X", "ben", "Top", (0, 10))
    _finish(pair, "Xa", "Xb")
    found = pair.agreement()
    assert (found.round, _of(found.report, "Top")[0]) == ("second", 1.0)


def test_nothing_to_compare_is_told_with_who_has_finished_what(pair: Project) -> None:
    with pytest.raises(NothingToCompareError) as nobody:
        pair.agreement()
    assert str(nobody.value) == (
        'Agreement needs documents that two coders have finished in round "main" (nobody has finished any). '
        "Mark one as read to its end with `qualcode code DOCUMENT --coder NAME --finish`."
    )
    _finish(pair, "Xa", "Ya", "Zb")
    with pytest.raises(NothingToCompareError, match=r"\(ana has finished X, Y; ben has finished Z\)"):
        pair.agreement()
    _finish(pair, "Xc")
    with pytest.raises(NothingToCompareError, match="ana has finished X"):
        pair.agreement(coders=["ana", "ben"])
    assert pair.agreement().report.documents == ("X",)


def test_a_round_in_which_there_is_something_to_compare_is_offered(pair: Project) -> None:
    pair.rounds.open("pilot")
    _finish(pair, "Xa", "Xb")
    pair.rounds.open("second")
    _finish(pair, "Xa")
    with pytest.raises(NothingToCompareError) as error:
        pair.agreement()
    assert str(error.value).endswith(' Two coders have finished documents in round "pilot": try --round pilot.')
    with pytest.raises(NothingToCompareError) as error:
        pair.agreement(documents=["Y"])
    assert "pilot" not in str(error.value)


def test_names_that_are_not_there_are_told(pair: Project) -> None:
    _finish(pair, "Xa", "Xb")
    with pytest.raises(CodeNotFoundError, match=r'No code named "Topp" in codebook "book". Did you mean "Top"'):
        pair.agreement(codes=["Topp"])
    with pytest.raises(CoderNotFoundError, match=r'No coder named "bne". Did you mean "ben"'):
        pair.agreement(coders=["bne"])
    with pytest.raises(RoundNotFoundError, match=r'No round named "mian". Did you mean "main"'):
        pair.agreement(round_name="mian")


def test_the_sample_study_agrees_as_two_careful_coders_do(sample: SampleStudy) -> None:
    found = sample.project.agreement(round_name="main", codebook="noble2011")
    assert found.report.coders == ("ana", "ben")
    assert len(found.report.documents) == 13
    alpha = found.report.overall.value
    assert alpha is not None
    assert 0.3 < alpha < 0.95
    again = sample.project.agreement(round_name="main", codebook="noble2011")
    assert again.frame().equals(found.frame())
