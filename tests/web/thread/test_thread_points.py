"""要点: words are marked in an original, by pasting them; nothing of the original changes."""

from __future__ import annotations

import pytest
from tests.factories.pages import signed_in
from tests.factories.records import a_point, a_suggestion, a_voice, row, who
from tests.web.thread.builders import SAID, a_held_talk, everything, first_line, get, said_by

from kentan.stages.suggestions.models import Point
from kentan.stages.talks import actions as talks
from kentan.stages.voices import actions as voices

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
SPAN = (SAID.index("三盏路灯坏了"), SAID.index("三盏路灯坏了") + 6)


def sent(line: object, **changed: str) -> dict[str, str]:
    return {"line": str(line.pk), "quote": "三盏路灯坏了", "problem": "路灯坏了", "ask": "", "place": "村口"} | changed  # type: ignore[attr-defined]


def test_a_talk_without_words_says_what_is_missing() -> None:
    from tests.factories.records import a_talk

    assert "还没有记下发言。" in get(f"/staff/talks/{a_talk().pk}/points", signed_in("town_clerk"))


def test_a_pasted_quotation_is_located_and_the_original_is_untouched() -> None:
    talk = a_held_talk()
    line, client = first_line(talk), signed_in("town_clerk")
    before = row(line)
    answer = client.post(f"/staff/talks/{talk.pk}/points", sent(line))
    assert answer["Location"] == f"/staff/talks/{talk.pk}/points?line={line.pk}#u{line.pk}"
    point = Point.objects.get()
    assert ((point.start, point.end), point.quotation, point.problem, point.place) == (SPAN, "三盏路灯坏了", "路灯坏了", "村口")
    assert row(line) == before
    assert "<mark>三盏路灯坏了</mark>" in client.get(f"/staff/talks/{talk.pk}/points").content.decode()


@pytest.mark.parametrize(
    ("changed", "span"),
    [
        ({"quote": ""}, (0, len(SAID))), ({"quote": "路灯", "start": str(SAID.rindex("路灯"))}, (SAID.rindex("路灯"), SAID.rindex("路灯") + 2)),
        ({"start": "0"}, SPAN), ({"start": "99999"}, SPAN),
    ],
)  # fmt: skip
def test_nothing_means_the_whole_and_a_selection_is_believed_only_when_the_words_stand_there(changed, span) -> None:
    talk = a_held_talk()
    signed_in("town_clerk").post(f"/staff/talks/{talk.pk}/points", sent(first_line(talk), **changed))
    point = Point.objects.get()
    assert (point.start, point.end) == span


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"quote": "路灯"}, "quote", "这几个字在原话里出现了 2 次，请多复制几个字。"),
        ({"quote": "井盖"}, "quote", "在原话里没有找到这几个字，请从原话里复制。"),
        ({"problem": ""}, "ask", "请写明问题或诉求，至少写一样。"), ({"ask": "字" * 201}, "ask", "太长了，最多 200 个字。"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_point_is_said_and_the_words_are_kept(changed, field, sentence) -> None:
    talk = a_held_talk()
    answer = signed_in("town_clerk").post(f"/staff/talks/{talk.pk}/points", sent(first_line(talk), place="老村口", **changed))
    form = next(original.form for original in answer.context["originals"] if original.form)
    assert (answer.status_code, form.errors) == (422, {field: [sentence]})
    assert "老村口" in answer.content.decode()
    assert Point.objects.count() == 0


def test_a_line_of_another_talk_is_not_marked_here() -> None:
    talk, other = a_held_talk(), a_held_talk()
    answer = signed_in("town_clerk").post(f"/staff/talks/{talk.pk}/points", sent(first_line(other)))
    assert (answer.status_code, Point.objects.count()) == (200, 0)
    assert signed_in("town_clerk").get(f"/staff/talks/{talk.pk}/points?line=x").status_code == 200


def test_erased_words_cannot_be_marked() -> None:
    talk = a_held_talk()
    line = first_line(talk)
    talks.erase_seat(line.seat, by=who("town_clerk"))
    signed_in("town_clerk").post(f"/staff/talks/{talk.pk}/points", sent(line, quote=""))
    assert Point.objects.count() == 0


def test_a_voice_is_marked_the_same_way() -> None:
    voice, client = a_voice(), signed_in("town_clerk")
    assert voice.words in get(f"/staff/points/voices/{voice.pk}", client)
    answer = client.post(f"/staff/points/voices/{voice.pk}", {"quote": "路灯坏了三盏", "ask": "修好"})
    assert answer["Location"] == f"/staff/points/voices/{voice.pk}"
    assert [(point.quotation, point.ask, point.voice) for point in Point.objects.all()] == [("路灯坏了三盏", "修好", voice)]


def test_an_erased_voice_says_so() -> None:
    voice = a_voice()
    voices.erase(voice, by=who("town_clerk"))
    client = signed_in("town_clerk")
    assert "不能再标" in get(f"/staff/points/voices/{voice.pk}", client)
    assert (client.post(f"/staff/points/voices/{voice.pk}", {"ask": "修"}).status_code, Point.objects.count()) == (200, 0)


def test_a_point_leads_to_the_suggestion_it_is_in_and_a_loose_one_can_be_chosen() -> None:
    voice, client = a_voice(), signed_in("town_clerk")
    suggestion = a_suggestion(points=[a_point(voice)])
    loose = a_point(voice)
    html = client.get(f"/staff/points/voices/{voice.pk}").content.decode()
    assert (f'href="/staff/suggestions/{suggestion.pk}"' in html, html.count('name="point"'), f'value="{loose.pk}"' in html) == (
        True,
        1,
        True,
    )


def test_another_townships_words_are_not_shown() -> None:
    voice, talk = a_voice(), a_held_talk()
    client = signed_in("street_clerk")
    before = everything()
    for address in (f"/staff/points/voices/{voice.pk}", f"/staff/talks/{talk.pk}/points"):
        answers = [client.get(address), client.post(address, sent(first_line(talk), quote=""))]
        assert [(answer.status_code, "三盏" in said_by(answer)) for answer in answers] == [(403, False)] * 2
    assert everything() == before


def test_more_points_cost_no_more_queries(django_assert_num_queries) -> None:
    talk, client = a_held_talk(), signed_in("town_clerk")
    for more in (1, 2):
        for _ in range(more):
            a_suggestion(points=[a_point(first_line(talk))])
        with django_assert_num_queries(10):
            client.get(f"/staff/talks/{talk.pk}/points")
