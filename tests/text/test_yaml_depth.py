import pytest
import yaml

from qualcode.errors import Issue
from qualcode.text.yaml_depth import MAX_DEPTH, find_deep_nesting
from qualcode.text.yaml_nodes import NodeReader


def test_as_many_levels_as_anybody_writes_are_let_through() -> None:
    assert find_deep_nesting("[" * MAX_DEPTH + "]" * MAX_DEPTH) is None
    assert find_deep_nesting("- [a]\n" * 1000) is None
    assert find_deep_nesting("") is None


def test_one_level_more_is_named_with_its_line() -> None:
    text = "a:\n  " + "[" * MAX_DEPTH + "]" * MAX_DEPTH
    assert find_deep_nesting(text) == Issue("the lists are nested too deeply", 2)


def test_nesting_that_would_end_the_program_is_a_mistake_of_the_file() -> None:
    reader = NodeReader("a themes file")
    assert reader.compose("[" * 100_000) is None
    assert reader.issues == [Issue("the lists are nested too deeply", 1)]


def test_what_is_no_yaml_is_left_to_the_reader_to_tell() -> None:
    with pytest.raises(yaml.YAMLError):
        find_deep_nesting("a: [")
