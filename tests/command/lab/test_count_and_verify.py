"""lab count, lab verify: on a file, as JSON and as words; one line and exit 2 for anything crooked."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from tests.deliberation.ballot.test_urn_and_record import PRACTICE, PROJECTS, a_record

from deliberation.ballot import Attendance, CountRules, Event, Lock, decide
from deliberation.ballot.record import count, decision_as_json, head_of, sealed
from deliberation.ballot.urn import digest
from kentan.command.lab import main

CASE = {
    "id": "甲", "profile": {"electorate": 13, "seats": 1, "quorum": "2/3", "majority_base": "electorate"},
    "given": {"present": 13, "issued": 13, "returned": 13, "void": 0, "yes": {"A": 7, "B": 6}},
}  # fmt: skip


def written(tmp_path: Path, content: object) -> str:
    path = tmp_path / "cases.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content, ensure_ascii=False), "utf-8")
    return str(path)


def test_cases_are_decided_and_explained(tmp_path: Path, capsys) -> None:
    path = written(tmp_path, {"count_cases": [CASE], "ballot_cases": [{"id": "乙", "marks": {"A": "yes+no"}}]})
    assert main(["count", path, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {name: found["count_cases"][0][name] for name in ("id", "round", "selected", "tied", "open_seats", "next")} == {
        "id": "甲", "round": "valid", "selected": ["A"], "tied": [], "open_seats": 0, "next": "none",
    }  # fmt: skip
    assert found["ballot_cases"][0]["result"] == "adjudicate"
    assert main(["count", path]) == 0
    assert "A 赞成 7 票，超过全体代表 13的半数" in capsys.readouterr().out


def test_both_lists_are_always_printed(tmp_path: Path, capsys) -> None:
    assert main(["count", written(tmp_path, {}), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"count_cases": [], "ballot_cases": [], "warnings": []}


@pytest.mark.parametrize(
    ("profile", "given", "said"),
    [
        ({"quroum": "1/2"}, {}, "profile has 'quroum', which is not known and was not used; did you mean 'quorum'?"),
        ({"base": "present"}, {}, "profile has 'base', which is not known and was not used; did you mean 'majority_base'?"),
        ({"注": "试算"}, {}, "profile has '注', which is not known and was not used"),
        ({}, {"retruned": 13}, "given has 'retruned', which is not known and was not used; did you mean 'returned'?"),
        ({}, {"present": None}, "given.present is missing and was counted as 0"),
        ({}, {"returned": None}, "given.returned is missing and was counted as 0"),
        ({}, {"present": 14}, "实到 14 人，多于应到 13 人：请核对签到，结果照所给的数计算"),
        ({}, {"issued": 14}, "发出 14 张，多于实到 13 人：请核对"),
        ({}, {"issued": 14, "returned": 14}, "收回 14 张，多于实到 13 人：《选举法》第四十四条第一款以投票人数为准，请核对"),
        ({}, {"no": {"A": 7}}, "A 赞成加反对 14 票，多于有效票 13 张：请核对"),
        ({"majority_base": "present"}, {}, "过半数的基数不是全体代表：与《地方组织法》第二十五条不一致"),
    ],
)  # fmt: skip
def test_what_should_be_looked_at_again_is_said_and_decided_all_the_same(tmp_path: Path, capsys, profile, given, said) -> None:
    figures = {name: value for name, value in {**CASE["given"], **given}.items() if value is not None}
    case = {**CASE, "profile": {**CASE["profile"], **profile}, "given": figures}
    assert main(["count", written(tmp_path, {"count_cases": [case]}), "--json"]) == 0
    out, err = capsys.readouterr()
    found = json.loads(out)
    assert {"id": "甲", "warning": said} in found["warnings"]
    assert f"lab count: warning: case 甲: {said}\n" in err
    assert found["count_cases"][0]["selected"] == ([] if "present" in given and given["present"] is None else ["A"])


def test_a_case_in_order_and_notes_beside_it_are_no_warning_but_a_slip_of_the_pen_is(tmp_path: Path, capsys) -> None:
    content = {
        "count_cases": [CASE | {"source": "会议纪要"}],
        "ballot_cases": [{"id": "乙", "marks": {}, "profil": {"seats": 1}}],
    }
    assert main(["count", written(tmp_path, content), "--json"]) == 0
    out, err = capsys.readouterr()
    said = "the case has 'profil', which is not known and was not used; did you mean 'profile'?"
    assert (json.loads(out)["warnings"], err) == ([{"id": "乙", "warning": said}], f"lab count: warning: case 乙: {said}\n")


@pytest.mark.parametrize(
    "content",
    [
        "not json", [], {"count_cases": 1}, {"count_cases": [{}]}, {"count_cases": [{"id": "x"}]}, {"ballot_cases": [{"id": "x"}]},
        {"count_cases": [CASE | {"profile": {"electorate": 13}}]}, {"count_cases": [CASE | {"profile": CASE["profile"] | {"tie": "dice"}}]},
        {"count_cases": [CASE | {"profile": CASE["profile"] | {"quorum": "2/0"}}]},
        {"count_cases": [CASE | {"profile": CASE["profile"] | {"quorum_inclusive": "false"}}]},
        {"count_cases": [CASE | {"given": CASE["given"] | {"present": -1}}]}, {"count_cases": [CASE | {"given": CASE["given"] | {"yes": {}}}]},
        {"count_cases": [CASE | {"given": CASE["given"] | {"void": "x"}}]},
    ],
)  # fmt: skip
def test_a_crooked_file_is_one_line_and_exit_two(tmp_path: Path, capsys, content) -> None:
    assert main(["count", written(tmp_path, content)]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)


def test_a_record_is_verified(tmp_path: Path, capsys) -> None:
    record = a_record()
    assert main(["verify", written(tmp_path, record), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["ok"], said["findings"], said["compared"]) == (True, [], [])
    record["attendance"]["void"] += 1
    assert main(["verify", written(tmp_path, record), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["findings"][0]["place"] == "digest"
    assert main(["verify", written(tmp_path, "[1")]) == 2


def sealed_anew(record: dict[str, Any]) -> dict[str, Any]:
    """What a dishonest publisher can do after the close: one project gains a vote, and all keys, which are laid open, seal it anew."""
    forged = copy.deepcopy(record)
    row = next(row for row in forged["board"] if row["choices"].get("路灯") != "yes" and "yes" not in row["choices"].values())
    row["choices"]["路灯"] = "yes"
    row["commitment"] = digest([row["id"], row["choices"], row["nonce"]])
    forged["head"] = head_of(forged["board"], "sha256")
    locks = tuple(Lock(**one) for one in record["opening"]["locks"])
    event = Event("2027-01", record["opening"]["title"], PROJECTS, CountRules(30, 2), locks, practice=PRACTICE)
    votes, returned = count(event, forged["board"], {})
    seen = Attendance(30, 30, returned, votes.void)
    content = {name: forged[name] for name in ("board", "head", "judged", "cards", "attendance")} | {
        "totals": {"yes": dict(votes.yes), "no": dict(votes.no)}, "decision": decision_as_json(decide(event.rules, votes, seen)),
    }  # fmt: skip
    return sealed(event, {one["teller"]: one["key"] for one in record["seals"]}, content)


def test_only_the_photographed_word_gives_away_a_record_sealed_anew(tmp_path: Path, capsys) -> None:
    record = a_record()
    word, forged = record["digest"], written(tmp_path, sealed_anew(record))
    assert main(["verify", forged, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["ok"]
    assert any("--digest" in one for one in said["does_not_prove"])
    assert main(["verify", forged]) == 0
    assert "单看这份记录发现不了" in capsys.readouterr().out
    assert main(["verify", forged, "--json", "--digest", word]) == 1
    said = json.loads(capsys.readouterr().out)
    assert ([one["place"] for one in said["findings"]], said["ok"], said["compared"], said["proves"]) == (
        ["digest"],
        False,
        ["digest"],
        [],
    )
    assert main(["verify", forged, "--json", "--opening", record["opening"]["digest"]]) == 0


def test_the_right_words_hold_however_they_are_typed_and_half_a_word_does_not(tmp_path: Path, capsys) -> None:
    record = a_record()
    path, word = written(tmp_path, record), record["digest"].upper()
    typed = "－".join(word[start : start + 8] for start in range(0, 64, 8)).replace("0", "０")
    assert main(["verify", path, "--json", "--digest", typed, "--opening", record["opening"]["digest"]]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["compared"], len(said["proves"])) == (["digest", "opening"], 3)
    assert not any("--" in one for one in said["does_not_prove"])
    for wrong, where in (
        (["--digest", word[:16]], "digest"),
        (["--digest", ""], "digest"),
        (["--opening", word], "opening.digest"),
    ):
        assert main(["verify", path, "--json", *wrong]) == 1
        assert [one["place"] for one in json.loads(capsys.readouterr().out)["findings"]] == [where]
