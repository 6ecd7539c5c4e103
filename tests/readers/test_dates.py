from __future__ import annotations

import pytest

from kg.readers.dates import parse_date


@pytest.mark.parametrize(
    "written",
    [
        "20.05.2016",
        "20.5.2016, 10:00",
        "05/20/2016",
        "20/05/2016 08:00:00",
        "20-05-2016",
        "20-May-2016",
        "2016 May 20",
        "2016-May-20",
        "Friday 20th May 2016",
    ],
)
def test_a_day_is_read_wherever_its_year_stands(written: str) -> None:
    assert str(parse_date(written)) == "2016-05-20"


@pytest.mark.parametrize("written", ["16/05/20", "05/06/2016", "2016-05", "32/05/2016", "5/2016"])
def test_what_may_be_several_days_is_none(written: str) -> None:
    assert parse_date(written) is None


def test_day_and_month_of_one_number_are_one_day() -> None:
    assert str(parse_date("06/06/2016")) == "2016-06-06"
