"""The door: `qualcode COMMAND`."""

from __future__ import annotations

import sys

import click

from qualcode._version import __version__
from qualcode.cli.errors import tell
from qualcode.cli.lazy import LazyGroup
from qualcode.errors import QualcodeError

_EXAMPLE = """\b
Example: the whole method on the sample study, then a study of your own
  qualcode demo study
  qualcode init mystudy.qualcode
  qualcode ingest interviews/ -p mystudy.qualcode
  qualcode codebook import codebook.yaml -p mystudy.qualcode
  qualcode code P01 --coder ana --terminal -p mystudy.qualcode
"""


@click.group(cls=LazyGroup, epilog=_EXAMPLE, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="qualcode")
def qualcode() -> None:
    """Code interviews, compare coders, build one codebook, and walk every claim back to the words.

    Everything stays on this computer. The project is one file; name it with -p, or work in a folder that holds one.
    """


def main() -> None:
    """Run the command line; turns errors into a sentence and an exit code."""
    _use_utf8()
    try:
        qualcode.main(prog_name="qualcode", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        click.echo("Stopped. What was saved before stays saved.", err=True)
        sys.exit(1)
    except (QualcodeError, OSError) as error:
        told = tell(error)
        click.echo(f"Error: {told.sentence}", err=True)
        sys.exit(told.exit_code)


def _use_utf8() -> None:
    """Write UTF-8 whatever the console's code page is, so that no script stops a table half way."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    main()
