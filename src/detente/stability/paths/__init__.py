"""Where things can go from a state, by which ways, and who is needed."""
