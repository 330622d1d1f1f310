"""lab classify: which class does a message belong to, and when should a person look? (归类)."""

from __future__ import annotations

import argparse
import csv
import json
import math
from pathlib import Path
from typing import Any

from deliberation.consolidate.classify import Classifier, ClassifyError, Prediction, train
from kentan.command.lab.asking import GOOD, BadArguments, Parser
from kentan.command.lab.tables import read_table, show

EXAMPLE = """\
example:
  ./kentan lab classify --train labelled.csv --test new.csv --out proposed.csv

labelled.csv has label,text; new.csv has text (and label, then the quality is printed). proposed.csv gets
row,label,probability,band,second: accept may be taken, choose shows two, person wants a reader.
"""


def run(argv: list[str]) -> int:
    """归类: learn from one file, propose for another."""
    chosen = arguments().parse_args(argv)
    columns = {"label": chosen.label_column, "text": chosen.text_column}
    known = read_table(chosen.train, command="lab classify", columns=columns)
    asked = read_table(
        chosen.test, command="lab classify", columns={"text": chosen.text_column}, optional={"label": chosen.label_column}
    )
    try:
        classifier = train([(row["label"], row["text"]) for row in known])
    except ClassifyError as error:
        raise BadArguments(f"lab classify: {chosen.train}: {error}") from None
    found = classifier.predict([row["text"] for row in asked])
    if chosen.out is not None:
        write(chosen.out, found)
    answer = as_json(classifier, found, [row.get("label", "") for row in asked])
    print(json.dumps(answer, ensure_ascii=False) if chosen.json else as_words(answer, found, asked))
    return GOOD


def arguments() -> Parser:
    """The arguments of `lab classify`."""
    parser = Parser(
        prog="lab classify", description="which class, and when should a person look", epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False,
    )  # fmt: skip
    parser.add_argument("--train", metavar="A.csv", type=Path, required=True, help="label,text: what people decided")
    parser.add_argument("--test", metavar="B.csv", type=Path, required=True, help="text: what is new")
    parser.add_argument("--out", metavar="C.csv", type=Path, help="row,label,probability,band,second")
    parser.add_argument("--label-column", metavar="NAME", default="label", help="the column of the label")
    parser.add_argument("--text-column", metavar="NAME", default="text", help="the column of the text")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    return parser


def write(path: Path, found: list[Prediction]) -> None:
    """The proposals, one line per data row, from 1."""
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["row", "label", "probability", "band", "second"])
            for row, one in enumerate(found, start=1):
                writer.writerow([row, one.label, f"{one.probability:.6f}", one.band, one.second])
    except OSError as error:
        raise BadArguments(f"lab classify: {path}: cannot be written ({type(error).__name__})") from None


def as_json(classifier: Classifier, found: list[Prediction], labels: list[str]) -> dict[str, Any]:
    """The contract: bands, threshold_97, classes; the quality by cross-validation, and on B.csv where it is labelled."""
    answer: dict[str, Any] = {
        "bands": {band: sum(one.band == band for one in found) for band in ("accept", "choose", "person")},
        "threshold_97": finite(classifier.threshold), "threshold_pair": finite(classifier.pair_threshold),
        "classes": list(classifier.classes), "macro_f1": finite(classifier.macro_f1), "ece": finite(classifier.calibration_error),
    }  # fmt: skip
    known = [(one, label) for one, label in zip(found, labels, strict=True) if label]
    if known:
        taken = [(one, label) for one, label in known if one.band == "accept"]
        answer["test"] = {
            "rows": len(known), "accuracy": sum(one.label == label for one, label in known) / len(known),
            "accept_share": len(taken) / len(known),
            "accept_accuracy": sum(one.label == label for one, label in taken) / len(taken) if taken else None,
        }  # fmt: skip
    return answer


def finite(value: float) -> float | None:
    """A number that JSON has."""
    return value if math.isfinite(value) else None


def as_words(answer: dict[str, Any], found: list[Prediction], asked: list[dict[str, str]]) -> str:
    """The same for a reader: bands, and the first rows."""
    bands = answer["bands"]
    lines = [f"可以直接采用 {bands['accept']} 条，二选一 {bands['choose']} 条，要人看 {bands['person']} 条"]
    if answer["macro_f1"] is not None:
        lines.append(f"交叉检验 macro-F1 {answer['macro_f1']:.3f}，校准误差 {answer['ece']:.3f}")
    rows = [
        [one.band, one.label, f"{one.probability:.0%}", one.second, row["text"][:24]]
        for one, row in zip(found[:20], asked, strict=False)
    ]
    return "\n".join([*lines, "", show(["怎么办", "类", "把握", "第二", "话"], rows)])
