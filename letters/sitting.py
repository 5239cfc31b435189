"""A sitting of the commission: who is there, whether it may decide, and what a vote means (pure).

Source: HFKVO NRW § 2 (seven to ten members) and § 6 (quorum: at least half of the members present; an Ersuchen needs
the majority of the members present). Another commission has its own numbers: they come from its profile.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What a sitting makes of a case."""

    REQUEST = "request"
    NO_REQUEST = "no_request"
    ADJOURNED = "adjourned"


@dataclass(frozen=True, slots=True)
class SittingRules:
    """How many members a commission has.

    Attributes:
        fewest_members: At least.
        most_members: At most.
    """

    fewest_members: int
    most_members: int


def has_quorum(members: int, present: int) -> bool:
    """Whether at least half of the members are there."""
    return 2 * present >= members


def is_majority(votes_for: int, present: int) -> bool:
    """Whether more than half of those present want an Ersuchen; an abstention counts as present."""
    return 2 * votes_for > present


def complaints_about_sitting(members: int, present: int, rules: SittingRules) -> tuple[str, ...]:
    """Say in German why a sitting cannot be as it is recorded; empty where it can.

    Args:
        members: How many the commission has.
        present: How many of them were there.
        rules: Of the commission.
    """
    found = []
    if not rules.fewest_members <= members <= rules.most_members:
        found.append(f"Die Kommission hat {rules.fewest_members} bis {rules.most_members} Mitglieder.")
    if not 0 <= present <= members:
        found.append("Es können nicht mehr Mitglieder anwesend sein, als die Kommission hat.")
    elif not has_quorum(members, present):
        found.append(
            "Die Kommission war nicht beschlussfähig: Mindestens die Hälfte der Mitglieder muss anwesend sein."
        )
    return tuple(found)


def complaints_about_result(outcome: Outcome, votes_for: int, present: int) -> tuple[str, ...]:
    """Say in German why a result does not fit the votes; empty where it does.

    Args:
        outcome: As recorded.
        votes_for: Votes for an Ersuchen.
        present: Members who were there.
    """
    if not 0 <= votes_for <= present:
        return ("Es können nicht mehr Stimmen abgegeben werden, als Mitglieder anwesend waren.",)
    if outcome is Outcome.REQUEST and not is_majority(votes_for, present):
        return ("Ein Ersuchen braucht die Mehrheit der anwesenden Mitglieder.",)
    if outcome is Outcome.NO_REQUEST and is_majority(votes_for, present):
        return ("Die Mehrheit der anwesenden Mitglieder hat für ein Ersuchen gestimmt.",)
    return ()
