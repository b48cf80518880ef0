"""What stops a run, said in both languages."""

from ryadom.lake.api import LakeError


class RunError(LakeError):
    """A run that cannot begin or go on; `ru` and `en` are whole sentences."""


def no_measure(measure: str, near: tuple[str, str]) -> RunError:
    """Nobody has heard of a measure; `near` names one that sounds like it, in both languages."""
    return RunError(f"Нет меры «{measure}»{near[0]}.", f'There is no measure "{measure}"{near[1]}.')


def another_run(folder: object, what: str, there: str, here: str) -> RunError:
    """The folder holds a run over something else."""
    return RunError(
        f"{folder}: здесь лежит другой прогон ({what}: {there}, а сейчас {here}). Назовите другую папку.",
        f"{folder}: another run lies here ({what}: {there}, and now {here}). Name another folder.",
    )
