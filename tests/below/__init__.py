"""The small modules below all rooms, which more than one room needs."""
