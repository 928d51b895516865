"""What a guess gives back: a mapping, why, and what only a person can say."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from finance.importers.csv.mapping import Mapping


@dataclass(frozen=True, slots=True)
class Choice:
    """`answer` is the part of a mapping (`Mapping.to_dict`) that this choice decides."""

    value: str
    label: str
    answer: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Question:
    """The likelier choice stands first, but nobody may take it unasked."""

    field: str
    text: str
    choices: tuple[Choice, ...]


@dataclass(slots=True)
class Findings:
    """Gathers, while a guess is made, what was found out and what was not."""

    evidence: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)

    def note(self, why: str) -> None:
        if why:
            self.evidence.append(why)

    def ask(self, question: Question) -> None:
        self.questions.append(question)


@dataclass(frozen=True, slots=True)
class Guess:
    """What a question is about is left open in `mapping`. To answer, guess again with the choice's `answer`
    among the hints (`mapping.answered(…)`).
    """

    mapping: Mapping
    questions: tuple[Question, ...] = ()
    evidence: tuple[str, ...] = field(default=())

    @property
    def question(self) -> Question | None:
        return self.questions[0] if self.questions else None
