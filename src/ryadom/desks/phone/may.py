"""Who answers the phone. What may be done with a person is asked again by every action of the rooms below."""

from ryadom.people.api import role

answers = role("curator", "specialist", "head")
gives_codes = role("curator", "specialist")  # and takes consents, and begins applications for somebody
