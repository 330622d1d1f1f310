"""在哪里: a township by its name, the township of a voice."""

from __future__ import annotations

from kentan.ground.network.models import Area
from kentan.stages.voices.models import Voice


def area(township: str) -> Area:
    """A township by its name."""
    return Area.objects.get(name=township)


def township_of(voice: Voice) -> Area:
    """Where it was said."""
    found = voice.area.township
    assert found is not None  # noqa: S101  every voice of the demo was said in a township
    return found
