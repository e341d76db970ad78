"""Mixed-integer programs, for problems with constraints that are too large to enumerate."""
