"""The whole method on the sample study: `qualcode demo`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measuring import Figure, time_it
from benchmarks.runner import Result
from benchmarks.size import FULL, Size

_RUNS = 3
_IMPORTS = "import sqlalchemy, pandas, scipy.stats, spacy, docx, jinja2, rich"


def run(folder: Path, size: Size) -> Result:
    """Measure the demo."""
    runs = 1 if size.runs < FULL.runs else _RUNS

    def demo() -> None:
        with TemporaryDirectory(dir=folder) as made:
            _start(["-m", "qualcode", "demo", str(Path(made) / "study")])

    figure = Figure(
        "`qualcode demo`: 13 interviews, two coders, report",
        time_it(demo, runs=runs, warm_up=runs > 1),
        target_s=20.0,
        yardstick=f'`python -c "{_IMPORTS}"`',
        yardstick_timing=time_it(lambda: _start(["-c", _IMPORTS]), runs=runs, warm_up=runs > 1),
    )
    return Result("The sample study", (figure,))


def _start(arguments: list[str]) -> None:
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
