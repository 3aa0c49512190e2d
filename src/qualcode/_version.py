"""The version, a literal so that `qualcode --version` needs nothing else."""

__version__ = "0.1.0"
