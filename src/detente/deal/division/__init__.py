"""Dividing and linking: adjusted winner, issues added or dropped, coalitions."""
