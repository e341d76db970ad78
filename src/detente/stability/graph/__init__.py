"""The graph model itself: states, moves, preferences, and what can be reached."""
