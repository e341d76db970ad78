"""Can demands hold together? Answered from the choices of all groups of issues, side by side."""
