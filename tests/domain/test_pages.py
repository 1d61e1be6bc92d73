"""A page's file is read as it is meant, or refused with what is amiss."""

from datetime import date

import pytest

from bot.domain.pages import Offer, Page, Paragraph, Source, Theme, page

GOOD = """+++
title = "How long?"
theme = "plan"
review_due = 2027-11-01
signs_first = true
offers = ["visit", "signs"]
related = ["other"]
sources = [
  { id = "one", name = "The one", date = "2014" },
  { id = "two", name = "The two", date = "2026-11", seen = true },
]
phrasings = ["how long"]
+++

It takes
long. [one, two]

Have 1\u00a0000 stamps. [two]

Ask your clinic. [ask]
"""


def test_a_page_is_as_its_file_has_it() -> None:
    assert page("time", GOOD) == Page(
        topic="time",
        title="How long?",
        theme=Theme.PLAN,
        paragraphs=(
            Paragraph("It takes long.", ("one", "two")),
            Paragraph("Have 1\u00a0000 stamps.", ("two",)),
            Paragraph("Ask your clinic.", ()),
        ),
        sources=(Source("one", "The one", "2014"), Source("two", "The two", "2026-11", seen=True)),
        phrasings=("how long",),
        related=("other",),
        offers=(Offer.VISIT, Offer.SIGNS),
        review_due=date(2027, 11, 1),
        signs_first=True,
    )


@pytest.mark.parametrize(
    ("good", "bad", "why"),
    [
        ("+++\ntitle", "title", "values to unpack"),
        ('title = "How long?"', "", "title"),
        ('"plan"', '"weather"', "weather"),
        ('"visit"', '"tea"', "tea"),
        ("review_due = 2027-11-01", "", "review_due"),
        (" [one, two]", "", "does not say what it rests on: It takes"),
        (" [ask]", "", "does not say what it rests on: Ask your clinic"),
        ("[one, two]", "[one, three]", "on one side only: three"),
        ("[one, two]", "[two]", "on one side only: one"),
        ('date = "2014"', 'date = "long ago"', "one has no name or no date"),
        ('name = "The one"', 'name = ""', "one has no name or no date"),
        ('name = "The one", ', "", "name"),
    ],
)
def test_a_page_that_lacks_something_is_refused_by_its_topic(good: str, bad: str, why: str) -> None:
    assert good in GOOD
    with pytest.raises(ValueError, match=r"^time: ") as refused:
        page("time", GOOD.replace(good, bad))
    assert why in str(refused.value)
