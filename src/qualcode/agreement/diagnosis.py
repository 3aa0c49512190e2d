"""Where low agreement comes from, in a sentence or two: boundaries, definitions, some codes, or one coder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from qualcode.agreement.result import Agreement

if TYPE_CHECKING:
    from qualcode.agreement.report import AgreementReport

REQUIRED = 0.667
"""Below this Krippendorff (2004) would discard the data; a threshold, not a law."""

_MUCH_BETTER = 0.1
_MOST_CODES = 3


def diagnose(
    report: AgreementReport,
    *,
    confused: Sequence[tuple[object, object]] = (),
    without: Mapping[str, Agreement] | None = None,
    required: float = REQUIRED,
) -> str:
    """Say what to talk about first.

    Args:
        report: The figures.
        confused: Pairs of codes taken for one another, most confused first.
        without: The overall figure without each coder, from `without_each_coder`.
        required: The value below which a figure counts as low.

    Returns:
        Sentences for the coders. They point to where to look; the passages themselves decide.
    """
    overall = report.overall
    if overall.value is None:
        return f"Nothing can be said yet: {overall.reason}."
    found = [
        *_boundaries_or_definitions(report, confused, required),
        *_low_codes(report, required),
        *_one_coder(overall.value, without or {}),
    ]
    if found:
        return " ".join(found)
    if overall.value < required:
        return f"Agreement is low (alpha {overall.value:.2f}), and no single cause stands out; read the disagreements."
    return f"No figure that can be judged lies below {required:g}."


def _boundaries_or_definitions(
    report: AgreementReport, confused: Sequence[tuple[object, object]], required: float
) -> list[str]:
    seen, named = report.u_alpha_binary.value, report.cu_alpha.value
    told = []
    if seen is not None and seen < required:
        told.append(
            f"Boundaries: the coders often mark different text (|uα {seen:.2f}); agree on what makes a passage, "
            "where it starts and how long it is."
        )
    if named is not None and named < required:
        pair = f", {confused[0][0]} and {confused[0][1]} before all" if confused else ""
        told.append(
            f"Definitions: on text that both mark they often give different codes (cuα {named:.2f}); "
            f"sharpen the entries of the codes they confuse{pair}."
        )
    return told


def _low_codes(report: AgreementReport, required: float) -> list[str]:
    judged = {code.code: code.alpha.value for code in report.codes if not code.too_few and code.alpha.value is not None}
    low = sorted((value, code) for code, value in judged.items() if value < required)
    if not low or len(low) > max(len(judged) / 2, 1):
        return []
    listed = ", ".join(f"{code} ({value:.2f})" for value, code in low[:_MOST_CODES])
    more = f" and {len(low) - _MOST_CODES} more" if len(low) > _MOST_CODES else ""
    which = "One code" if len(low) == 1 else "Some codes"
    return [f"{which}: alpha is low for {listed}{more}, and higher for the others; look at the codebook there."]


def _one_coder(overall: float, without: Mapping[str, Agreement]) -> list[str]:
    gains = sorted(
        ((answer.value - overall, coder) for coder, answer in without.items() if answer.value is not None), reverse=True
    )
    if not gains or gains[0][0] < _MUCH_BETTER or (len(gains) > 1 and gains[1][0] > gains[0][0] / 2):
        return []
    gain, coder = gains[0]
    rise = f"without {coder} alpha rises from {overall:.2f} to {overall + gain:.2f}"
    return [f"One coder: {rise}; go through the codebook together."]
