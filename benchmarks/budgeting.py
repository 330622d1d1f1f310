"""参与式预算: greedy, equal shares (none, add1) and Phragmén, of ours and of pabutools, on every election of the measuring sets."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from _measure import measuring, run, serve, show, task, versions

RULES = ("greedy", "none", "add1", "phragmen")


@task
def ours(file: str, rule: str) -> dict[str, Any]:
    """The winners, without the time of reading the file."""
    from deliberation.budgeting import equal_shares, greedy, phragmen, read_pb

    election = read_pb(Path(file).read_text("utf-8")).election
    begun = time.process_time()
    found = (
        greedy(election)
        if rule == "greedy"
        else phragmen(election)
        if rule == "phragmen"
        else equal_shares(election, completion=rule)
    )
    return {"cpu": time.process_time() - begun, "winners": list(found.winners)}


@task
def theirs(file: str, rule: str) -> dict[str, Any]:
    """Pabutools with exact fractions and Cost_Sat, equal ballots put together."""
    import pabutools.fractions
    from pabutools.election import ApprovalMultiProfile, Cost_Sat, parse_pabulib
    from pabutools.election.ballot import FrozenApprovalBallot
    from pabutools.rules import greedy_utilitarian_welfare, method_of_equal_shares, sequential_phragmen

    pabutools.fractions.FRACTION = "gmpy2"
    instance, profile = parse_pabulib(file)
    many = ApprovalMultiProfile([FrozenApprovalBallot(ballot) for ballot in profile], instance=instance)
    begun = time.process_time()
    if rule == "phragmen":
        found = sequential_phragmen(instance, many)
    elif rule == "greedy":
        found = greedy_utilitarian_welfare(instance, many, sat_class=Cost_Sat)
    else:
        found = method_of_equal_shares(instance, many, sat_class=Cost_Sat, voter_budget_increment=1 if rule == "add1" else None)
    return {"cpu": time.process_time() - begun, "winners": sorted(project.name for project in found)}


def main() -> None:
    """Print the table: seconds, ratio, whether the winners are the same."""
    if serve():
        return
    rows = []
    for file in sorted((measuring() / "civic" / "pabulib").glob("*.pb")):
        for rule in RULES:
            if rule == "add1" and file.name.startswith(("Hungary", "France")):
                continue
            mine, peer = run(ours, str(file), rule), run(theirs, str(file), rule)
            same = "cut" if peer.get("cut") else "yes" if peer["answer"]["winners"] == mine["answer"]["winners"] else "NO"
            rows.append([file.name[:24], rule, mine["cpu"], peer["cpu"], f"{peer['cpu'] / max(mine['cpu'], 1e-4):.0f}×", same])
    show(["election", "rule", "ours s", "theirs s", "ratio", "same winners"], rows)
    print(versions("pabutools", "gmpy2", "numpy"))


if __name__ == "__main__":
    main()
