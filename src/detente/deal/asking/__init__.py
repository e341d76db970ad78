"""What to ask? The value of answers for the choice of what to table."""

from __future__ import annotations

from detente.deal.asking.candidates import Candidates, find_candidates
from detente.deal.asking.enumerated import value_of_answer, value_of_everything, value_of_reply
from detente.deal.asking.estimates import Estimate
from detente.deal.asking.questions import Question
from detente.deal.asking.ranking import rank_questions
from detente.deal.asking.record import Asked, Asking, Branch

__all__ = [
    "Asked",
    "Asking",
    "Branch",
    "Candidates",
    "Estimate",
    "Question",
    "find_candidates",
    "rank_questions",
    "value_of_answer",
    "value_of_everything",
    "value_of_reply",
]
