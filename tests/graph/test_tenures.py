"""Tenures: bounds of start and end, stints kept apart, acting and former posts, and what was known when."""

from datetime import date
from typing import Any

import pytest

from aigraph.graph.article import Article
from aigraph.graph.claim import Argument, Claim, Entity, Evidence, Kind, Modality, Name, When
from aigraph.graph.store import Store
from aigraph.graph.tenures import Tenure, find_tenures

ADA = Entity("Ada Byrne", Kind.PERSON, (Name("Ada Byrne", "en"),), False, "ada-byrne")
ORCTA = Entity("Orcta", Kind.ORGANIZATION, (Name("Orcta", "en"),), False, "orcta")
CEO = "chief executive"
DAY = date.fromisoformat


def said(type: str, published: str | None, **values: Any) -> tuple[Article, Claim]:
    """A claim about Ada Byrne at Orcta, in an article of its own."""
    values |= {name: When(values[name]) for name in ("date", "since", "until") if name in values}
    text = f"{type} {published} {values}"
    arguments = (Argument("person", ADA, 0, 3), Argument("organization", ORCTA, 4, 9))
    article = Article(text, published=DAY(published) if published else None, language="en")
    return article, Claim(type, "en", Evidence("words", 0, 5), arguments, **values)


def tenures(*told: tuple[Article, Claim]) -> list[Tenure]:
    """The tenures as known today, in order of post and stint."""
    with Store() as store:
        for article, claim in told:
            store.add_article(article, [claim])
        found = find_tenures(store.claims(as_written=True))
        return sorted((t for t in found if t.known_until is None), key=lambda t: (t.post or "", t.stint))


def bounds(tenure: Tenure) -> tuple[str | None, ...]:
    days = tenure.start_earliest, tenure.start_latest, tenure.end_earliest, tenure.end_latest
    return tuple(day.isoformat() if day else None for day in days)


def test_an_appointment_and_a_departure_bound_a_tenure() -> None:
    [tenure] = tenures(
        said("Appointment", "2020-03-10", role=CEO, date="2020-03"), said("Departure", "2024-01-09", role=CEO, date="2024-01-05")
    )
    assert bounds(tenure) == ("2020-03-01", "2020-03-31", "2024-01-05", "2024-01-05")
    assert len(tenure.basis) == 2


def test_who_is_named_with_a_title_held_it_by_then() -> None:
    [tenure] = tenures(said("Employment", "2021-05-01", role=CEO), said("Employment", "2022-05-01", role=CEO))
    assert bounds(tenure) == (None, "2021-05-01", None, None)


def test_since_and_until_are_bounds() -> None:
    [tenure] = tenures(said("Employment", "2022-05-01", role=CEO, since="2019", until="2021-06"))
    assert bounds(tenure) == ("2019-01-01", "2019-12-31", "2021-06-01", "2021-06-30")


def test_a_former_post_has_ended_by_the_day_of_its_article() -> None:
    [tenure] = tenures(said("Employment", "2022-05-01", role=CEO, status="former"))
    assert bounds(tenure) == (None, "2022-05-01", None, "2022-05-01")


def test_an_undated_departure_lies_between_the_last_word_of_the_post_and_its_article() -> None:
    [tenure] = tenures(said("Employment", "2021-01-01", role=CEO), said("Departure", "2021-04-01"))
    assert bounds(tenure)[2:] == ("2021-01-01", "2021-04-01")


def test_two_stints_stay_apart() -> None:
    first, second = tenures(
        said("Appointment", "2015-01-02", role=CEO, date="2015-01-01"), said("Departure", "2018-01-02", date="2018-01-01"),
        said("Appointment", "2021-01-02", role=CEO, date="2021-01-01"), said("Departure", "2023-01-02", date="2023-01-01"),
    )  # fmt: skip
    assert bounds(first) == ("2015-01-01", "2015-01-01", "2018-01-01", "2018-01-01")
    assert bounds(second) == ("2021-01-01", "2021-01-01", "2023-01-01", "2023-01-01")


def test_two_starts_with_no_end_between_are_two_stints_with_an_end_somewhere_between() -> None:
    first, second = tenures(
        said("Appointment", "2015-01-02", role=CEO, date="2015-01-01"), said("Appointment", "2021-01-02", role=CEO, date="2021-01-01")
    )
    assert bounds(first) == ("2015-01-01", "2015-01-01", "2015-01-01", "2021-01-01")
    assert bounds(second)[:2] == ("2021-01-01", "2021-01-01")


def test_one_start_told_twice_is_one_with_the_finer_date() -> None:
    [tenure] = tenures(
        said("Appointment", "2020-03-10", role=CEO, date="2020"), said("Appointment", "2020-04-10", role=CEO, date="2020-03-09")
    )
    assert bounds(tenure)[:2] == ("2020-03-09", "2020-03-09")


def test_sources_that_disagree_on_an_end_leave_it_open_between_them() -> None:
    [tenure] = tenures(
        said("Appointment", "2020-03-10", role=CEO, date="2020-03-01"),
        said("Departure", "2024-01-09", date="2024-01-05"), said("Departure", "2024-03-09", date="2024-02"),
    )  # fmt: skip
    assert bounds(tenure)[2:] == ("2024-01-05", "2024-02-29")


def test_a_title_that_lingers_after_the_end_is_no_new_stint_and_one_much_later_is() -> None:
    end = said("Appointment", "2020-01-02", role=CEO, date="2020-01-01"), said("Departure", "2024-01-02", role=CEO, date="2024-01-01")
    assert len(tenures(*end, said("Employment", "2024-01-20", role=CEO))) == 1
    assert len(tenures(*end, said("Employment", "2024-09-20", role=CEO))) == 2


def test_an_interim_post_is_acting_and_does_not_end_with_the_other() -> None:
    [acting, full] = tenures(
        said("Appointment", "2023-01-20", role="interim chief executive", date="2023-01-18"),
        said("Appointment", "2023-06-02", role=CEO, date="2023-06-01"),
    )
    assert {(acting.post, acting.acting), (full.post, full.acting)} == {(CEO, True), (CEO, False)}


def test_leaving_one_post_is_not_leaving_the_other() -> None:
    ceo, chair = tenures(
        said("Employment", "2020-01-02", role="chair"), said("Employment", "2020-01-02", role=CEO),
        said("Departure", "2021-01-02", role=CEO, date="2021-01-01"),
    )[::-1]  # fmt: skip
    assert (ceo.post, chair.post) == (CEO, "chair") or (chair.post, ceo.post) == (CEO, "chair")
    ends = {t.post: t.end_latest for t in (ceo, chair)}
    assert ends == {CEO: DAY("2021-01-01"), "chair": None}


@pytest.mark.parametrize("modality", [Modality.DENIED, Modality.PLANNED, Modality.REPORTED, Modality.POSSIBLE])
def test_what_is_not_asserted_makes_no_tenure(modality: Modality) -> None:
    assert tenures(said("Appointment", "2020-03-10", role=CEO, date="2020-03", modality=modality)) == []


def test_an_announced_departure_in_the_future_is_an_end_in_the_future() -> None:
    [tenure] = tenures(said("Employment", "2024-01-02", role=CEO), said("Departure", "2024-01-02", role=CEO, date="2024-12-31"))
    assert bounds(tenure)[2:] == ("2024-12-31", "2024-12-31")


def test_what_was_known_changes_with_what_is_published_and_only_then() -> None:
    told = [
        said("Appointment", "2020-03-10", role=CEO, date="2020-03"),
        said("Employment", "2021-03-10", role=CEO),
        said("Departure", "2024-01-09", date="2024-01-05"),
    ]
    with Store() as store:
        for article, claim in told:
            store.add_article(article, [claim])
        found = sorted(find_tenures(store.claims(as_written=True)), key=lambda t: t.known_from or date.min)
    known = [(t.known_from, t.known_until, t.end_latest) for t in found]
    assert known[0] == (DAY("2020-03-10"), DAY("2024-01-09"), None), "what only confirms makes no other version"
    assert len(found[0].basis) == 2, "and is among what it rests on"
    assert known[-1] == (DAY("2024-01-09"), None, DAY("2024-01-05"))
    assert all(one[1] == two[0] for one, two in zip(known, known[1:], strict=False)), "no gap and no overlap"


def test_articles_without_a_day_are_known_since_ever() -> None:
    [tenure] = tenures(said("Appointment", None, role=CEO, date="2020-03-01"))
    assert (tenure.known_from, tenure.known_until, bounds(tenure)[:2]) == (None, None, ("2020-03-01", "2020-03-01"))
