"""谁可以: who sorts, assigns, handles, rates."""

from __future__ import annotations

from kentan.ground.accounts.actor import Actor
from kentan.stages.suggestions.labels import SuggestionState
from kentan.stages.suggestions.models import Assignment, Suggestion


def is_host_staff(actor: Actor, suggestion: Suggestion) -> bool:
    """工作人员 of the assigning presidium, street committee or standing committee."""
    return actor.holds_at(suggestion.host_id, "town_staff", "town_chair", "city_staff")


def may_assign(actor: Actor, suggestion: Suggestion) -> bool:
    """交办 is for congress bodies: the town's chair, the street committee's head, the city's staff. Never a deputy."""
    return actor.holds_at(suggestion.host_id, "town_chair", "city_staff")


def is_gov_office(actor: Actor, suggestion: Suggestion) -> bool:
    """政府办公室 of the area whose congress assigned it (浙江规定 第十一条, 第十八条): joins in the 交办, settles who handles it."""
    was_assigned = suggestion.state not in {SuggestionState.SORTED, SuggestionState.WITHDRAWN}
    return was_assigned and any(post.role == "gov_office" and post.area == suggestion.host.area_id for post in actor.posts)


def may_settle(actor: Actor, suggestion: Suggestion) -> bool:
    """A returned suggestion: whoever assigned it, or the government office beside him."""
    return may_assign(actor, suggestion) or is_gov_office(actor, suggestion)


def current(suggestion: Suggestion) -> list[Assignment]:
    """The assignments in force."""
    return list(suggestion.assignments.filter(ended_at__isnull=True))


def is_lead_liaison(actor: Actor, suggestion: Suggestion) -> bool:
    """The liaison or head of the lead unit."""
    return any(
        assignment.role == "lead" and actor.holds_at(assignment.unit_id, "liaison", "unit_head")
        for assignment in current(suggestion)
    )


def is_any_liaison(actor: Actor, suggestion: Suggestion) -> bool:
    """The liaison or head of any unit that has it."""
    return any(actor.holds_at(assignment.unit_id, "liaison", "unit_head") for assignment in current(suggestion))


def may_sign(actor: Actor, suggestion: Suggestion) -> bool:
    """签发: the head of the lead unit (浙江规定 第二十二条: signed by the 主要负责人)."""
    return any(
        assignment.role == "lead" and actor.holds_at(assignment.unit_id, "unit_head") for assignment in current(suggestion)
    )


def may_rate(actor: Actor, suggestion: Suggestion) -> bool:
    """The lead deputy; where none signed (恳谈意见), the assigning body for those who spoke (R31)."""
    if suggestion.lead_deputy_id is not None:
        return actor.deputy == suggestion.lead_deputy_id
    return is_host_staff(actor, suggestion)


def is_system(actor: Actor, suggestion: Suggestion) -> bool:
    """The clock, or what follows from another move."""
    return actor.kind == "system"


def may_see(actor: Actor, suggestion: Suggestion) -> bool:
    """Staff of the host, the city's staff, the government office once it was assigned, the units that have it, its deputies."""
    named = actor.deputy is not None and any(deputy.pk == actor.deputy for deputy in suggestion.deputies)
    return (
        actor.holds("city_staff")
        or is_host_staff(actor, suggestion)
        or is_gov_office(actor, suggestion)
        or is_any_liaison(actor, suggestion)
        or named
    )


def may_urge(actor: Actor, suggestion: Suggestion) -> bool:
    """催办: the assigning body's staff, and the deputies who signed."""
    named = actor.deputy is not None and any(deputy.pk == actor.deputy for deputy in suggestion.deputies)
    return named or is_host_staff(actor, suggestion)
