"""Who may see what people said: numbers only, and only of the own region. Nobody sees who answered."""

from ryadom.people.api import role

see_numbers = role("observer", "head", "methodologist")
read_comments = role("head", "methodologist")
