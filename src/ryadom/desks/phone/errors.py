"""Why something at the phone desk cannot be done; the text is a sentence for the operator."""

from __future__ import annotations

from django.utils.translation import gettext as _


class PhoneError(ValueError):
    """Nothing was written. `late`: somebody was first."""

    late = False


class Missing(LookupError):
    """There is no such call in this region."""


class Late(PhoneError):
    """Somebody did it already."""

    late = True


def another_person() -> PhoneError:
    """Letters or a code lead to somebody else than the one who was named."""
    return PhoneError(_("Это другой человек, не тот, кого назвали. Ничего личного не говорите. Начните звонок заново."))
