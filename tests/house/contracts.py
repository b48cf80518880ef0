"""Two contracts for import-linter: the floors, read from `ryadom.site.rooms`, and the door of each room."""

from importlinter import Contract, ContractCheck, fields, output
from importlinter.contracts.layers import LayersContract

from ryadom.site.rooms import FLOORS

ROOMS = {room for floor in FLOORS for room in floor}
PUBLIC = {"api", "events"}


def _layer(floor: tuple[str, ...]) -> str:
    # Desks are one layer among the floors; that they do not know each other is a contract of its own.
    return " | ".join(f"({room})" for room in dict.fromkeys(room.split(".")[0] for room in floor))


class FloorsContract(LayersContract):
    """The built-in contract of layers, exhaustive, with the floors of the house; rooms may be absent."""

    type_name = "floors"

    def __init__(self, name, session_options, contract_options):
        layers = [_layer(floor) for floor in reversed(FLOORS)]
        told = {"layers": layers, "containers": ["ryadom"], "exhaustive": "True"}
        super().__init__(name, session_options, {**contract_options, **told})


def room_of(module: str) -> str | None:
    """`ryadom.desks.public.pages` stands in `desks.public`; the package itself stands in no room."""
    parts = module.split(".")[1:]
    return next((room for size in (2, 1) if (room := ".".join(parts[:size])) in ROOMS), None)


class DoorContract(Contract):
    """A room may be entered by its `api` and `events` only; open rooms by any module."""

    type_name = "door"
    open_rooms = fields.SetField(subfield=fields.StringField())

    def check(self, graph, verbose):
        modules = [module for module in graph.modules if module.startswith("ryadom.")]
        broken = sorted(
            (importer, imported)
            for importer in modules
            for imported in graph.find_modules_directly_imported_by(importer)
            if self._breaks_in(importer, imported)
        )
        return ContractCheck(kept=not broken, metadata={"broken": broken})

    def _breaks_in(self, importer, imported):
        here, there = room_of(importer), room_of(imported)
        if here is None or there is None or here == there or there in self.open_rooms:
            return False
        inside = imported.removeprefix(f"ryadom.{there}").lstrip(".").split(".")[0]
        return inside not in PUBLIC

    def render_broken_contract(self, check):
        for importer, imported in check.metadata["broken"]:
            output.print_error(f"{importer} imports {imported}: enter by api or events")
