"""报名库、名额、席位: who may be drawn, and what the panel must look like.

People with the same features that a quota asks for are exchangeable; an optimal fair lottery treats them alike. So the
arithmetic is done on types (one per combination that occurs), not on people (Flanigan et al., Nature 2021, supplementary 6).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from deliberation.sortition.errors import SortitionError

MOST_PEOPLE = 1_000_000


@dataclass(frozen=True, slots=True)
class Quota:
    """名额: at least `lo`, at most `hi` members whose `category` is `feature`. `cost` weighs a change when it cannot be kept."""

    category: str
    feature: str
    lo: int
    hi: int
    cost: int = 1


@dataclass(frozen=True, slots=True)
class Person:
    """一位报名的人: a pseudonymous id, category → feature, a household where two of one home signed up ("" for none)."""

    id: str
    features: Mapping[str, str]
    household: str = ""


@dataclass(frozen=True)
class Problem:
    """A pool, its quotas, the number of seats; `fixed` members are seated on every ticket and count toward the quotas.

    Raises SortitionError at once: an empty pool, a size that cannot be, an id twice, a person without a listed feature, a
    quota twice or upside down, a fixed member who is unknown or shares a home with another one.
    """

    pool: Sequence[Person]
    quotas: Sequence[Quota]
    size: int
    fixed: frozenset[str] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        """Everything that can be said before any arithmetic."""
        check_size(self)
        check_quotas(self)
        check_people(self)
        check_fixed(self)

    @cached_property
    def categories(self) -> tuple[str, ...]:
        """In the order of the quotas."""
        return tuple(dict.fromkeys(quota.category for quota in self.quotas))

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """The pool by id: the order of rows never changes a result."""
        return tuple(sorted(self.pool, key=lambda person: person.id))

    @cached_property
    def shared_homes(self) -> frozenset[str]:
        """Households with two or more people in the pool."""
        homes = Counter(person.household for person in self.pool if person.household)
        return frozenset(home for home, members in homes.items() if members > 1)

    @cached_property
    def types(self) -> tuple[Type, ...]:
        """Everyone who is not fixed, by type; a home with a fixed member gives nobody else."""
        taken = {person.household for person in self.pool if person.id in self.fixed and person.household}
        found: dict[tuple[tuple[str, ...], str], list[str]] = {}
        for person in self.people:
            if person.id in self.fixed or (person.household and person.household in taken):
                continue
            home = person.household if person.household in self.shared_homes else ""
            found.setdefault((self.row_of(person), home), []).append(person.id)
        return tuple(Type(features, home, tuple(members)) for (features, home), members in sorted(found.items()))

    @cached_property
    def seats(self) -> int:
        """Seats that are drawn."""
        return self.size - len(self.fixed)

    @cached_property
    def left(self) -> tuple[tuple[int, int], ...]:
        """Per quota what the drawn members still owe: the limits without the fixed members."""
        seated = [person for person in self.people if person.id in self.fixed]
        counts = [sum(person.features[quota.category] == quota.feature for person in seated) for quota in self.quotas]
        return tuple((max(quota.lo - have, 0), quota.hi - have) for quota, have in zip(self.quotas, counts, strict=True))

    def row_of(self, person: Person) -> tuple[str, ...]:
        """A person's features in the order of the categories."""
        return tuple(person.features[category] for category in self.categories)


@dataclass(frozen=True, slots=True)
class Type:
    """一类人: the same features; of a shared home, that home alone. `members` by id."""

    features: tuple[str, ...]
    home: str
    members: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many of them signed up."""
        return len(self.members)


def check_size(problem: Problem) -> None:
    """Seats for some, not for more than there are."""
    size, pool = problem.size, len(problem.pool)
    if not pool:
        raise SortitionError("empty_pool", "报名库是空的，没有人可以抽")
    if pool > MOST_PEOPLE:
        raise SortitionError("too_many", f"报名库有 {pool} 人，最多 {MOST_PEOPLE} 人", pool=pool)
    if isinstance(size, bool) or not isinstance(size, int) or not 1 <= size <= pool:
        raise SortitionError("size", f"要抽的人数要在 1 和报名人数 {pool} 之间，不是 {size!r}", size=size, pool=pool)


def check_quotas(problem: Problem) -> None:
    """Every quota once, its limits whole numbers the right way round."""
    seen = set()
    for quota in problem.quotas:
        name = f"{quota.category} {quota.feature}"
        if (quota.category, quota.feature) in seen:
            raise SortitionError("quota_twice", f"名额写了两次：{name}", quota=name)
        seen.add((quota.category, quota.feature))
        whole = all(isinstance(one, int) and not isinstance(one, bool) for one in (quota.lo, quota.hi))
        if not whole or not 0 <= quota.lo <= quota.hi:
            raise SortitionError(
                "quota", f"{name} 的名额要是不小于 0 的整数，下限不大于上限：{quota.lo} 到 {quota.hi}", quota=name
            )


def check_people(problem: Problem) -> None:
    """Every id once, every feature one that a quota names."""
    ids = Counter(person.id for person in problem.pool)
    if len(ids) != len(problem.pool):
        twice = sorted(key for key, times in ids.items() if times > 1)
        raise SortitionError("id_twice", f"编号写了两次：{'、'.join(twice[:5])}", ids=twice)
    known: dict[str, set[str]] = {}
    for quota in problem.quotas:
        known.setdefault(quota.category, set()).add(quota.feature)
    for person in problem.pool:
        for category, features in known.items():
            if (feature := person.features.get(category)) not in features:
                sentence = f"{person.id} 的{category}是 {feature!r}，名额里没有这一项；有：{'、'.join(sorted(features))}"
                raise SortitionError("feature", sentence, id=person.id, category=category, feature=feature)


def check_fixed(problem: Problem) -> None:
    """Fixed members are in the pool, fit on the panel, and live apart."""
    known = {person.id: person for person in problem.pool}
    if unknown := sorted(problem.fixed - known.keys()):
        raise SortitionError("fixed_unknown", f"固定成员不在报名库里：{'、'.join(unknown[:5])}", ids=unknown)
    if len(problem.fixed) > problem.size:
        raise SortitionError(
            "fixed_many", f"固定成员 {len(problem.fixed)} 人，多于要抽的 {problem.size} 人", fixed=len(problem.fixed)
        )
    homes = Counter(known[key].household for key in problem.fixed if known[key].household)
    if shared := [home for home, members in homes.items() if members > 1]:
        raise SortitionError("fixed_home", f"两位固定成员是一户：{shared[0]}", home=shared[0])
