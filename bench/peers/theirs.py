"""OpenFisca's country template on the people of a file, in a process of its own, by the way it means for populations:
arrays in, arrays out.
"""

from typing import Any

import numpy as np
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_country_template import CountryTaxBenefitSystem
from people import CHILD, MONTH, Arrays, load
from readings import BENEFITS, arguments, hand_over, timed


def built(system: Any, people: Arrays) -> Any:
    """A simulation that knows the people and has calculated nothing."""
    start = people["start"]
    households = np.arange(len(start) - 1)
    builder = SimulationBuilder()
    builder.create_entities(system)
    builder.declare_person_entity("person", np.arange(start[-1]))
    instance = builder.declare_entity("household", households)
    roles = np.where(people["role"] == CHILD, 1, 0)
    builder.join_with_persons(instance, np.repeat(households, np.diff(start)), roles)
    simulation = builder.build(system)
    simulation.set_input("birth", MONTH, people["birth"].astype("datetime64[D]"))
    simulation.set_input("salary", MONTH, people["salary"].astype(np.float32))
    simulation.set_input("rent", MONTH, people["rent"].astype(np.float32))
    return simulation


def calculated(simulation: Any) -> dict[str, Any]:
    """The five benefits, as the peer gives them."""
    return {name: simulation.calculate(name, MONTH) for name in BENEFITS}


def main() -> None:
    path, folder = arguments()
    people, system = load(path), CountryTaxBenefitSystem()
    _, building = timed(lambda arrays: built(system, arrays), lambda: people)
    # What it has calculated once it remembers: each time begins with a simulation that knows nothing.
    found, deciding = timed(calculated, lambda: built(system, people))
    cents = {name: np.rint(np.asarray(values, np.float64) * 100).astype(np.int64) for name, values in found.items()}
    hand_over(folder, cents, {"building": building, "deciding": deciding})


if __name__ == "__main__":
    main()
