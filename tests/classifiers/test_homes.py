"""Which place is the applicants' home, and how sure that is."""

from classifiers.homes import find_homes
from classifiers.places import Region
from tests.builders import make_mail, make_person, make_reading

APPLICANT = make_person("Arbnor Krasniqi", "1990-04-02")


def homes_in(text: str, *persons: str) -> list[str]:
    people = tuple(make_person(name) for name in persons) or (APPLICANT,)
    homes = find_homes(make_reading(make_mail(text)), people)
    return [home.place.town.name if home.place.town else str(home.place.postal_code) for home in homes]


def test_a_home_with_the_applicants_name_comes_first() -> None:
    text = "Guten Tag,\n\nich wohne in 44623 Herne.\n\nArbnor Krasniqi, Lindenweg 4, 47574 Goch, wohnt bei mir."
    assert homes_in(text)[0] == "Goch"


def test_an_address_after_a_name_in_a_form_belongs_to_the_nearest_name() -> None:
    text = (
        "Vollmacht\nName: Krasniqi, Arbnor\nzurzeit: bei Bekannten\nmeinen Bruder\n"
        "Name: Krasniqi, Leart\nAnschrift: Hofweg 6, 47798 Krefeld"
    )
    homes = find_homes(make_reading(make_mail(text)), (APPLICANT,))
    assert not homes or homes[0].weight < 6


def test_a_place_of_birth_is_no_home() -> None:
    assert homes_in("Arbnor Krasniqi, geboren in Essen, bittet um Hilfe.") == []


def test_a_new_address_says_so() -> None:
    text = "Arbnor Krasniqi ist umgezogen, neue Anschrift: Lindenweg 4, 58452 Witten."
    (home,) = find_homes(make_reading(make_mail(text)), (APPLICANT,))
    assert home.has_moved_there
    assert not home.is_facility


def test_a_facility_is_marked() -> None:
    (home,) = find_homes(make_reading(make_mail("Arbnor Krasniqi lebt in der ZUE Soest.")), (APPLICANT,))
    assert home.is_facility


def test_the_place_of_detention_is_none() -> None:
    assert homes_in("Arbnor Krasniqi ist in der UfA Büren untergebracht.") == []


def test_the_address_of_the_house_where_he_is_held_is_none() -> None:
    text = "Arbnor Krasniqi\nz. Z. UfA Büren\nAm Waldrand 1, 33142 Büren\n\nIch wohne sonst Lindenweg 4, 44623 Herne."
    assert homes_in(text)[:1] == ["Herne"]


def test_a_camp_of_long_ago_makes_no_facility_of_a_town_in_the_next_sentence() -> None:
    text = "Arbnor Krasniqi wurde in einem Lager festgehalten. 2013 gelang ihm die Flucht nach Soest, dort wohnt er."
    assert not any(home.is_facility for home in find_homes(make_reading(make_mail(text)), (APPLICANT,)))


def test_a_home_in_one_sentence_is_none_of_the_office_in_the_line_above() -> None:
    text = (
        "Arbnor Krasniqi lebt im Pfarrhaus.\n\n"
        "Ausländerbehörde und Bundesamt wissen, wo er ist; wir verstecken niemanden.\n"
        "Gemeldet ist er noch immer ganz unverändert in der langen Straße der Einheit 352, 44623 Herne."
    )
    assert homes_in(text) == ["Herne"]


def test_the_town_in_the_subject_is_one_where_the_name_stands() -> None:
    text = "Familie Krasniqi, Iserlohn\n\nSehr geehrte Damen und Herren,\n\nbitte helfen Sie."
    assert homes_in(text) in (["Iserlohn"], [])


def test_words_of_an_earlier_mail_do_not_count() -> None:
    text = "Danke.\n\nAm 3. März 2026 schrieb die Geschäftsstelle:\n> Arbnor Krasniqi, wohnhaft 44623 Herne\n> Gruß"
    assert homes_in(text) == []


def test_a_home_in_another_land_is_told_with_its_region() -> None:
    (home,) = find_homes(make_reading(make_mail("Arbnor Krasniqi wohnt Lindenweg 4, 49074 Osnabrück.")), (APPLICANT,))
    assert home.place.region is Region.ELSEWHERE


def test_a_code_of_another_country_is_none_of_germany() -> None:
    text = "Arbnor Krasniqi\nRruga 12\n30000 Peja\nKosovo\n\nSehr geehrte Damen und Herren,\n\nbitte helfen Sie."
    assert homes_in(text) == []


def test_a_camp_in_a_town_that_is_known_for_one_is_a_facility() -> None:
    (home,) = find_homes(make_reading(make_mail("Arbnor Krasniqi lebt im Camp in Wegberg.")), (APPLICANT,))
    assert home.is_facility
