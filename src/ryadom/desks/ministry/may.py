"""Who sees the region's numbers: nobody sees a person here. Who opens what another has tried, the rules say."""

from __future__ import annotations

from ryadom.people.api import role

see_region = role("observer", "head", "methodologist")
try_numbers = see_region
enter_values = role("methodologist", "head")
