"""Which number flips the answer? Tipping values, tornado, Sobol indices, rival concepts."""
