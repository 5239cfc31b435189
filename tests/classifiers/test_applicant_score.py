from __future__ import annotations

from classifiers.applicant_score import score_of
from classifiers.capacity import Capacity, Standing
from classifiers.gathering import Gathered
from classifiers.mentions import Mention, Source
from classifiers.name_contexts import Sign
from classifiers.name_forms import NameForm
from classifiers.people import Individual
from classifiers.signers import Writers

NOTHING = Gathered((), (), Writers(()), "")
LAWYER = Standing(Capacity.LAWYER)


def score(*signs: Sign, source: Source = Source.LETTER, name: str = "Ada Osei", standing: Standing = LAWYER) -> float:
    person = Individual([Mention(NameForm(name), None, source, frozenset(signs))])
    return score_of(person, standing, NOTHING)


def test_an_entry_with_a_birth_date_outweighs_a_mention_in_passing() -> None:
    assert score(Sign.CLIENT, Sign.BORN) > score(Sign.CLIENT) > score()


def test_who_gives_the_vollmacht_applies_and_who_gets_it_does_not() -> None:
    assert score(Sign.PRINCIPAL, source=Source.MANDATE) > 2.5
    assert score(Sign.AGENT, source=Source.MANDATE) < 0


def test_an_office_and_a_fate_speak_against_it() -> None:
    assert score(Sign.OFFICE) < score()
    assert score(Sign.BORN, Sign.GONE) < score(Sign.BORN)


def test_the_organisation_itself_is_no_applicant() -> None:
    standing = Standing(Capacity.ORGANISATION, "Stiftung Ada Osei")
    assert score(Sign.CLIENT, standing=standing) < 0
