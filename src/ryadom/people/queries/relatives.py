"""Who of a family a told relative may be."""

from uuid import UUID

from ryadom.kit.names import search_key
from ryadom.people import shapes


def who_it_may_be(home: shapes.Family | None, teller: UUID, relative: shapes.Relative) -> shapes.Person | None:
    """The member of the family who may be this relative: by СНИЛС, by name and birth, or as the one spouse.

    Two with different numbers are two people, whatever their names.
    """
    if home is None:
        return None
    others = [member for member in home.members if member.person.id != teller]
    numbered = next((one.person for one in others if relative.snils and relative.snils in _numbers(one.person)), None)
    if numbered is not None:
        return numbered
    married = relative.role == "spouse"
    alike = (one for one in others if (married and one.relation == "spouse") or _is_alike(one.person, relative))
    return next((one.person for one in alike), None)


def _numbers(person: shapes.Person) -> set[str]:
    return {number for number in (person.snils, person.snils_said) if number}


def _is_alike(person: shapes.Person, relative: shapes.Relative) -> bool:
    names = [(person.surname, relative.surname), (person.name, relative.name)]
    same_name = all(search_key(one) == search_key(other) for one, other in names)
    born = {person.birth_date, relative.birth_date} - {None}
    numbers = {person.snils or person.snils_said, relative.snils} - {""}
    return same_name and len(born) <= 1 and len(numbers) <= 1
