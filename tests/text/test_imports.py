import subprocess
import sys

import pytest

HEAVY = {"pandas", "numpy", "spacy", "sqlalchemy", "matplotlib", "click", "rapidfuzz", "ruamel.yaml", "lxml", "scipy"}


@pytest.mark.parametrize(
    "module",
    ["qualcode", "qualcode.errors", "qualcode.text", "qualcode.codebook", "qualcode.coding", "qualcode.query"],
)
def test_a_bare_import_of_the_lower_floors_loads_no_heavy_library(module: str) -> None:
    code = f"import sys, {module}; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(ran.stdout.split())
    assert module in loaded
    assert loaded & HEAVY == set()
