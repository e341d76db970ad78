"""How many packages are acceptable: exactly where that can be, else with an interval."""
