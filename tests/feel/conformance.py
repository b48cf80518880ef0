"""What the kit says of the engine, as a page for people and as the table that the kit publishes of every engine.

`make conformance` writes both; a test keeps them equal to what a fresh run finds.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from tests.feel.kit import KIT, ROOT, Result, expected_failures, results

PAGE = ROOT / "docs" / "reference" / "feel-conformance.md"
CSV = ROOT / "docs" / "reference" / "feel-conformance.csv"
INTRODUCTION = """# Conformance of the FEEL and DMN engine

The technology compatibility kit of DMN holds models with cases: inputs, and what a decision must answer. This page is
written by `make conformance` from the part of the kit that stands beside the repository; a test holds it against a
fresh run.

Results that are a value and results that are null are counted apart, because an engine that always answers null passes
half of the kit. A null that the kit marks as an error passes only **with** a named warning, a plain null only
**without** one. Numbers agree within 1e-8. The same results, case by case, in the form in which the kit publishes those
of every engine: [feel-conformance.csv](feel-conformance.csv). What of DMN runs at all: [DMN models](dmn.md).
"""


@dataclass(frozen=True)
class Figures:
    values: int
    all_values: int
    nulls: int
    all_nulls: int
    cases: int

    @property
    def value_share(self) -> Decimal:
        return share(self.values, self.all_values)

    @property
    def null_share(self) -> Decimal:
        return share(self.nulls, self.all_nulls)

    @property
    def line(self) -> str:
        return f"values {self.value_share} % nulls {self.null_share} % cases {self.cases}"


def share(part: int, whole: int) -> Decimal:
    """Per cent with one digit, never rounded up: 100.0 means all."""
    if not whole:
        return Decimal("100.0")
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1"), ROUND_DOWN)


def figures(told: Sequence[Result]) -> Figures:
    passed = [not result.why for result in told]
    value = [result.is_value for result in told]
    cases = {(result.case.folder, result.case.file, result.case.id) for result in told}
    pairs = list(zip(passed, value, strict=True))
    return Figures(
        sum(ok and is_value for ok, is_value in pairs),
        sum(value),
        sum(ok and not is_value for ok, is_value in pairs),
        len(value) - sum(value),
        len(cases),
    )


def by_folder(told: Iterable[Result]) -> dict[str, list[Result]]:
    folders: dict[str, list[Result]] = {}
    for result in told:
        folders.setdefault(result.case.folder, []).append(result)
    return dict(sorted(folders.items()))


def as_page(told: Sequence[Result]) -> str:
    now, reasons = figures(told), expected_failures()
    lines = [
        INTRODUCTION, "## Results", "", "| | passed | of | % |", "|---|---:|---:|---:|",
        f"| value results | {now.values:,} | {now.all_values:,} | {now.value_share} |",
        f"| null results | {now.nulls:,} | {now.all_nulls:,} | {now.null_share} |",
        "", "## Misses", "", "| reason | results |", "|---|---|",
    ]  # fmt: skip
    missed: dict[str, list[str]] = {}
    for result in told:
        if result.why:
            missed.setdefault(reasons.get(result.title, result.why), []).append(f"`{result.title}`")
    lines += [f"| {reason} | {len(titles)}: {', '.join(titles)} |" for reason, titles in missed.items()]
    lines += ["", "## By folder", "", "| folder of the kit | cases | values | nulls |", "|---|---:|---:|---:|"]
    for folder, own in by_folder(told).items():
        one = figures(own)
        lines.append(f"| {folder} | {one.cases} | {one.values}/{one.all_values} | {one.nulls}/{one.all_nulls} |")
    return "\n".join([*lines, "", f"`{now.line}`", ""])


def as_csv(told: Sequence[Result]) -> str:
    """One line a case: folder, test file, case, SUCCESS or ERROR, and for a miss its reason."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    cases: dict[tuple[str, str, str], list[Result]] = {}
    for result in told:
        cases.setdefault((result.case.folder, result.case.file, result.case.id), []).append(result)
    reasons = expected_failures()
    for key, own in sorted(cases.items()):
        missed = [result for result in own if result.why]
        comments = dict.fromkeys(reasons.get(result.title, result.why) for result in missed)
        writer.writerow([*key, "ERROR" if missed else "SUCCESS", "; ".join(comments)])
    return out.getvalue()


def main() -> None:
    if not KIT.is_dir():
        raise SystemExit(f"The kit is not at {KIT}: put it there, or name its folder with RYADOM_TCK.")
    told = results()
    PAGE.write_text(as_page(told), encoding="utf-8")
    CSV.write_text(as_csv(told), encoding="utf-8")
    for result in told:
        if result.why and result.title not in expected_failures():
            print(f"new miss: {result.title}: {result.why}")
    print(figures(told).line)


if __name__ == "__main__":
    main()
