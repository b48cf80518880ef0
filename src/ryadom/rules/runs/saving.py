"""The tables of a run as files: for a program (JSON), for a person (XLSX, Markdown)."""

import json
from collections.abc import Mapping
from pathlib import Path

from ryadom.rules.runs.disk import appear, sha256_of
from ryadom.rules.runs.figures import Summary
from ryadom.rules.runs.journal import Journal
from ryadom.rules.runs.plain import dumped, from_data

JSON, XLSX, MARKDOWN = "summary.json", "summary.xlsx", "summary.md"


def save_summary(folder: Path, summary: Summary) -> Mapping[str, str]:
    """Write all three; their checksums by name."""
    from ryadom.rules.runs.printed import as_markdown, as_workbook

    contents = {
        JSON: dumped(summary).encode(),
        MARKDOWN: as_markdown(summary).encode(),
        XLSX: as_workbook(summary),
    }
    return {name: appear(folder / name, content) for name, content in contents.items()}


def read_summary(journal: Journal) -> Summary | None:
    """The tables of a finished run; None where a file is gone or changed."""
    for name, sha256 in journal.files.items():
        path = journal.folder / name
        if not path.is_file() or sha256_of(path) != sha256:
            return None
    return load_summary(journal.folder)


def load_summary(folder: Path) -> Summary:
    """The tables that lie in a folder."""
    return from_data(Summary, json.loads((folder / JSON).read_text(encoding="utf-8")))
