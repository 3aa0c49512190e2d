"""The command line: parse, one call into the project, present."""
