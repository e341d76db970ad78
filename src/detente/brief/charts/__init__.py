"""Charts of the brief: pure functions from plain data to an SVG string."""
