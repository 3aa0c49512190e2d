"""Starting: how soon the command line answers, and what it imports for that."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from benchmarks.large_project import large_project
from benchmarks.measuring import Figure, time_in_turn
from benchmarks.programs import start_python
from benchmarks.runner import Result
from benchmarks.size import TINY, Size

_LIST_MODULES = """
import sys
before = set(sys.modules)
sys.argv = ["qualcode", "--help"]
from qualcode.cli.main import main
try:
    main()
except SystemExit:
    pass
print(*sorted({name.partition(".")[0] for name in set(sys.modules) - before}), file=sys.stderr)
"""


def run(folder: Path, size: Size) -> Result:
    """Measure start-up."""
    project = str(large_project(folder, TINY).path)
    help_, click = time_in_turn(
        lambda: start_python("-m", "qualcode", "--help"),
        lambda: start_python("-c", "import click"),
        runs=3 * size.runs,
    )
    documents, pandas = time_in_turn(
        lambda: start_python("-m", "qualcode", "documents", "-p", project),
        lambda: start_python("-c", "import sqlalchemy, pandas"),
        runs=size.runs,
    )
    figures = (
        Figure(
            "`qualcode --help`",
            help_,
            target_times=2.5,
            yardstick='`python -c "import click"`',
            yardstick_timing=click,
        ),
        Figure(
            "`qualcode documents` in a small project",
            documents,
            yardstick='`python -c "import sqlalchemy, pandas"`',
            yardstick_timing=pandas,
        ),
    )
    own = " ".join(f"`{name}`" for name in modules_of_help() if name not in sys.stdlib_module_names)
    return Result("Starting", figures, (f"Modules that `--help` imports beside Python's own: {own}.",))


def modules_of_help() -> list[str]:
    """Give the top-level modules that `qualcode --help` imports."""
    done = subprocess.run([sys.executable, "-c", _LIST_MODULES], check=True, capture_output=True, text=True)
    return done.stderr.split()
