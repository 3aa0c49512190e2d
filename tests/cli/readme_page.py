"""What `qualcode demo study` prints, as it stands in README.md. `make docs` writes it anew; a test compares."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

README = Path(__file__).parents[2] / "README.md"
BEGIN, END = "<!-- demo output: begin -->\n", "<!-- demo output: end -->"


def demo_output() -> str:
    """Run the demo in a new folder and give what it prints to standard output."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("QUALCODE_")}
        command = [sys.executable, "-m", "qualcode", "demo", "study"]
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", timeout=120, check=True
        )
    return done.stdout


def demo_block(output: str) -> str:
    """Give the block of the README, folded away until it is clicked."""
    return (
        "<details>\n<summary>All that <code>qualcode demo study</code> prints</summary>\n\n"
        f"```text\n{output.rstrip()}\n```\n\n</details>\n"
    )


def block_in_readme() -> str:
    """Give the block as it stands in the README now."""
    return README.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0]


if __name__ == "__main__":
    before, _, rest = README.read_text(encoding="utf-8").partition(BEGIN)
    README.write_text(before + BEGIN + demo_block(demo_output()) + END + rest.partition(END)[2], encoding="utf-8")
