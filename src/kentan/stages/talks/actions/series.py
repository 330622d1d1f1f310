"""What is done with a series of talks."""

from __future__ import annotations

from django.db import transaction

from deliberation.text.normalise import tidy
from kentan.ground.accounts.actor import Actor
from kentan.ground.ledger.advance import advance, begin
from kentan.ground.ledger.errors import NotAllowed
from kentan.ground.moment import today
from kentan.ground.network.models import Organisation
from kentan.stages.talks import flow, rules
from kentan.stages.talks.errors import OtherHost
from kentan.stages.talks.labels import SeriesState
from kentan.stages.talks.models import TalkSeries
from kentan.stages.topics.models import Topic


@transaction.atomic
def open_series(*, by: Actor, host: Organisation, title: str, theme: str = "", topic: Topic | None = None) -> TalkSeries:
    """发起系列恳谈. Raises NotAllowed, OtherHost when the topic is another body's."""
    series = TalkSeries(
        state=SeriesState.OPEN, title=tidy(title), theme=tidy(theme), topic=topic, host=host, area=host.area, opened_on=today(),
    )  # fmt: skip
    if not rules.is_lead_staff(by, series):
        raise NotAllowed(flow.CLOSE_SERIES)
    if topic is not None and topic.host_id != host.pk:
        raise OtherHost(topic.title)
    series.save()
    begin(series, by=by, label="发起系列", note=series.title)
    return series


@transaction.atomic
def close_series(series: TalkSeries, *, by: Actor) -> TalkSeries:
    """结束系列: no further sitting is planned; those that are planned go on."""
    advance(series, flow.CLOSE_SERIES, by=by)
    return series
