"""Which preferences would make a state stable: conditions, counts, the least change."""
