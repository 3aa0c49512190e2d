"""Measure: `python -m benchmarks [NAME ...] [--quick]`; the table goes to standard output."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from benchmarks import comparing, demo, ingesting, reading, searching, starting, writing
from benchmarks.measuring import say
from benchmarks.runner import Benchmark, report
from benchmarks.size import FULL, QUICK

BENCHMARKS: dict[str, Benchmark] = {
    "starting": starting.run,
    "ingesting": ingesting.run,
    "writing": writing.run,
    "reading": reading.run,
    "searching": searching.run,
    "comparing": comparing.run,
    "demo": demo.run,
}


def main(arguments: list[str] | None = None) -> None:
    """Run the benchmarks that are named, or all."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure how fast qualcode is.")
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"any of {', '.join(BENCHMARKS)}; all if none is named"
    )
    parser.add_argument("--quick", action="store_true", help="small material, under a minute in all")
    parser.add_argument(
        "--folder",
        type=Path,
        default=Path(tempfile.gettempdir()) / "qualcode-benchmarks",
        help="where the large projects are kept between runs, about 1.5 GB (default: %(default)s)",
    )
    asked = parser.parse_args(arguments)
    if unknown := [name for name in asked.names if name not in BENCHMARKS]:
        parser.error(f"there is no benchmark {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}")
    asked.folder.mkdir(parents=True, exist_ok=True)
    results = []
    for name in asked.names or BENCHMARKS:
        say(f"Measuring {name} ...")
        results.append(BENCHMARKS[name](asked.folder, QUICK if asked.quick else FULL))
    print(report(results, quick=asked.quick))


if __name__ == "__main__":
    main()
