"""The building rules that no linter knows: one door for state, whole-word sizes, Privacy of every model, clean origin."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.test.utils import isolate_apps

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src"
DOOR = SOURCE / "kentan" / "ground" / "ledger" / "advance.py"
MOST_LINES, MOST_FUNCTION, MOST_VIEW = 400, 40, 15
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
OURS = [config.label for config in apps.get_app_configs() if config.name.startswith("kentan.")]


def modules() -> Iterator[tuple[Path, ast.Module]]:
    """Every Python file under src, read; migrations are made by a machine."""
    for path in sorted(SOURCE.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path, ast.parse(path.read_text("utf-8"))


def here(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"


def our_models() -> list[type[models.Model]]:
    return [model for label in OURS for model in apps.get_app_config(label).get_models()]


# One door for state


def outside_constructors(tree: ast.AST) -> Iterator[ast.AST]:
    """Every node that stands in no __init__: what a new object says of itself is no change."""
    for child in ast.iter_child_nodes(tree):
        if not (isinstance(child, ast.FunctionDef) and child.name == "__init__"):
            yield child
            yield from outside_constructors(child)


def state_writes(tree: ast.AST) -> Iterator[ast.AST]:
    """Every place that writes a state otherwise than by making a new record."""
    for node in outside_constructors(tree):
        if isinstance(node, (ast.Assign, ast.AugAssign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            flat = [part for target in targets for part in ast.walk(target)]
            if any(isinstance(part, ast.Attribute) and part.attr == "state" for part in flat):
                yield node
        elif isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            words = {keyword.arg for keyword in node.keywords}
            if "state" in words and name.startswith("update"):
                yield node
            if name == "setattr" and len(node.args) > 1 and getattr(node.args[1], "value", "") == "state":
                yield node
            if name in {"bulk_update", "save"} and any(
                isinstance(part, ast.Constant) and part.value == "state" for part in ast.walk(node)
            ):
                yield node


def test_nobody_but_the_door_writes_a_state() -> None:
    assert [here(path, node) for path, tree in modules() if path != DOOR for node in state_writes(tree)] == []


@pytest.mark.parametrize(
    "line",
    [
        "ticket.state = 'told'", "a, ticket.state = 1, 2", "ticket.state += 'x'", "ticket.state: str = 'told'",
        "Ticket.objects.filter(pk=1).update(state='told')", "Ticket.objects.update_or_create(pk=1, state='told')",
        "setattr(ticket, 'state', 'told')", "ticket.save(update_fields=['state'])", "Ticket.objects.bulk_update(rows, ['state'])",
    ],
)  # fmt: skip
def test_the_search_for_a_second_door_finds_one(line: str) -> None:
    assert len(list(state_writes(ast.parse(line)))) == 1


@pytest.mark.parametrize(
    "line", ["Ticket(state='received')", "Ticket.objects.create(state='received')", "q.filter(state='told')"]
)
def test_making_and_asking_are_no_second_door(line: str) -> None:
    assert list(state_writes(ast.parse(line))) == []


def test_nothing_happens_behind_the_back_by_signals() -> None:
    found = [
        here(path, node)
        for path, tree in modules()
        for node in ast.walk(tree)
        if (isinstance(node, ast.ImportFrom) and (node.module or "").endswith("signals"))
        or (isinstance(node, ast.Name) and node.id == "receiver")
        or (isinstance(node, ast.Attribute) and node.attr == "connect" and "signal" in ast.unparse(node.value).lower())
    ]
    assert found == []


# Sizes


def test_no_file_is_longer_than_a_reader_can_hold() -> None:
    sizes = {str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path, _ in modules()}
    assert {name: lines for name, lines in sizes.items() if lines > MOST_LINES} == {}


def test_no_function_is_longer_than_a_page() -> None:
    assert {
        here(path, node): node.end_lineno - node.lineno + 1
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, FUNCTIONS) and (node.end_lineno or 0) - node.lineno + 1 > MOST_FUNCTION
    } == {}


def body_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function's body, its docstring not counted."""
    first = node.body[1:] if ast.get_docstring(node) else node.body
    return (first[-1].end_lineno or 0) - first[0].lineno + 1 if first else 0


def views(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Functions that an address leads to: a request first, and nothing that only our own code could name."""
    for node in tree.body:
        takes = node.args if isinstance(node, FUNCTIONS) else None
        if takes and takes.args and takes.args[0].arg == "request" and not takes.kwonlyargs:
            yield node


def test_no_view_does_more_than_ask_bind_call_and_answer() -> None:
    assert {
        here(path, node): body_lines(node)
        for path, tree in modules()
        if "web" in path.parts
        for node in views(tree)
        if body_lines(node) > MOST_VIEW
    } == {}


# Records


def privacy_faults(model: type[models.Model]) -> list[str]:
    """What is missing or wrong in a model's declaration of what is personal and what public."""
    privacy = model.__dict__.get("Privacy")
    if privacy is None:
        return [f"{model.__name__}: no class Privacy"]
    fields = {field.name for field in model._meta.get_fields()}
    personal, public = getattr(privacy, "personal", None), getattr(privacy, "public", None)
    if not isinstance(personal, set) or not isinstance(public, set):
        return [f"{model.__name__}: personal and public are sets"]
    erasable = getattr(privacy, "erasable", set())
    faults = [f"{model.__name__}: no field {name}" for name in sorted((personal | public | erasable) - fields)]
    return faults + [f"{model.__name__}: {name} cannot be both" for name in sorted(personal & public)]


def test_every_model_says_what_is_personal_and_what_is_public() -> None:
    assert [fault for model in our_models() for fault in privacy_faults(model)] == []


def test_an_erasable_field_can_be_emptied() -> None:
    erasable = [(model, model._meta.get_field(name)) for model in our_models() for name in getattr(model.Privacy, "erasable", ())]
    assert len(erasable) > 0
    assert [f"{model.__name__}.{field.name}" for model, field in erasable if not (field.null or field.blank)] == []


def test_every_field_of_free_words_that_a_citizen_fills_in_can_be_erased() -> None:
    spoken = {"Voice": {"words", "place"}, "Ticket": {"verdict_words"}, "Utterance": {"words", "place"}, "Seat": {"name"}}
    named = {model.__name__: model.Privacy.erasable for model in our_models() if model.__name__ in spoken}
    assert {name: fields - named[name] for name, fields in spoken.items() if fields - named[name]} == {}


def test_no_record_points_at_any_kind_of_record() -> None:
    assert [
        f"{model.__name__}.{field.name}"
        for model in our_models()
        for field in model._meta.get_fields(include_hidden=True)
        if type(field).__name__ == "GenericForeignKey"
        or (field.related_model and field.related_model._meta.label == "contenttypes.ContentType")
    ] == []


def test_every_constraint_has_a_sentence_for_a_name() -> None:
    names = [constraint.name for model in our_models() for constraint in model._meta.constraints]
    assert [name for name in names if not re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+){3,}", name)] == []
    assert len(set(names)) == len(names)


def test_every_record_with_a_state_has_a_table_of_moves_that_knows_its_states() -> None:
    from kentan.ground.ledger.models import Staged

    staged = [model for model in our_models() if issubclass(model, Staged)]
    assert len(staged) >= 4
    assert {model._meta.label: model.flow.name for model in staged} == {model._meta.label: model._meta.label for model in staged}


# The ballot exemption: secret records carry nothing that leads back to a person

PEOPLE = {"Account", "Seat", "Deputy", "Membership", "Voice", "Addressee"}
COUNTERS = (models.AutoField, models.BigAutoField, models.SmallAutoField)
CLOCKS = (models.DateField, models.DateTimeField, models.TimeField, models.DurationField)


def secrecy_faults(model: type[models.Model]) -> list[str]:
    """Why a model marked `secret = True` could tell who cast it: a person, a time, an order, an entry of the ledger."""
    faults = []
    for field in model._meta.get_fields():
        if field.auto_created and not field.concrete:
            continue
        related = field.related_model
        if related is not None and related.__name__ in PEOPLE:
            faults.append(f"{field.name} names a person")
        if isinstance(field, CLOCKS):
            faults.append(f"{field.name} keeps a time")
        if isinstance(field, COUNTERS):
            faults.append(f"{field.name} keeps the order")
        if isinstance(field, models.GenericIPAddressField):
            faults.append(f"{field.name} keeps an address")
    if any(base.__name__ == "Staged" for base in model.__mro__):
        faults.append("it has moves, and a move writes an entry")
    return faults


def is_secret(model: type[models.Model]) -> bool:
    return getattr(getattr(model, "Privacy", None), "secret", False)


def test_a_secret_record_leads_back_to_nobody() -> None:
    assert {model.__name__: secrecy_faults(model) for model in our_models() if is_secret(model) and secrecy_faults(model)} == {}


def test_the_check_of_secrecy_sees_each_way_back_to_a_person() -> None:
    with isolate_apps("kentan.stages.talks"):

        class Paper(models.Model):
            seat = models.ForeignKey("talks.Seat", models.PROTECT)
            voter = models.ManyToManyField(settings.AUTH_USER_MODEL)
            cast_at = models.DateTimeField()
            day = models.DateField()
            address = models.GenericIPAddressField()

            class Privacy:
                secret = True

            class Meta:
                app_label = "talks"

            def __str__(self) -> str:
                return "票"

        Paper._meta.get_field("seat").remote_field.model = apps.get_model("talks.Seat")
        Paper._meta.get_field("voter").remote_field.model = apps.get_model("accounts.Account")
        assert is_secret(Paper)
        assert sorted(secrecy_faults(Paper)) == [
            "address keeps an address", "cast_at keeps a time", "day keeps a time", "id keeps the order",
            "seat names a person", "voter names a person",
        ]  # fmt: skip


def test_the_check_of_secrecy_lets_a_paper_pass_that_knows_only_its_ballot() -> None:
    with isolate_apps("kentan.stages.talks"):

        class Paper(models.Model):
            id = models.UUIDField(primary_key=True)
            marks = models.JSONField()

            class Privacy:
                secret = True

            class Meta:
                app_label = "talks"

            def __str__(self) -> str:
                return "票"

        assert secrecy_faults(Paper) == []


def test_the_check_of_secrecy_refuses_a_paper_that_moves() -> None:
    from kentan.ground.ledger.models import Staged

    with isolate_apps("kentan.stages.talks"):

        class Paper(Staged):
            id = models.UUIDField(primary_key=True)

            class Meta:
                app_label = "talks"

        assert secrecy_faults(Paper) == ["it has moves, and a move writes an entry"]


# Clean origin

REGISTRY = re.compile(
    r"(pypi\.org|pythonhosted\.org|registry\.npmjs|npmmirror|pypi\.tuna|mirrors\.(aliyun|tencent|ustc|cloud)|"
    r"artifactory|--(extra-)?index-url\s+\S|--find-links\s+\S|unpkg\.com|jsdelivr|cdnjs)",
    re.IGNORECASE,
)


def committed() -> list[Path]:
    """The files that are part of the project, as git lists them."""
    try:
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no git here")
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


def test_the_locks_hold_no_address() -> None:
    locks = sorted((ROOT / "requirements").rglob("*.*"))
    assert locks != []
    assert [
        str(path.relative_to(ROOT))
        for path in locks
        if "://" in path.read_text("utf-8") or REGISTRY.search(path.read_text("utf-8"))
    ] == []


def test_no_committed_file_names_a_registry() -> None:
    found = {}
    for path in committed():
        if path == Path(__file__):
            continue
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        if hit := REGISTRY.search(text):
            found[str(path.relative_to(ROOT))] = hit[0]
    assert found == {}


# The pure core

BLOCKED = """
import importlib, pkgutil, sys

class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"django", "kentan", "psycopg"}:
            raise ModuleNotFoundError(f"{name} is not for the core")

sys.meta_path.insert(0, Blocked())
import deliberation
names = [found.name for found in pkgutil.walk_packages(deliberation.__path__, "deliberation.")]
for name in names:
    importlib.import_module(name)
print(len(names))
"""


def test_the_core_works_where_there_is_no_django() -> None:
    ran = subprocess.run([sys.executable, "-c", BLOCKED], env={"PYTHONPATH": str(SOURCE)}, capture_output=True, text=True)
    assert ran.stderr == ""
    assert int(ran.stdout) >= 3


def test_the_core_reads_no_clock_and_draws_no_lots_of_its_own() -> None:
    banned = re.compile(
        r"\b(datetime\.now|date\.today|datetime\.today|datetime\.utcnow|time\.time|random\.random|np\.random\.seed)\("
    )
    core = (path for path in (SOURCE / "deliberation").rglob("*.py"))
    assert [str(path.relative_to(ROOT)) for path in core if banned.search(path.read_text("utf-8"))] == []


def test_nobody_but_the_clock_module_asks_the_host_for_the_time() -> None:
    banned = re.compile(
        r"\b(timezone\.now|timezone\.localdate|timezone\.localtime|datetime\.now|date\.today|datetime\.today)\(|auto_now"
    )
    allowed = {SOURCE / "kentan" / "ground" / "moment.py"}
    rooms = {"command", "demo"}  # the command runs before Django; the demo counts back from the host's own day
    found = [
        str(path.relative_to(ROOT))
        for path, _ in modules()
        if path not in allowed and not rooms & set(path.parts) and banned.search(path.read_text("utf-8"))
    ]
    assert found == []
