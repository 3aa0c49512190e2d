"""How often the 95 % intervals of agreement hold the true value: `python -m benchmarks.agreement_coverage`.

A population of invented interviews is coded by two coders who differ from interview to interview, as coders do: in
some they find most passages, in others few. Alpha of the whole population is the true value. Samples of 6, 12 and 30
interviews are drawn from it, with the interval of each; the share of intervals that hold the true value is their
coverage.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from benchmarks.measuring import say
from qualcode.agreement import Bootstrap, CodedDocument, code_ratings
from qualcode.agreement.alpha import choose_alpha
from qualcode.agreement.coefficient import Evidence, Formula, conclude, gather
from qualcode.agreement.measure import IntervalKind, with_interval

POPULATION = 6_000
REPLICATES = 2_000
DOCUMENTS = (6, 12, 30)
_LENGTH = 40_000
_MEAN_PASSAGE = 180


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of code.

    Attributes:
        passages: How many passages of an interview it fits, on average.
    """

    name: str
    passages: float


KINDS = (Kind("common", 25.0), Kind("rare", 3.0))
INTERVALS: tuple[tuple[str, IntervalKind], ...] = (
    ("jackknife, Fisher's z, t (the default)", "jackknife-documents"),
    ("bootstrap over documents", Bootstrap("documents", resamples=400)),
)


@dataclass(frozen=True, slots=True)
class Coverage:
    """What came out for one kind of code, number of documents and interval."""

    code: str
    n_documents: int
    interval: str
    true: float
    covered: float
    too_low: float
    width: float
    without_interval: float


def main() -> None:
    print(markdown(simulate()))


def simulate(population: int = POPULATION, replicates: int = REPLICATES, seed: int = 1) -> list[Coverage]:
    """Draw samples of each size from each population and see how often the intervals hold the true value."""
    random = np.random.default_rng(seed)
    found = []
    for kind in KINDS:
        ratings = code_ratings([interview(number, kind, random) for number in range(population)], kind.name)
        alpha = choose_alpha("nominal", ratings)
        evidence = gather(alpha, ratings)
        true = conclude(alpha, evidence).value or 0.0
        for n_documents in DOCUMENTS:
            draws = random.integers(0, population, size=(replicates, n_documents))
            for name, interval in INTERVALS:
                some = draws if interval == "jackknife-documents" else draws[: replicates // 2]
                found.append(_cover(alpha, evidence, some, kind.name, name, interval, true))
                say(f"{kind.name}, {n_documents} documents, {name}: {found[-1].covered:.3f}")
    return found


def _cover(
    alpha: Formula,
    evidence: Evidence,
    draws: NDArray[np.int64],
    code: str,
    name: str,
    interval: IntervalKind,
    true: float,
) -> Coverage:
    limits = []
    for drawn in draws:
        names = tuple(f"{place}" for place in range(len(drawn)))
        sample = replace(
            evidence,
            by_document=evidence.by_document[drawn],
            pairable=evidence.pairable[drawn],
            document_names=names,
        )
        answer = with_interval(alpha, sample, interval, 0.95)
        limits.append((answer.low, answer.high) if answer.interval else (np.nan, np.nan))
    low, high = np.array(limits, dtype=np.float64).T
    made = ~np.isnan(low)
    low, high = low[made], high[made]
    return Coverage(
        code=code,
        n_documents=draws.shape[1],
        interval=name,
        true=true,
        covered=float(((low <= true) & (true <= high)).mean()),
        too_low=float((high < true).mean()),
        width=float(np.median(high - low)),
        without_interval=float(1 - made.mean()),
    )


def interview(number: int, kind: Kind, random: np.random.Generator) -> CodedDocument:
    """Invent an interview: some have more such passages, and in some the coders agree better than in others."""
    found_by_both = random.beta(6, 2)
    n_passages = random.poisson(kind.passages * random.gamma(4, 1 / 4))
    spans = {}
    start = random.integers(0, _LENGTH - 600, n_passages)
    length = 20 + random.exponential(_MEAN_PASSAGE - 20, n_passages).astype(np.int64)
    for coder in ("ana", "ben"):
        seen = random.random(n_passages) < found_by_both
        shift = random.integers(-15, 16, (2, n_passages))
        marks = np.column_stack([start + shift[0], start + length + 25 + shift[1]])[seen]
        more = random.integers(0, _LENGTH - 600, random.poisson(kind.passages * 0.1))
        spans[coder] = {kind.name: np.clip(np.concatenate([marks, np.column_stack([more, more + 120])]), 0, _LENGTH)}
    return CodedDocument(f"interview {number}", _LENGTH, ("ana", "ben"), spans)


def markdown(found: list[Coverage]) -> str:
    """Show the coverage as a Markdown table."""
    lines = [
        "| code | documents | interval | alpha | coverage | true value above it | median width | no interval |",
        "|---|---:|---|---:|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {one.code} | {one.n_documents} | {one.interval} | {one.true:.3f} | {one.covered:.3f} | {one.too_low:.3f} "
        f"| {one.width:.2f} | {one.without_interval:.3f} |"
        for one in found
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
