"""调解记录: a text that every side signed, or an honest end; nobody's signature stands under a text that he did not see."""

from __future__ import annotations

import pytest
from tests.factories.records import a_seat, a_talk, county, who

from kentan.ground.accounts.actor import Actor
from kentan.ground.ledger.chain import verify_all
from kentan.ground.ledger.errors import NotAllowed, NoteNeeded, WrongState
from kentan.ground.ledger.models import Entry, EntryWords
from kentan.stages.talks import actions
from kentan.stages.talks.errors import MediationOver, Unsigned
from kentan.stages.talks.labels import Confirmed
from kentan.stages.talks.models import Mediation, Party, Seat, Talk
from kentan.stages.talks.queries import public_mediations, spoken_for

__all__ = ["county"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
TERMS = "三楼以下不出钱，四至六楼按四成、三成、三成出；电费由用电梯的人出。"


def kept() -> list[object]:
    return [list(model.objects.order_by("pk").values()) for model in (Talk, Seat, Mediation, Party, Entry, EntryWords)]


def a_mediation(talk: Talk | None = None) -> tuple[Mediation, Party, Party]:
    """The lift: low floors and high floors, a neighbour leads; a text lies on the table."""
    talk, by = talk or a_talk(), who("town_clerk")
    low, high = (a_seat(talk, name=name, side=side) for name, side in (("某甲", "低楼层"), ("某乙", "高楼层")))
    uncle = a_seat(talk, role="mediator", name="某老伯")
    mediation = actions.open_mediation(talk, by=by, subject="加装电梯各层怎么出钱", mediator=uncle)
    parties = [
        actions.set_party(mediation, by=by, name=seat.side, position=words, seat=seat)
        for seat, words in ((low, "怕挡光，不出钱"), (high, "愿意多出"))
    ]
    actions.write_terms(mediation, by=by, terms=TERMS)
    return mediation, parties[0], parties[1]


def test_sides_sign_the_text_and_agree() -> None:
    mediation, low, high = a_mediation()
    actions.sign_terms(low, by=Actor.participant(low.seat.slip), how=Confirmed.LINK, terms=TERMS)
    with pytest.raises(Unsigned, match="高楼层"):
        actions.agree(mediation, by=who("town_clerk"))
    actions.sign_terms(high, by=who("town_clerk"), how=Confirmed.PAPER)
    assert actions.agree(mediation, by=who("town_clerk")).state == "agreed"
    steps = Entry.objects.filter(subject__startswith="talks.Mediation").order_by("position").values_list("label", flat=True)
    assert list(steps) == ["开始调解", "记一方主张", "记一方主张", "写约定", "签字", "签字", "达成约定"]
    assert verify_all() == []


def test_another_text_needs_new_signatures_and_the_same_text_keeps_them() -> None:
    mediation, low, _high = a_mediation()
    actions.sign_terms(low, by=who("town_clerk"), how=Confirmed.PAPER)
    actions.write_terms(mediation, by=who("town_clerk"), terms=f"  {TERMS}\r\n")
    assert Party.objects.get(pk=low.pk).signed == "paper"
    actions.write_terms(mediation, by=who("town_clerk"), terms="都出一样多。")
    assert set(mediation.parties.values_list("signed", "signed_at")) == {("", None)}
    before = kept()
    with pytest.raises(Unsigned):
        actions.sign_terms(low, by=Actor.participant(low.seat.slip), how=Confirmed.LINK, terms=TERMS)
    assert kept() == before


def test_signing_twice_signs_once() -> None:
    _mediation, low, _high = a_mediation()
    once = actions.sign_terms(low, by=who("town_clerk"), how=Confirmed.PAPER)
    before = kept()
    assert actions.sign_terms(low, by=Actor.participant(low.seat.slip), how=Confirmed.LINK).signed_at == once.signed_at
    assert kept() == before


def test_no_agreement_is_an_end_with_its_reason_and_may_be_taken_up_again() -> None:
    mediation, low, _high = a_mediation()
    with pytest.raises(NoteNeeded):
        actions.end_without(mediation, by=who("town_clerk"), reason=" ")
    actions.end_without(mediation, by=who("town_clerk"), reason="一楼不同意挡光的补偿。")
    before = kept()
    for late in (
        lambda: actions.write_terms(mediation, by=who("town_clerk"), terms="再改"),
        lambda: actions.set_party(mediation, by=who("town_clerk"), name="物业"),
        lambda: actions.sign_terms(low, by=who("town_clerk"), how=Confirmed.PAPER),
    ):
        with pytest.raises(MediationOver):
            late()
    with pytest.raises(WrongState):
        actions.end_without(mediation, by=who("town_clerk"), reason="又一次")
    assert kept() == before
    assert actions.resume(mediation, by=who("town_clerk"), reason="找到了补偿的办法").state == "open"


@pytest.mark.parametrize("name", ["street_clerk", "town_liaison", "deputy_one", "city_clerk"])
def test_only_the_hosts_staff_lead_it(name: str) -> None:
    mediation, low, _high = a_mediation()
    before, by = kept(), who(name)
    for act in (
        lambda: actions.open_mediation(mediation.talk, by=by, subject="别的"),
        lambda: actions.set_party(mediation, by=by, name="低楼层", position="改"),
        lambda: actions.write_terms(mediation, by=by, terms="改"),
        lambda: actions.sign_terms(low, by=by, how=Confirmed.PAPER),
        lambda: actions.agree(mediation, by=by),
        lambda: actions.release_terms(mediation, by=by, is_released=True),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert kept() == before


def test_a_slip_signs_for_its_own_side_only() -> None:
    _mediation, low, high = a_mediation()
    before = kept()
    with pytest.raises(NotAllowed):
        actions.sign_terms(low, by=Actor.participant(high.seat.slip), how=Confirmed.LINK)
    assert kept() == before
    assert list(spoken_for(high.seat)) == [high]


def test_one_side_alone_agrees_with_nobody() -> None:
    talk, by = a_talk(), who("town_clerk")
    mediation = actions.open_mediation(talk, by=by, subject="停车")
    party = actions.set_party(mediation, by=by, name="商户")
    with pytest.raises(Unsigned):
        actions.agree(mediation, by=by)
    actions.write_terms(mediation, by=by, terms="周末错时停。")
    actions.sign_terms(party, by=by, how=Confirmed.PAPER)
    with pytest.raises(Unsigned):
        actions.agree(mediation, by=by)
    assert Mediation.objects.get().state == "open"


def test_it_begins_with_the_talk_and_not_before() -> None:
    talk = a_talk("announced")
    before = kept()
    with pytest.raises(MediationOver):
        actions.open_mediation(talk, by=who("town_clerk"), subject="停车")
    assert kept() == before


def test_the_public_reads_the_text_only_after_its_release_and_no_citizens_name_in_it() -> None:
    mediation, low, high = a_mediation()
    actions.write_terms(mediation, by=who("town_clerk"), terms="某甲不出钱，某乙出四成。")
    for side in (low, high):
        actions.sign_terms(side, by=who("town_clerk"), how=Confirmed.PAPER)
    with pytest.raises(MediationOver):
        actions.release_terms(mediation, by=who("town_clerk"), is_released=True)
    actions.agree(mediation, by=who("town_clerk"))
    assert [(one.sides, one.terms) for one in public_mediations(mediation.talk, ["某甲", "某乙"])] == [(("低楼层", "高楼层"), "")]
    actions.release_terms(mediation, by=who("town_clerk"), is_released=True)
    assert public_mediations(mediation.talk, ["某甲", "某乙"])[0].terms == "〔姓名〕不出钱，〔姓名〕出四成。"


def test_who_asks_to_be_erased_takes_his_position_with_him_and_the_chain_holds() -> None:
    mediation, low, _high = a_mediation()
    actions.erase_seat(low.seat, by=who("town_clerk"))
    low.refresh_from_db()
    assert (low.position, low.offer, low.seat.name) == ("", "", "")
    assert not EntryWords.objects.filter(text__contains="怕挡光").exists()
    assert verify_all() == []
    assert mediation.terms == TERMS
