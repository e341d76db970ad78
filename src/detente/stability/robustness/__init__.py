"""Which equilibria survive preferences that are not known for certain."""
