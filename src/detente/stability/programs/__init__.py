"""Preferences as unknowns of a mixed-integer program, and what stability demands of them."""
