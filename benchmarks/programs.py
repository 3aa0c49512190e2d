"""Start Python anew, as the command line does."""

from __future__ import annotations

import os
import subprocess
import sys


def start_python(*arguments: str) -> None:
    """Run Python with arguments to its end; what it says is dropped.

    Modules are kept compiled from one start to the next, as they are where people work.
    """
    usual = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True, env=usual)
