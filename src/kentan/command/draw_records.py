"""画记录: docs/4-entities.md and the generated half of docs/2-glossary.md, from models, roles and labels.

`python -m kentan.command.draw_records` writes both; tests/test_docs.py compares them. No database is needed.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from kentan.command.draw_flows import cell, first_line, ready_django, written
from kentan.command.place import PROJECT

ENTITIES = PROJECT / "docs" / "4-entities.md"
GLOSSARY = PROJECT / "docs" / "2-glossary.md"
MARK = "<!-- below: written by python -m kentan.command.draw_records -->"
HEAD = """# 4 · The records (实体)

Written by `python -m kentan.command.draw_records` from the models; `tests/test_docs.py` compares it. Change the model, not this
page.

How to read it: every record says in its `class Privacy` which fields are **personal**, which may be **public**, and which are
emptied when a person asks for erasure ([0003](decisions/0003-erasure-and-the-salted-digest.md)); what is in neither list is for
those who handle the matter. *Rules kept by the database* are its constraints: their names are sentences. Links forward are
foreign keys; a link backward cites a printed 文号 (`ledger.Number`). There is no link to "any kind of record".
"""
ORDER = ("accounts", "network", "rulebook", "ledger", "voices", "topics", "preparation", "talks", "suggestions", "outcomes")


def groups() -> Iterator[tuple[Any, list[Any]]]:
    """Our applications that have records, in the order of the floors."""
    from django.apps import apps

    ours = [config for config in apps.get_app_configs() if config.name.startswith("kentan.")]
    found = [(config, list(config.get_models())) for config in ours]
    known = {name: place for place, name in enumerate(ORDER)}
    return iter(sorted((pair for pair in found if pair[1]), key=lambda pair: known.get(pair[0].label, len(ORDER))))


def file_of(model: Any) -> str:
    """Where it is written."""
    return str(Path(inspect.getfile(model)).relative_to(PROJECT))


def links(model: Any) -> Iterator[tuple[str, str, Any]]:
    """Each link: its field, how many to how many, and where it leads."""
    for field in model._meta.get_fields():
        if field.concrete and field.is_relation and field.related_model is not None:
            many = "}o--o{" if field.many_to_many else "|o--||" if field.one_to_one else "}o--||"
            yield field.name, many.replace("||", "o|") if field.null else many, field.related_model


def diagram(models: list[Any]) -> Iterator[str]:
    """The links that start in one application."""
    yield "```mermaid\nerDiagram"
    for model in models:
        drawn = [f"    {model.__name__} {many} {related.__name__} : {name}" for name, many, related in links(model)]
        yield from drawn or [f"    {model.__name__}"]
    yield "```\n"


def meaning(model: Any) -> str:
    """What a record says of itself, its own name not said twice."""
    return first_line(model).removeprefix(f"{model._meta.verbose_name}: ")


def names(fields: set[str]) -> str:
    """Field names for a table."""
    return ", ".join(f"`{name}`" for name in sorted(fields)) or "—"


def record_row(model: Any) -> str:
    """One record: what it is and what of it is whose."""
    privacy = model.Privacy
    erasable: set[str] = getattr(privacy, "erasable", set())
    return (
        f"| `{model.__name__}` {model._meta.verbose_name} | {meaning(model)} | {names(privacy.personal)} | {names(privacy.public)} "
        f"| {names(erasable)} |"
    )


def rules(models: list[Any]) -> Iterator[str]:
    """The constraints, which are sentences."""
    sentences = [
        f"- `{model.__name__}`: {constraint.name.replace('_', ' ')}" for model in models for constraint in model._meta.constraints
    ]
    if sentences:
        yield "Rules kept by the database:\n"
        yield from sentences
        yield ""


def entities() -> str:
    """docs/4-entities.md."""
    lines = [HEAD]
    for config, models in groups():
        folder = f"src/{config.name.replace('.', '/')}/"
        lines += [f"## {config.verbose_name} · `{config.label}`\n", f"`{folder}`\n", *diagram(models)]
        lines += ["| record | what it is | personal | public | erased on request |", "| --- | --- | --- | --- | --- |"]
        lines += [*(record_row(model) for model in models), "", *rules(models)]
    return "\n".join(lines).rstrip() + "\n"


def choice_classes() -> Iterator[Any]:
    """The closed lists of words, stage by stage."""
    from importlib import import_module

    for config, _ in groups():
        try:
            labels = import_module(f"{config.name}.labels")
        except ModuleNotFoundError:
            continue
        yield from (found for found in vars(labels).values() if inspect.isclass(found) and found.__module__ == labels.__name__)


def words() -> str:
    """The generated half of the glossary: records, roles, closed lists."""
    from kentan.ground.accounts import roles

    lines = [MARK, "", "## Records", "", "| 中文 | code | meaning | file |", "| --- | --- | --- | --- |"]
    for _, models in groups():
        lines += [
            f"| {model._meta.verbose_name} | `{model.__name__}` | {meaning(model)} | `{file_of(model)}` |" for model in models
        ]
    lines += ["", "## Roles", "", "| 中文 | code | powers | file |", "| --- | --- | --- | --- |"]
    lines += [
        f"| {role.label} | `{role.code}` | {cell(role.powers)} | `src/kentan/ground/accounts/roles.py` |" for role in roles.ALL
    ]
    lines += ["", "## Closed lists", "", "| code | words | file |", "| --- | --- | --- |"]
    lines += [
        f"| `{found.__name__}` | {'、'.join(f'{choice.label} `{choice.value}`' for choice in found)} | `{file_of(found)}` |"
        for found in choice_classes()
    ]
    return "\n".join(lines) + "\n"


def glossary(standing: str) -> str:
    """The page as it stands, with its generated half made again."""
    return standing.split(MARK, maxsplit=1)[0].rstrip() + "\n\n" + words()


def main(argv: Sequence[str] = ()) -> None:
    """Write both pages."""
    ready_django()
    written({ENTITIES: entities(), GLOSSARY: glossary(GLOSSARY.read_text("utf-8"))}, argv)


if __name__ == "__main__":
    main(sys.argv[1:])
