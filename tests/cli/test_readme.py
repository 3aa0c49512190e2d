"""The README shows what the program prints now."""

from tests.cli.readme_page import block_in_readme, demo_block, demo_output


def test_the_readme_shows_what_the_demo_prints_today() -> None:
    assert block_in_readme() == demo_block(demo_output()), "run `make docs`"
