"""意见群体: groups only when they predict votes that they have not seen; one group is an answer.

Candidates for k = 2…5 are latent classes over agree and disagree (a pass tells a manner, not an opinion), begun from k-means on
the map. A third of each person's votes is hidden three times over; the groups must predict it better than no groups do, by
more than 0.005 nats a vote and twice the standard error clustered by person. What a group's rate is shrunk
toward comes from the *other* groups' votes only, and every strength is chosen by leaving one out, for one group as well: else the
test finds groups in noise.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.special import gammaln, logsumexp

from deliberation.opinion.opinion_map import fit_map
from deliberation.opinion.stability import GroupState, held, numbers_for, shown_k
from deliberation.opinion.votes import Vector, VoteTable

Status = Literal["too_few", "none", "tentative", "found"]
MOST_GROUPS, FOLDS, SAMPLE = 5, 3, 1200
LEAST_VOTES, LEAST_PEOPLE, FULL_PEOPLE = 7, 20, 50
LEAST_GROUP, LEAST_SHARE, LEAST_MEMBER = 5, 0.05, 0.6
LEAST_GAIN, LEAST_T = 0.005, 2.0
EM_ROUNDS, KMEANS_ROUNDS, STARTS, SEARCHES = 12, 15, 2, 3
STRENGTHS = np.array([1.0, 2.0, 4.0, 8.0, 16.0, 32.0])
EDGE = 1e-3
MOST_ODDS = 7.0


@dataclass(frozen=True, slots=True)
class HeldOut:
    """(k_max,) each, nats per hidden vote against one group, with its standard error clustered by person.

    gain: when everybody's own manner of saying yes is known to both sides, so that it is no group: this decides whether there are
    any. plain: without it: this decides how many.
    """

    gain: Vector = field(default_factory=lambda: np.zeros(0))
    error: Vector = field(default_factory=lambda: np.zeros(0))
    plain: Vector = field(default_factory=lambda: np.zeros(0))
    plain_error: Vector = field(default_factory=lambda: np.zeros(0))


@dataclass(frozen=True, slots=True)
class Groups:
    """status, reason; k groups (1 when there are none); labels (P,) -1 for people between groups or with too few votes;
    member (P, k) probability; test: how well 1, 2, … groups predicted hidden votes; rates (k, C); state for the next refresh.
    """

    status: Status
    reason: str
    k: int
    labels: NDArray[np.int64]
    member: Vector
    test: HeldOut = field(default_factory=HeldOut)
    rates: Vector = field(default_factory=lambda: np.zeros((1, 0)))
    state: GroupState = field(default_factory=GroupState)


def enough_votes(table: VoteTable) -> NDArray[np.bool_]:
    """(P,) who voted on seven statements, or on all where there are fewer (Polis' rule)."""
    return np.asarray(table.per_person >= max(1, min(LEAST_VOTES, len(table.statements))))


def find_groups(table: VoteTable, *, seed: int = 0, most: int = MOST_GROUPS, previous: GroupState | None = None) -> Groups:
    """Whether there are groups, how many, and who is in which. Never raises; the reason says why not.

    `previous`: the state of the refresh before, so that numbers, members and count do not flicker.
    """
    before = previous or GroupState()
    people = len(table.participants)
    counted = np.flatnonzero(enough_votes(table)) if people else np.zeros(0, dtype=np.int64)
    if len(counted) < LEAST_PEOPLE:
        return nobody(people, "too_few", "too_few_people", before)
    if len(table.statements) < 2 or not (table.agree.nnz and table.disagree.nnz):  # noqa: PLR2004  nothing to differ on
        return nobody(people, "none", "nothing_to_differ_on", before)
    chance = np.random.default_rng(seed)
    sample = counted if len(counted) <= SAMPLE else np.sort(chance.choice(counted, SAMPLE, replace=False))
    known = table.only(sample)
    test = held_out(known, chance, most)
    wanted = best_k(test)
    k, state = shown_k(before, wanted)
    if k == 1:
        reason = "groups_do_not_predict" if wanted == 1 else "groups_not_yet_steady"
        return nobody(people, "none", reason, GroupState({}, state.k, state.candidate, state.wins), test)
    return assigned(table, known, state, test, chance)


def nobody(people: int, status: Status, reason: str, state: GroupState, test: HeldOut | None = None) -> Groups:
    """No groups: everybody is in the one that is all."""
    return Groups(status, reason, 1, np.zeros(people, dtype=np.int64), np.ones((people, 1)), test or HeldOut(), state=state)


def best_k(test: HeldOut) -> int:
    """1 unless groups predict; else the fewest that predict nearly as well as the best do (half a standard error)."""
    passed = (test.gain > LEAST_GAIN) & (test.gain > LEAST_T * test.error)
    if not passed.any():
        return 1
    best = int(test.plain.argmax())
    return 1 + next(
        place for place in range(1, len(passed)) if test.plain[place] >= test.plain[best] - test.plain_error[best] / 2
    )


def assigned(table: VoteTable, known: VoteTable, state: GroupState, test: HeldOut, chance: np.random.Generator) -> Groups:
    """Everybody's group by the classes that were fitted; small groups are dissolved, doubtful people stay between."""
    before = state.of(table.participants)
    classes = steady_classes(known, state, chance)
    member = responsibilities(table, classes)
    labels = np.where(enough_votes(table), member.argmax(axis=1), -1)
    order = np.argsort(numbers_for(labels, state.k, before)) if state.labels else np.arange(state.k)
    member, rates = member[:, order], classes.rates[order]
    labels = np.where(enough_votes(table), held(member, before, LEAST_MEMBER), -1)
    sizes = np.bincount(labels[labels >= 0], minlength=state.k)
    kept = [group for group in range(state.k) if sizes[group] >= max(LEAST_GROUP, LEAST_SHARE * sizes.sum())]
    if len(kept) < 2:  # noqa: PLR2004  one group is none
        return nobody(len(labels), "none", "only_one_large_group", GroupState({}, 1, state.candidate, state.wins), test)
    if not state.labels:
        kept.sort(key=lambda group: int(np.flatnonzero(labels == group)[0]))
    fresh = np.full(state.k, -1, dtype=np.int64)
    fresh[kept] = range(len(kept))
    labels = np.where(labels >= 0, fresh[labels], -1)
    status: Status = "tentative" if int(enough_votes(table).sum()) < FULL_PEOPLE else "found"
    reason = "few_people" if status == "tentative" else "groups_predict" if state.wins == 0 else "groups_stand_from_before"
    after = GroupState(
        {one: int(label) for one, label in zip(table.participants, labels, strict=True) if label >= 0}, len(kept), state.candidate, state.wins
    )  # fmt: skip
    return Groups(status, reason, len(kept), labels, member[:, kept], test, rates[kept], after)


def steady_classes(known: VoteTable, state: GroupState, chance: np.random.Generator) -> Classes:
    """The earlier groups, fitted to the present votes, unless groups that are sought afresh explain them better by a margin.

    Afresh means from three starts, of which the best counts: one alone ends in a bad optimum now and then.
    """
    xy = fit_map(known).xy
    sought = [latent_classes(known, kmeans(xy, state.k, chance), state.k) for _ in range(SEARCHES)]
    fresh = max(sought, key=lambda classes: explained(known, classes))
    before = state.of(known.participants)
    if len(np.unique(before[before >= 0])) != state.k:
        return fresh
    stood = latent_classes(known, before, state.k)
    opinions = max(known.agree.nnz + known.disagree.nnz, 1)
    better = (explained(known, fresh) - explained(known, stood)) / opinions
    return fresh if better > LEAST_GAIN else stood


@dataclass(frozen=True, slots=True)
class Classes:
    """rates (k, C) of agreeing among agree and disagree; shares (k,) of people."""

    rates: Vector
    shares: Vector


def likelihoods(table: VoteTable, classes: Classes) -> Vector:
    """(P, k) log likelihood of a person's agrees and disagrees together with each class."""
    rates = np.clip(classes.rates, EDGE, 1 - EDGE)
    return np.asarray(table.agree @ np.log(rates).T + table.disagree @ np.log1p(-rates).T + np.log(classes.shares)[None, :])


def responsibilities(table: VoteTable, classes: Classes) -> Vector:
    """(P, k) probability of each class given a person's agrees and disagrees."""
    like = likelihoods(table, classes)
    member = np.exp(like - like.max(axis=1, keepdims=True))
    return np.asarray(member / member.sum(axis=1, keepdims=True))


def explained(table: VoteTable, classes: Classes) -> float:
    """Log likelihood of all agrees and disagrees."""
    return float(logsumexp(likelihoods(table, classes), axis=1).sum())


def latent_classes(table: VoteTable, start: NDArray[np.int64], k: int) -> Classes:
    """EM from the groups `start` (P,), -1 where unknown; rates are shrunk toward everybody's, with the strength of two votes."""
    member = np.full((len(start), k), 1.0 / k)
    known = np.flatnonzero(start >= 0)
    member[known] = 0.1 / k
    member[known, start[known]] += 0.9
    classes = Classes(np.zeros((k, 0)), np.zeros(k))
    for _ in range(EM_ROUNDS):
        agrees, disagrees = (table.agree_of @ member).T, (table.disagree_of @ member).T
        classes = Classes((agrees + 2 * table.overall) / (agrees + disagrees + 2), (member.sum(axis=0) + 1) / (len(start) + k))
        fresh = responsibilities(table, classes)
        moved = float(np.abs(fresh - member).max())
        member = fresh
        if moved < 1e-2:  # noqa: PLR2004  nobody's membership moves by a hundredth
            break
    return classes


def kmeans(xy: Vector, k: int, chance: np.random.Generator) -> NDArray[np.int64]:
    """Labels (P,) of the better of two starts (k-means++)."""
    best, least = np.zeros(len(xy), dtype=np.int64), np.inf
    for _ in range(STARTS):
        centres = xy[[int(chance.integers(len(xy)))]]
        while len(centres) < k:
            away = ((xy[:, None, :] - centres[None, :, :]) ** 2).sum(axis=2).min(axis=1)
            total = away.sum()
            place = int(np.searchsorted(np.cumsum(away), chance.random() * total)) if total > 0 else int(chance.integers(len(xy)))
            centres = np.vstack([centres, xy[min(place, len(xy) - 1)]])
        labels = np.zeros(len(xy), dtype=np.int64)
        for _ in range(KMEANS_ROUNDS):
            away = (xy**2).sum(axis=1)[:, None] - 2 * xy @ centres.T + (centres**2).sum(axis=1)[None, :]
            fresh = away.argmin(axis=1)
            counts = np.bincount(fresh, minlength=k)
            sums = np.column_stack([np.bincount(fresh, weights=xy[:, axis], minlength=k) for axis in range(xy.shape[1])])
            centres = np.where(counts[:, None] > 0, sums / np.maximum(counts, 1)[:, None], centres)
            if (fresh == labels).all():
                break
            labels = fresh
        spread = float(away.min(axis=1).sum())
        if spread < least:
            best, least = labels, spread
    return best


def held_out(table: VoteTable, chance: np.random.Generator, most: int) -> HeldOut:
    """Hide a third of each person's votes three times, and predict it from 1, 2, … `most` groups."""
    people = len(table.participants)
    opinion = (table.agree - table.disagree).tocoo()
    fold_of = folds(opinion.row, chance)
    sums, counts = np.zeros((2, most, people)), np.zeros(people)
    for fold in range(FOLDS):
        hidden = fold_of == fold
        train = without(table, opinion, hidden)
        rows, columns, agreed = opinion.row[hidden], opinion.col[hidden], opinion.data[hidden] > 0
        counts += np.bincount(rows, minlength=people)
        shape = fit_map(train)
        for k in range(1, most + 1):
            for side, odds in enumerate(odds_for(train, shape.xy, k, chance, (rows, columns))):
                like = -np.logaddexp(0, np.where(agreed, -odds, odds))
                sums[side, k - 1] += np.bincount(rows, weights=like, minlength=people)
    return HeldOut(*clustered(sums[0], counts), *clustered(sums[1], counts))


def clustered(sums: Vector, counts: Vector) -> tuple[Vector, Vector]:
    """Mean gain per vote over the first row, and its standard error by person."""
    difference = sums - sums[0]
    total = max(float(counts.sum()), 1.0)
    gain = difference.sum(axis=1) / total
    residual = difference - gain[:, None] * counts[None, :]
    return gain, np.sqrt((residual**2).sum(axis=1)) / total


def folds(rows: NDArray[np.int32], chance: np.random.Generator) -> NDArray[np.int64]:
    """Each person's votes dealt into thirds in random order."""
    order = np.lexsort((chance.random(len(rows)), rows))
    place = np.arange(len(rows)) - np.searchsorted(rows[order], rows[order])
    start = chance.integers(FOLDS, size=int(rows.max(initial=0)) + 1)
    found = np.zeros(len(rows), dtype=np.int64)
    found[order] = (place + start[rows[order]]) % FOLDS
    return found


def without(table: VoteTable, opinion: Any, hidden: NDArray[np.bool_]) -> VoteTable:
    """The agrees and disagrees that are not hidden; passes are no opinion and are left out."""
    kept = ~hidden
    shape = opinion.shape
    value = sparse.csr_matrix((opinion.data[kept], (opinion.row[kept], opinion.col[kept])), shape=shape)
    seen = value.copy()
    seen.data = np.ones_like(seen.data)
    return VoteTable(table.participants, table.statements, seen, value)


def odds_for(
    train: VoteTable, xy: Vector, k: int, chance: np.random.Generator, cells: tuple[NDArray[np.int32], NDArray[np.int32]]
) -> tuple[Vector, Vector]:
    """Log odds of agreeing at each hidden cell (person, statement): the group's rate moved by the person's own manner, and without."""
    member = np.ones((len(xy), 1)) if k == 1 else responsibilities(train, latent_classes(train, kmeans(xy, k, chance), k))
    agrees, disagrees = (train.agree_of @ member).T, (train.disagree_of @ member).T
    rates = shrunk(agrees, agrees + disagrees)
    seen = train.value.tocoo()
    manner = yes_saying(seen.row, log_odds(member, rates, seen.row, seen.col), seen.data > 0, len(xy))
    rows, columns = cells
    plain = log_odds(member, rates, rows, columns)
    return np.clip(plain + manner[rows], -MOST_ODDS, MOST_ODDS), plain


def log_odds(member: Vector, rates: Vector, rows: NDArray[np.int32], columns: NDArray[np.int32]) -> Vector:
    """Of the mixed rate at each cell."""
    mixed = np.clip((member[rows] * rates.T[columns]).sum(axis=1), EDGE, 1 - EDGE)
    return np.asarray(np.log(mixed) - np.log1p(-mixed))


def yes_saying(rows: NDArray[np.int32], odds: Vector, agreed: NDArray[np.bool_], people: int) -> Vector:
    """(P,) how much more each person agrees than the rates say, in log odds, shrunk by how much people differ in it.

    A manner of answering is no opinion: without it, those who say yes to everything would look like a group (Rasch).
    """
    rate = 1 / (1 + np.exp(-odds))
    excess = np.bincount(rows, weights=agreed - rate, minlength=people)
    weight = np.bincount(rows, weights=rate * (1 - rate), minlength=people)
    spread = max(0.0, float((excess**2 - weight).sum()) / max(float((weight**2).sum()), 1e-12))
    return np.asarray(excess * spread / (1 + weight * spread))


def shrunk(agrees: Vector, totals: Vector) -> Vector:
    """Rates (k, C): a group's own votes, shrunk toward the other groups' rate, that toward the mean over statements."""
    everyone, counts = agrees.sum(axis=0), totals.sum(axis=0)
    grand = float((everyone.sum() + 1) / (counts.sum() + 2))
    alone = strength(everyone[None, :], counts[None, :], np.full((1, len(counts)), grand))
    if len(agrees) == 1:
        return np.asarray((everyone + alone * grand) / (counts + alone))[None, :]
    others = (everyone[None, :] - agrees + alone * grand) / (counts[None, :] - totals + alone)
    own = strength(agrees, totals, others)
    return np.asarray((agrees + own * others) / (totals + own))


def strength(agrees: Vector, totals: Vector, toward: Vector) -> float:
    """How many votes the prior is worth: the beta-binomial likelihood of the counts, its maximum over 1, 2, … 32."""
    best, most = float(STRENGTHS[0]), -np.inf
    for value in STRENGTHS:
        a, b = value * toward, value * (1 - toward)
        like = (
            gammaln(agrees + a)
            + gammaln(totals - agrees + b)
            - gammaln(totals + value)
            - gammaln(a)
            - gammaln(b)
            + gammaln(value)
        )
        if (total := float(like.sum())) > most:
            best, most = float(value), total
    return best
