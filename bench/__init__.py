"""Benchmarks: ``make bench`` runs them all, ``python -m bench NAME`` one.

A benchmark asserts the result that it times, and compares with a peer in the same run where there
is one. Machines differ and are shared: read the ratios and the CPU seconds, not the clock.
"""
