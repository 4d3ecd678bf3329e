"""What can be wrong with a question.

QuestionError (an InputError of data: exit status 2)
├── UnknownIndicator    no indicator of this id; the nearest is named
├── UnknownPlace        no such organisation, programme or grant within the scope
├── UnknownGroup        no such group of people; its codes are named
└── PeriodEdges         the period does not fall on month or ISO-week edges; the nearest are named
"""

from __future__ import annotations

from data.errors import InputError


class QuestionError(InputError):
    """A question that cannot be asked."""


class UnknownIndicator(QuestionError):
    """There is no indicator of this id."""


class UnknownPlace(QuestionError):
    """There is no such organisation, programme or grant, or the viewer may not see it."""


class UnknownGroup(QuestionError):
    """A group of people that is not written as one, or that there is not."""


class PeriodEdges(QuestionError):
    """A period that does not fall on month or ISO-week edges."""
