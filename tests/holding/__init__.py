"""The holding room: drafts as states of the graph model."""
