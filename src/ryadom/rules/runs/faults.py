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


def worker_lost(number: int, code: int | None) -> RunError:
    """The process that worked on a part is gone; `code` as the system gives it: below zero a signal."""
    how = (f"сигналом {-code}", f"by signal {-code}") if code and code < 0 else (f"с кодом {code}", f"with code {code}")
    return RunError(
        f"Процесс, который считал часть {number}, прерван {how[0]}. Прогон остановлен; готовые части целы. "
        "Повторите ту же команду: она продолжит с этого места. Если не хватило памяти, задайте --workers 1.",
        f"The process that worked on part {number} was ended {how[1]}. The run has stopped; the parts that are done "
        "are whole. Give the same command again: it goes on from there. If memory ran out, say --workers 1.",
    )
