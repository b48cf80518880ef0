"""Who sees the region's numbers: nobody sees a person here."""

from ryadom.people.api import role

see_region = role("observer", "head", "methodologist")
