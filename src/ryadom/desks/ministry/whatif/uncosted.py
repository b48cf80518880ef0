"""What a number reaches and no sum weighs: services and other rights whose cost nobody has entered, with how many get
them. Said in a line of its own, so that a nought of roubles is not read as «costs nothing».
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from ryadom.rules import api as rules
from ryadom.ui.figures import counted


def why(book: rules.Rulebook, measure: str) -> str:
    """What stands where a sum would, empty where the measure's money is counted."""
    found = book.measures.get(measure)
    if found is None or rules.is_costed(found.file):
        return ""
    kinds = {
        "service": _("услуга, стоимость не введена"),
        "discount": _("скидка, стоимость не введена"),
        "status": _("статус, денег в нём нет"),
    }
    return kinds.get(found.file.kind, _("стоимость не введена"))


def lines(trial: rules.Effect, book: rules.Rulebook, language: str) -> Iterator[str]:
    """A sentence for each such measure that the number reaches, those with the most receivers first."""
    for row in sorted(trial.measures, key=lambda one: (-max(one.rights_before, one.rights_after), one.measure)):
        said = why(book, row.measure)
        if said and (row.rights_before or row.rights_after):
            yield _line(row, book.measures[row.measure], said, language)


def _line(row: rules.MeasureRow, measure: rules.Measure, why: str, language: str) -> str:
    who = _("семья/семьи/семей") if measure.file.for_ == "family" else _("человек/человека/человек")
    words = {
        "measure": measure.file.title.said(language), "why": why, "before": counted(row.rights_before, who),
        "after": counted(row.rights_after, who),
    }  # fmt: skip
    if row.rights_before == row.rights_after:
        return _("%(measure)s: %(why)s. Право у стольких же: %(before)s.") % words
    return _("%(measure)s: %(why)s. Сейчас право имеют %(before)s, будет %(after)s.") % words
