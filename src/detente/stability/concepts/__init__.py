"""The classical kinds of stability, by algorithms that must agree."""
