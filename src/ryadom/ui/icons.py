"""Line icons drawn into the page: no font, no request, hidden from screen readers unless they carry a title."""

import re
from functools import lru_cache

import lucide
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe


@lru_cache(maxsize=256)
def icon(name: str, title: str = "", css: str = "") -> SafeString:
    """The picture `name` of the Lucide set at the height of the text around it. Raises IconDoesNotExist."""
    drawing = lucide._render_icon(name, None)
    inner = re.sub(r"\s+", " ", re.sub(r"^\s*<svg[^>]*>|</svg>\s*$", "", drawing)).strip()
    label = (
        format_html(' role="img" aria-label="{}"', title)
        if title
        else mark_safe(' aria-hidden="true" focusable="false"')
    )
    return format_html(
        '<svg class="r-icon{}" viewBox="0 0 24 24"{}>{}</svg>',
        f" {css}" if css else "",
        label,
        mark_safe(inner),  # noqa: S308 - drawn by the package
    )
