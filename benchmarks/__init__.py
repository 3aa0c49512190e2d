"""How fast qualcode is: `python -m benchmarks` measures, docs/performance.md says what the figures mean."""
