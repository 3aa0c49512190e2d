"""How fast agreement is beside other libraries: `python -m benchmarks.agreement_speed`.

Peers (krippendorff, irrCAC, scikit-learn, nltk, simpledorff, pygamma-agreement) are measured where they are installed,
in the same run and on the same data in the form they take, and have to give the same figure.
"""

from __future__ import annotations

import subprocess
import sys
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from math import isclose
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.measuring import Timing, machine, say, shown, time_it
from qualcode.agreement import (
    Bootstrap,
    CodedDocument,
    agreement_report,
    cohen_kappa,
    krippendorff_alpha,
    mathet_gamma,
    unitizing_alpha,
)

_RESAMPLES = 1000
_RESAMPLES_OF_PEERS = 20  # the rest is multiplied


@dataclass(frozen=True, slots=True)
class Comparison:
    """One task, with the time of qualcode and of a peer, None where there is nobody to compare."""

    task: str
    ours: Timing
    peer: str = ""
    theirs: Timing | None = None

    def row(self) -> str:
        ours = min(self.ours.seconds)
        if self.theirs is None:
            return f"| {self.task} | {shown(ours)} | {self.peer} | | |"
        theirs = min(self.theirs.seconds)
        return f"| {self.task} | {shown(ours)} | {self.peer} | {shown(theirs)} | {theirs / ours:.3g} |"


def main() -> None:
    warnings.simplefilter("ignore")
    rows: list[Comparison] = []
    for measure in (_two_coders, _ten_coders, _fifty_codes, _bootstrap, _unitizing, _report, _gamma):
        say(f"Measuring {measure.__name__.strip('_').replace('_', ' ')} ...")
        rows += measure(np.random.default_rng(1))
    print(f"Measured on {machine()}; the best of several runs.\n")
    print("| task | qualcode | peer | its time | times as fast |\n|---|---:|---|---:|---:|")
    print("\n".join(row.row() for row in rows))
    print(f"\nPeak memory of alpha on 2 x 1,000,000 units with 50 codes, Python included: {_peak_memory():.0f} MB.")


def rated(random: np.random.Generator, n_units: int, n_coders: int, n_codes: int) -> NDArray[np.int64]:
    """Invent codes on which coders agree two times in three."""
    true = random.integers(0, n_codes, (n_units, 1))
    return np.where(random.random((n_units, n_coders)) < 0.8, true, random.integers(0, n_codes, (n_units, n_coders)))


def _two_coders(random: np.random.Generator) -> list[Comparison]:
    data = rated(random, 1_000_000, 2, 5)
    task = "alpha, 2 coders x 1,000,000 units, 5 codes"
    rows = _compare(
        task, lambda: krippendorff_alpha(data).value, _alpha_peers(data, ("krippendorff", "irrCAC")), runs=5
    )
    floats = data.astype(float)
    of_floats = _alpha_peers(floats, ("krippendorff",))
    rows += _compare(f"{task}, as floats", lambda: krippendorff_alpha(floats).value, of_floats, runs=5)
    return [*rows, *_compare("Cohen's kappa, the same", lambda: cohen_kappa(data).value, _kappa_peers(data), runs=5)]


def _ten_coders(random: np.random.Generator) -> list[Comparison]:
    data = rated(random, 100_000, 10, 10).astype(float)
    data[random.random(data.shape) < 0.3] = np.nan
    task = "alpha, 10 coders x 100,000 units, 30 % missing, 10 codes"
    return _compare(
        task, lambda: krippendorff_alpha(data).value, _alpha_peers(data, ("krippendorff", "irrCAC", "nltk"))
    )


def _fifty_codes(random: np.random.Generator) -> list[Comparison]:
    data = rated(random, 100_000, 2, 50)
    peers = _alpha_peers(data, ("irrCAC", "nltk", "simpledorff"))
    return _compare("alpha, 2 coders x 100,000 units, 50 codes", lambda: krippendorff_alpha(data).value, peers)


def _bootstrap(random: np.random.Generator) -> list[Comparison]:
    rows = []
    for n_coders, name in ((2, "2 coders"), (3, "3 coders, 20 % missing")):
        data = rated(random, 10_000, n_coders, 5).astype(float)
        if n_coders > 2:
            data[random.random(data.shape) < 0.2] = np.nan
        task = f"alpha with {_RESAMPLES:,} resamples, {name} x 10,000 units"
        rows.append(_compare_resampling(task, data, random))
    return rows


def _compare_resampling(task: str, data: NDArray[np.float64], random: np.random.Generator) -> Comparison:
    how = Bootstrap("units", resamples=_RESAMPLES)
    ours = time_it(lambda: krippendorff_alpha(data, interval=how), runs=5)
    if not _installed("krippendorff"):
        return Comparison(task, ours)
    import krippendorff

    def theirs() -> None:
        for _ in range(_RESAMPLES_OF_PEERS):
            drawn = data[random.integers(0, len(data), len(data))]
            krippendorff.alpha(reliability_data=drawn.T, level_of_measurement="nominal")

    some = time_it(theirs, runs=1, warm_up=False)
    whole = Timing(tuple(seconds * _RESAMPLES / _RESAMPLES_OF_PEERS for seconds in some.seconds))
    return Comparison(task, ours, "krippendorff in a loop", whole)


def _unitizing(random: np.random.Generator) -> list[Comparison]:
    continuum = invented_continuum(random)
    ours = time_it(lambda: unitizing_alpha(continuum), runs=7)
    return [Comparison("unitizing family, 1,000,000 characters, 3 coders x 5,000 spans, 20 codes", ours)]


def _report(random: np.random.Generator) -> list[Comparison]:
    documents = invented_project(random)
    codes = [f"code {number}" for number in range(50)]
    ours = time_it(lambda: agreement_report(documents, codes=codes), runs=3)
    return [Comparison("whole report, 50 codes, 10 coders, 100 documents, 75,000 spans, with intervals", ours)]


def _gamma(random: np.random.Generator) -> list[Comparison]:
    def units() -> list[tuple[int, int, str]]:
        starts = np.sort(random.choice(9_800, 100, replace=False))
        return [(int(start), int(start) + 60, "abc"[random.integers(3)]) for start in starts]

    coders = {"ana": units(), "ben": units()}
    ours = time_it(lambda: mathet_gamma({"length": 10_000, "coders": coders}), runs=3)
    task = "gamma, 2 coders x 100 units, 30 random continua"
    if not _installed("pygamma_agreement"):
        return [Comparison(task, ours)]
    import pygamma_agreement
    from pyannote.core import Segment

    continuum = pygamma_agreement.Continuum()
    for coder, given in coders.items():
        for start, end, code in given:
            continuum.add(coder, Segment(start, end), code)
    dissimilarity = pygamma_agreement.CombinedCategoricalDissimilarity(alpha=1, beta=1)
    theirs = time_it(lambda: continuum.compute_gamma(dissimilarity, n_samples=30), runs=2)
    return [Comparison(task, ours, "pygamma-agreement (compiled before)", theirs)]


def invented_continuum(random: np.random.Generator) -> dict[str, Any]:
    """Invent spans of three coders on a long text."""

    def spans() -> list[tuple[int, int, str]]:
        ends = np.sort(random.choice(1_000_000, 10_000, replace=False)).reshape(-1, 2).tolist()
        codes = random.integers(0, 20, len(ends)).tolist()
        return [(start, end, f"code {code}") for (start, end), code in zip(ends, codes, strict=True)]

    return {"length": 1_000_000, "coders": {coder: spans() for coder in ("ana", "ben", "cleo")}}


def invented_project(
    random: np.random.Generator, n_codes: int = 50, n_coders: int = 10, n_documents: int = 100, n_spans: int = 75
) -> list[CodedDocument]:
    """Invent coded documents: coders find seven in ten of the same passages, and others besides."""
    length = 40_000
    documents = []
    for number in range(n_documents):
        start = random.integers(0, length - 400, n_spans)
        end = start + random.integers(20, 400, n_spans)
        code = random.integers(0, n_codes, n_spans)
        spans: dict[str, dict[str, list[tuple[int, int]]]] = {}
        for coder in range(n_coders):
            mine: dict[str, list[tuple[int, int]]] = {}
            own = random.random(n_spans) > 0.7
            begins = np.where(
                own, random.integers(0, length - 400, n_spans), np.maximum(start - random.integers(0, 10, n_spans), 0)
            )
            ends = np.where(own, begins + random.integers(20, 400, n_spans), end)
            codes = np.where(own, random.integers(0, n_codes, n_spans), code)
            for first, last, given in zip(begins.tolist(), ends.tolist(), codes.tolist(), strict=True):
                mine.setdefault(f"code {given}", []).append((first, last))
            spans[f"coder {coder}"] = mine
        documents.append(CodedDocument(f"interview {number}", length, tuple(spans), spans))
    return documents


def _compare(
    task: str, ours: Callable[[], float | None], peers: dict[str, Callable[[], float]], runs: int = 3
) -> list[Comparison]:
    """Time both, after checking that they say the same."""
    timing = time_it(ours, runs=runs)
    rows = []
    for name, peer in peers.items():
        value = ours() or 0.0
        if not isclose(peer(), value, abs_tol=1e-4):
            say(f"{name} gives another figure for {task}: {peer()} and not {value}")
        rows.append(Comparison(task, timing, name, time_it(peer, runs=2 if runs > 3 else 1, warm_up=False)))
    return rows or [Comparison(task, timing)]


def _installed(module: str) -> bool:
    return find_spec(module) is not None


def _alpha_peers(data: NDArray[Any], names: tuple[str, ...]) -> dict[str, Callable[[], float]]:
    """Give nominal alpha by each peer that is installed, data being in its own form already."""
    import pandas as pd

    peers: dict[str, Callable[[], float]] = {}
    if "krippendorff" in names and _installed("krippendorff"):
        import krippendorff

        turned = data.T
        peers["krippendorff"] = lambda: krippendorff.alpha(reliability_data=turned, level_of_measurement="nominal")
    if "irrCAC" in names and _installed("irrCAC"):
        from irrCAC.raw import CAC

        frame = pd.DataFrame(data)
        peers["irrCAC, to five digits"] = lambda: CAC(frame).krippendorff()["est"]["coefficient_value"]
    long = [
        (coder, unit, value)
        for coder, column in enumerate(data.T.tolist())
        for unit, value in enumerate(column)
        if value == value
    ]
    if "nltk" in names and _installed("nltk"):
        from nltk.metrics.agreement import AnnotationTask

        peers["nltk"] = lambda: AnnotationTask(data=long).alpha()
    if "simpledorff" in names and _installed("simpledorff"):
        import simpledorff

        columns = pd.DataFrame(long, columns=["coder", "unit", "code"])
        peers["simpledorff"] = lambda: simpledorff.calculate_krippendorffs_alpha_for_df(
            columns, experiment_col="unit", annotator_col="coder", class_col="code"
        )
    return peers


def _kappa_peers(data: NDArray[Any]) -> dict[str, Callable[[], float]]:
    if not _installed("sklearn"):
        return {}
    from sklearn.metrics import cohen_kappa_score

    return {"scikit-learn": lambda: cohen_kappa_score(data[:, 0], data[:, 1])}


def _peak_memory() -> float:
    """Give the peak memory in MB of a program that does nothing else."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.agreement_speed", "--memory"], capture_output=True, text=True, check=True
    )
    return float(done.stdout)


def _use_memory() -> None:
    random = np.random.default_rng(1)
    data = random.integers(0, 50, (1_000_000, 2), dtype=np.int8)
    krippendorff_alpha(data)
    status = Path("/proc/self/status").read_text(encoding="utf-8")  # getrusage would count the parent's memory too
    print(int(status.partition("VmHWM:")[2].split()[0]) / 1024)


if __name__ == "__main__":
    _use_memory() if "--memory" in sys.argv else main()
