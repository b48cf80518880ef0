"""`{% load whatif %}`: the chart of gains and losses."""

from typing import Any

from django import template

from ryadom.desks.ministry.whatif import balance

register = template.Library()


@register.inclusion_tag("ministry/whatif/_balance.html")
def balance_chart(chart: balance.Balance) -> dict[str, Any]:
    return balance.drawn(chart)
