"""Who may open which page. What may be done there is asked again by every action of the rooms below."""

from ryadom.people.api import May, role

serves = role("curator", "specialist", "head", "methodologist", "observer")
works = role("curator", "specialist", "head")
curates = role("curator")
runs_curators = role("curator", "head")
sees_load = role("head", "observer")
enters = role("curator", "specialist")
decides = role("specialist")
approves = role("head")
confirms = role("methodologist", "head")
methodologist = role("methodologist")
observes = role("observer")
# Names of those who receive nothing are for workers; the page itself tells others only how many.
sees_due = works | role("methodologist", "observer")

__all__ = [
    "May",
    "approves",
    "confirms",
    "curates",
    "decides",
    "enters",
    "methodologist",
    "observes",
    "runs_curators",
    "sees_due",
    "sees_load",
    "serves",
    "works",
]
