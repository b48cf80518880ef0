"""The facts that this room itself needs; a practice's own description of them, where installed, wins."""

from ryadom.packs.api import Text
from ryadom.people.catalogue import Catalogue, Choice, FactKind

# A copy of the winning value of these facts stands in a column of Person, for search and age.
COLUMNS = {"birth-date": "birth_date", "sex": "sex", "death-date": "died_on"}

CORE = Catalogue.of(
    [
        FactKind("birth-date", "дата рождения", "person", "date", not_after_today=True),
        FactKind(
            "sex",
            "пол",
            "person",
            "choice",
            choices=(
                Choice("female", "женский", Text(ru="женский", en="female")),
                Choice("male", "мужской", Text(ru="мужской", en="male")),
            ),
        ),
        FactKind("death-date", "дата смерти", "person", "date", may_be_absent=True, not_after_today=True),
    ]
)
