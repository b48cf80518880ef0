"""`{% load ryadom %}`: everything a page is made of. Examples: docs/reference/components.md."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django import forms, template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ryadom.ui import charts, figures, icons, links, outcomes, panels

register = template.Library()


# --- figures: an empty value stays empty, a wrong one is an error of the page ---


@register.filter
def roubles(value: Decimal | int | str | None) -> str:
    return "" if value in (None, "") else figures.roubles(value)  # type: ignore[arg-type]


@register.filter
def number(value: Decimal | int | float | str | None, places: int | None = None) -> str:
    return "" if value in (None, "") else figures.number(value, places)  # type: ignore[arg-type]


@register.filter
def day(value: date | datetime | None) -> str:
    return "" if not value else figures.day(value)


@register.filter
def day_short(value: date | datetime | None) -> str:
    return "" if not value else figures.day_short(value)


@register.filter
def month(value: date | datetime | None) -> str:
    return "" if not value else figures.month(value)


@register.filter
def phone(value: str | None) -> str:
    return figures.phone(value or "")


@register.filter
def dialled(value: str | None) -> str:
    return figures.dialled(value or "")


@register.filter
def counted(value: int, forms_: str) -> str:
    return figures.counted(value, forms_)


@register.filter
def plural(value: int, forms_: str) -> str:
    return figures.plural(value, forms_)


# --- small pieces ---


@register.simple_tag
def icon(name: str, title: str = "", css: str = "") -> SafeString:
    return icons.icon(str(name), str(title), str(css))


@register.inclusion_tag("ui/parts/outcome.html")
def outcome(value: object, closed_on: date | None = None, *, desk: bool = False) -> dict[str, Any]:
    return {"told": outcomes.told(value, closed_on, desk=desk)}


@register.inclusion_tag("ui/parts/tag.html")
def tag(text: str, tone: str = "plain", icon: str = "") -> dict[str, Any]:
    return {"text": text, "tone": tone, "icon": icon}


@register.simple_tag
def verified(mark: str) -> str:
    """How far something was checked, in words; nothing for what bears no mark."""
    return outcomes.verified(mark) if mark else ""


@register.simple_tag
def link(ref: str, text: str = "", hidden: str = "") -> SafeString:
    """A link by reference; when the thing is gone, its title or a plain word without a link."""
    found = links.resolve(ref)
    if found is None:
        return format_html("{}", text or _("больше нет"))
    tail = format_html('<span class="govuk-visually-hidden"> {}</span>', hidden) if hidden else ""
    return format_html('<a class="govuk-link" href="{}">{}{}</a>', found.url, text or found.title, tail)


@register.inclusion_tag("ui/parts/panels.html", takes_context=True, name="panel")
def panel(context: Context, place: str, subject: Any) -> dict[str, Any]:
    return {"parts": panels.collect(place, context["request"], subject), "ui": context.get("ui")}


@register.inclusion_tag("ui/parts/back.html")
def back(url: str, text: str = "") -> dict[str, Any]:
    return {"url": url, "text": text or _("Назад")}


# --- blocks with content ---


@register.simple_block_tag
def inset(content: str) -> SafeString:
    return format_html('<div class="govuk-inset-text r-inset">{}</div>', content)


@register.simple_block_tag
def warning(content: str, word: str = "") -> SafeString:
    """What must not be missed. The word before it is spoken and seen: never an icon alone."""
    return format_html(
        '<div class="r-warning">{}<div class="r-warning__text"><strong>{}</strong> {}</div></div>',
        icons.icon("triangle-alert"),
        word or _("Важно:"),
        content,
    )


@register.simple_block_tag
def notice(content: str, title: str = "", tone: str = "info", heading_id: str = "notice") -> SafeString:
    """A notice at the head of a page; tone `info` or `done`. A done notice takes the focus and is read out at once."""
    role = SafeString('role="alert" tabindex="-1" autofocus' if tone == "done" else 'role="region"')
    return format_html(
        '<div class="r-notice r-notice--{}" {} aria-labelledby="{}"><h2 class="r-notice__title" id="{}">{}{}</h2>'
        '<div class="r-notice__body">{}</div></div>',
        tone,
        role,
        heading_id,
        heading_id,
        icons.icon("circle-check-big" if tone == "done" else "info"),
        title or _("К сведению"),
        content,
    )


@register.simple_block_tag
def details(content: str, summary: str, open: bool = False) -> SafeString:
    return format_html(
        '<details class="govuk-details"{}><summary class="govuk-details__summary">'
        '<span class="govuk-details__summary-text">{}</span></summary>'
        '<div class="govuk-details__text">{}</div></details>',
        SafeString(" open") if open else "",
        summary,
        content,
    )


@register.simple_block_tag
def wide(content: str, label: str) -> SafeString:
    """Something wide, as a table: it scrolls inside its own region, which the keyboard can reach."""
    return format_html('<div class="r-wide" role="region" aria-label="{}" tabindex="0">{}</div>', label, content)


@register.simple_block_tag
def empty(content: str, title: str, icon: str = "hand-heart") -> SafeString:
    return format_html(
        '<div class="r-empty">{}<p class="r-empty__title">{}</p><div class="r-empty__body">{}</div></div>',
        icons.icon(str(icon)),
        title,
        content,
    )


@register.simple_block_tag
def card(content: str, title: str = "", level: int = 2, tone: str = "") -> SafeString:
    level = int(level)
    head = format_html('<h{} class="r-card__title">{}</h{}>', level, title, level) if title else ""
    return format_html('<div class="r-card{}">{}{}</div>', f" r-card--{tone}" if tone else "", head, content)


# --- lists ---


@register.inclusion_tag("ui/parts/summary.html")
def summary(rows: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Check answers. A row: `key`, `value`, and where it can be changed `url`, `hidden` (what is changed), `source`."""
    return {"rows": rows}


@register.inclusion_tag("ui/parts/tasks.html")
def tasks(items: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """What is left to do. An item: `title`, `url`, `hint`, `status`, `done`, `blocked`."""
    return {"items": list(items)}


@register.inclusion_tag("ui/parts/timeline.html")
def timeline(steps: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """What happened and what comes. A step: `title`, `state` (done, now, next), `when`, `who`, `text`."""
    return {"steps": list(steps)}


@register.inclusion_tag("ui/parts/criteria.html")
def criteria(items: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Why. An item: `state` (met, not_met, unknown, likely, failed, not_yet), `text`, `note`."""
    return {"items": list(items)}


@register.inclusion_tag("ui/parts/tiles.html")
def tiles(items: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """A few numbers. An item: `label`, `value`, `note`, `url`, `trend` (up, down, same) with `trend_text`."""
    return {"items": list(items)}


@register.inclusion_tag("ui/parts/assisted.html")
def assisted(name: str, ground: str = "", leave_url: str = "", until: date | None = None) -> dict[str, Any]:
    """The banner of a staff member who acts for a person."""
    return {"name": name, "ground": ground, "leave_url": leave_url, "until": until}


@register.inclusion_tag("ui/parts/identity.html")
def identity(name: str, facts: Iterable[str] = (), url: str = "") -> dict[str, Any]:
    """Whose page this is: the name and a few facts in one line."""
    return {"name": name, "facts": [fact for fact in facts if fact], "url": url}


@register.inclusion_tag("ui/parts/errors.html")
def error_summary(*all_forms: forms.BaseForm | None) -> dict[str, Any]:
    """What must be put right, above the form; it takes the focus and each line leads to its field."""
    found = [
        (_target(field), _named(field, str(error)))
        for form in all_forms
        if form
        for field in form
        for error in field.errors
    ]
    general = [error for form in all_forms if form for error in form.non_field_errors()]
    hidden = [error for form in all_forms if form for field in form.hidden_fields() for error in field.errors]
    return {"found": found, "general": general, "hidden": hidden}


def _target(field: forms.BoundField) -> str:
    """Where the line leads: the first input; a group of choices has no label of its own to ask."""
    return field.id_for_label or f"{field.auto_id}_0"


def _named(field: forms.BoundField, error: str) -> str:
    """«Ответьте на этот вопрос» says nothing in a list of five: the question stands before it."""
    general = str(forms.Field.default_error_messages["required"])
    return f"{field.label}: {error}" if error == general else error


@register.inclusion_tag("ui/parts/pagination.html", takes_context=True)
def pagination(context: Context, page: Any) -> dict[str, Any]:
    """Pages of a list (a Django Page); filters in the address stay."""
    request = context["request"]
    kept = [(key, value) for key, values in request.GET.lists() if key != "page" for value in values]

    def address(wanted: int) -> str:
        return "?" + urlencode([*kept, ("page", str(wanted))])

    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    steps = [(n, address(n) if isinstance(n, int) else "") for n in numbers]
    return {
        "page": page,
        "steps": steps,
        "previous": address(page.previous_page_number()) if page.has_previous() else "",
        "next": address(page.next_page_number()) if page.has_next() else "",
    }


# --- charts ---


@register.inclusion_tag("ui/parts/chart.html")
def bar_chart(chart: charts.Bars) -> dict[str, Any]:
    return charts.drawn_bars(chart)


@register.inclusion_tag("ui/parts/chart.html")
def line_chart(chart: charts.Lines) -> dict[str, Any]:
    return charts.drawn_lines(chart)


# --- forms ---


@register.filter
def kind(field: forms.BoundField) -> str:
    """What the field template must know about a widget, in one word."""
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    if isinstance(widget, forms.CheckboxSelectMultiple):
        return "choices"
    if isinstance(widget, forms.RadioSelect):
        return "choices"
    return "hidden" if widget.is_hidden else "input"


@register.filter
def suffix(field: forms.BoundField) -> str:
    """A unit after the input, as ₽ after a sum."""
    return getattr(field.field, "suffix", "")
