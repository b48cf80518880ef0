"""Who may do what with addresses. Another region's person is not found at all."""

from __future__ import annotations

from ryadom.people.api import role, same_region, system

helps = role("curator", "specialist")

issue_code = same_region & helps
link = same_region & role("curator", "specialist", "head")
unlink = same_region & (helps | system)
# Letters hold what a person wrote, so only those who work with people read the list.
read_dead = role("curator", "specialist", "head")
return_dead = role("curator", "specialist", "head") | system
# Figures alone: nobody is named by them.
see_health = role("head", "observer")
settle = role("head")
post = role("curator", "specialist", "head")
