"""The public face: what `import qualcode` offers is what it says, and each of it says what it is for."""

from __future__ import annotations

import inspect
import subprocess
import sys
from types import ModuleType

import pytest

import qualcode

# What stays out of a bare import, so that `qualcode --help` is there at once.
HEAVY = ["pandas", "numpy", "spacy", "sqlalchemy", "matplotlib", "click", "yaml", "docx", "lxml", "jinja2"]


def test_every_name_listed_is_there_and_no_other_is_offered() -> None:
    assert sorted(qualcode.__all__) == dir(qualcode)
    assert [name for name in qualcode.__all__ if getattr(qualcode, name, None) is None] == []


def test_the_list_is_in_order_and_without_doubles() -> None:
    assert list(qualcode.__all__) == sorted(set(qualcode.__all__))


def test_a_name_that_does_not_exist_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'qualcode' has no attribute 'codes'"):
        _ = qualcode.codes


def test_star_import_gives_exactly_the_list() -> None:
    names: dict[str, object] = {}
    exec("from qualcode import *", names)
    assert set(qualcode.__all__) <= set(names)


@pytest.mark.parametrize("name", [name for name in qualcode.__all__ if not name.startswith("__")])
def test_everything_public_says_what_it_is_for(name: str) -> None:
    thing = getattr(qualcode, name)
    assert without_docstring(thing, name) == []


def test_a_bare_import_loads_nothing_heavy() -> None:
    program = f"import sys, qualcode; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def without_docstring(thing: object, name: str) -> list[str]:
    """Give the public names in a class, function or module that have no docstring of their own."""
    if isinstance(thing, ModuleType):
        members = {f"{name}.{one}": getattr(thing, one) for one in thing.__all__}
    elif inspect.isclass(thing):
        members = {f"{name}.{one}": getattr(thing, one) for one in vars(thing) if not one.startswith("_")}
    else:
        members = {}
    callables = {path: one for path, one in members.items() if _should_speak(one)}
    missing = [path for path, one in callables.items() if not inspect.getdoc(one)]
    inner = [
        it for path, one in callables.items() if isinstance(thing, ModuleType) for it in without_docstring(one, path)
    ]
    return [*([] if inspect.getdoc(thing) else [name]), *missing, *inner]


def _should_speak(thing: object) -> bool:
    return inspect.isclass(thing) or inspect.isroutine(thing) or isinstance(thing, property)
