"""`python -m qualcode` does what `qualcode` does."""

from qualcode.cli.main import main

main()
