from __future__ import annotations

import zoneinfo
from collections.abc import Iterator

import pytest

from kg.readers.sites.pages import time_zone


@pytest.fixture
def machine_without_zones() -> Iterator[None]:
    """Let a machine know no time zones, as slim images do not."""
    zoneinfo.ZoneInfo.clear_cache()
    zoneinfo.reset_tzpath(to=[])
    yield
    zoneinfo.reset_tzpath()


@pytest.mark.usefixtures("machine_without_zones")
def test_zones_do_not_depend_on_the_machine() -> None:
    assert time_zone("Asia/Shanghai") is not None
