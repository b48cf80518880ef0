"""The most that a month may cost a person: asked of the rules about the file of today, and told with its reasons."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from ryadom.desks.curator import entitled, told
from ryadom.desks.curator.visit import Visit
from ryadom.people.api import File
from ryadom.rules.api import Rulebook
from ryadom.services.api import Ceiling
from ryadom.ui import figures

# Which measure of the practices says what a month costs the person, by the form of service.
MEASURES = {"home": "home-care", "half_day": "home-care", "inpatient": "residential-care"}


@dataclass(frozen=True)
class Share:
    """`amount` in roubles a month; None: not known, and `missing` says why. `note`: whom the rule does not count.
    `sample`: the rule was read only in the press, or by memory.
    """

    amount: Decimal | None
    said: str
    missing: tuple[str, ...] = ()
    note: str = ""
    sample: bool = False

    def ceiling(self, free: str = "") -> Ceiling:
        """What is kept with the programme. `free`: a ground that a person sees and the rule does not; then it is 0."""
        if free:
            return Ceiling(Decimal(0), _("Бесплатно: %(ground)s") % {"ground": free})
        return Ceiling(self.amount, self.said)


def share(visit: Visit, file: File, book: Rulebook, form: str) -> Share:
    """What the rules say today about this person. Where no measure says it, that is said and nothing is guessed."""
    known = book.measures.get(MEASURES.get(form, ""))
    if known is None:
        return Share(None, _("Меры с платой за такую помощь в регионе нет: предел не известен."))
    answers, _family = entitled.answers_of(visit, file, book)
    ids = (f"{known.id}@{file.person.id}", known.id)
    found = next((one for id in ids if (one := entitled.find(answers, id))), None)
    amount = found.amount if found else None
    title = known.file.title.said(visit.language)
    if amount is None or found is None:
        return Share(None, _("Правило «%(title)s» не дало суммы: предел не известен.") % {"title": title})
    note = amount.note.said(visit.language) if amount.note else ""
    missing = tuple(told.label(book, ref, visit.language) for ref in amount.missing)
    return Share(amount.value, _said(title, amount.value, missing), missing, note, found.sample)


def _said(title: str, amount: Decimal | None, missing: tuple[str, ...]) -> str:
    if amount is None:
        lacks = ", ".join(missing) or _("чисел правила")
        return _("По правилу «%(title)s» предел не посчитать. Не хватает: %(what)s.") % {"title": title, "what": lacks}
    if amount == 0:
        return _("По правилу «%(title)s» помощь бесплатна: доход не выше предела региона.") % {"title": title}
    words = {"title": title, "sum": figures.roubles(amount)}
    return _("По правилу «%(title)s» не больше %(sum)s в месяц.") % words
