"""detente: negotiation analysis for peace talks, from the reporting to the draft.

Each question has a room: :mod:`detente.case` (what do we know), :mod:`detente.reading` (what did
this report say), :mod:`detente.deal` (is there a deal), :mod:`detente.brief` (what do I hand to the
principal). Importing :mod:`detente` itself loads none of them, so that it stays fast.
"""

__version__ = "0.1.0"
