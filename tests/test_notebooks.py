"""Every notebook runs from its first line to its last."""

import subprocess
import sys
from pathlib import Path

import pytest

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.py"))


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_notebook_runs_to_its_end(notebook):
    done = subprocess.run([sys.executable, str(notebook)], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
