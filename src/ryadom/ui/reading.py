"""How a person likes to read: size, contrast, spacing. Kept in one cookie, rendered by the server, no script needed."""

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _

COOKIE: Final = "ryadom_reading"
YEAR: Final = 365 * 24 * 3600

SIZES: Final = {
    "1": _("Обычный"),
    "125": _("Крупнее в 1,25 раза"),
    "150": _("Крупнее в 1,5 раза"),
    "200": _("Крупнее в 2 раза"),
}
CONTRASTS: Final = {"normal": _("Обычные цвета"), "black": _("Белым по чёрному"), "cream": _("Тёмным по кремовому")}
SPACINGS: Final = {"normal": _("Обычные"), "wide": _("Широкие, читать легче")}


@dataclass(frozen=True)
class Reading:
    """What stands in ``<html data-size data-contrast data-spacing>``; every value is one of the known words."""

    size: str = "1"
    contrast: str = "normal"
    spacing: str = "normal"

    @classmethod
    def of(cls, request: HttpRequest) -> "Reading":
        """Settings of this reader; a damaged cookie counts as none."""
        return cls.chosen(*[*request.COOKIES.get(COOKIE, "").split("."), "", "", ""][:3])

    @classmethod
    def chosen(cls, size: str, contrast: str, spacing: str) -> "Reading":
        return cls(
            size=size if size in SIZES else "1",
            contrast=contrast if contrast in CONTRASTS else "normal",
            spacing=spacing if spacing in SPACINGS else "normal",
        )

    def keep(self, response: HttpResponseBase) -> None:
        value = f"{self.size}.{self.contrast}.{self.spacing}"
        response.set_cookie(COOKIE, value, max_age=YEAR, samesite="Lax", httponly=True)
