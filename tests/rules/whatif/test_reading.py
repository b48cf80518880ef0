"""A scenario that is wrong is refused with a line, a reason and the nearest name."""

from decimal import Decimal

import pytest

from ryadom.packs.api import PracticeErrors, read_documents
from ryadom.rules.whatif.reading import read_scenario, scenario_of

HEAD = "title: Проба\non: 2026-11-20\n"
SHOES = """\
measures:
  - id: shoes
    content:
      title: Обувь
      short: Обувь
      summary: Обувь.
      decided_by: region
      for: child
      situations: [large-family]
      kind: money
      period: once
      versions:
        - who:
            criteria:
              - {id: large, title: Многодетная, rule: многодетна семья, unmet: Нет.}
          amount: {rule: "2000", round: kopeck half up}
"""


def faults(quo, text):
    (document,) = read_documents(HEAD + text, "s.yaml")
    with pytest.raises(PracticeErrors) as raised:
        scenario_of(document, quo)
    return [finding.said("ru") for finding in raised.value.findings]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("parameter: {}", "s.yaml:3:1: неизвестный ключ «parameter»; может быть, «parameters»?"),
        ("parameters: {МРОД: 30000}", "s.yaml:3:14: нет параметра «МРОД»; может быть, «МРОТ»?"),
        ("parameters: {МРОТ: -1}", "s.yaml:3:14: «МРОТ» не бывает меньше нуля, а в сценарии -1"),
        ("parameters: {МРОТ: много}", "s.yaml:3:14: здесь нужно число, как 1234.50"),
        ("parameters: {МРОТ: 30000.001}", "s.yaml:3:14: здесь нужно: сумма до копейки, не больше 10¹²"),
        ("parameters: {МРОТ: {дети: 1}}", "s.yaml:3:14: у «МРОТ» одно значение, без ключей"),
        (
            "parameters:\n  прожиточный минимум: {детям: 17000}",
            "s.yaml:4:25: у «прожиточный минимум» нет ключа «детям»; может быть, «дети»?; "
            "есть: на душу, трудоспособные, пенсионеры, дети",
        ),
        ("measures: [shoes.yaml]", "s.yaml:3:12: здесь мера пишется целиком, не путём"),
        ("installed: {leave_out: [chelyabinsk/camp]}",
         "s.yaml:3:25: нет практики «chelyabinsk/camp»; может быть, «chelyabinsk/camps»?"),
        ("installed: {add: [chelyabinsk/camps]}", "s.yaml:3:19: практика «chelyabinsk/camps» и так уже действует"),
        ("ceiling: {gas-equipmnt: {year: 1}}",
         "s.yaml:3:11: нет меры «gas-equipmnt»; может быть, «gas-equipment»?"),
        ("ceiling: {gas-equipment: {week: 1}}", "s.yaml:3:27: неизвестный ключ «week»"),
        ("ceiling: {gas-equipment: {year: -1}}", "s.yaml:3:27: потолок — сумма в рублях от 0, до копейки"),
        ("ceiling: {home-care: {year: 1}}", "s.yaml:3:11: мера «home-care» — не деньги: потолка нет"),
        ("sensitivity: {МРОТ: 0}", "s.yaml:3:15: шаг не может быть нулём"),
        ("seed: -1", "s.yaml:3:1: нужно целое число от 0"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_line(quo, text, said) -> None:
    assert said in faults(quo, text)


def test_a_rule_of_a_measure_that_names_nothing_is_led_back_to_its_line(quo) -> None:
    (said,) = faults(quo, SHOES)
    assert said.startswith("s.yaml:17:")
    assert "многодетна" in said


def test_all_faults_are_told_at_once(quo) -> None:
    assert len(faults(quo, "parameters: {МРОД: 1, МРОТ: -1}\nseed: -1\nсумма: 1")) == 4


def test_a_name_and_an_id_are_one_number(quo) -> None:
    assert "названо дважды" in faults(quo, "parameters: {МРОТ: 30000, minimum-wage: 31000}")[0]


def test_a_title_and_a_day_are_needed(quo) -> None:
    (document,) = read_documents("seed: 1", "s.yaml")
    with pytest.raises(PracticeErrors) as raised:
        scenario_of(document, quo)
    assert len(raised.value.findings) == 2


def test_a_measure_in_a_file_beside_the_scenario(quo, tmp_path) -> None:
    measure = SHOES.split("    content:\n")[1].replace("многодетна ", "многодетная ")
    (tmp_path / "winter-shoes.yaml").write_text("\n".join(line[6:] for line in measure.splitlines()), "utf-8")
    (tmp_path / "s.yaml").write_text(f"{HEAD}measures: [winter-shoes.yaml]\n", "utf-8")
    scenario = read_scenario(tmp_path / "s.yaml", quo)
    assert [one.measure for one in scenario.measures] == ["winter-shoes"]
    # What is kept holds the text itself, and is the same scenario when it is read again.
    from ryadom.rules.laying import addressed

    assert scenario_of(addressed(scenario.document, "kept"), quo).hash == scenario.hash


def test_the_hash_is_of_what_is_said_not_of_how(read) -> None:
    one = read(parameters={"МРОТ": 30000}, seed=1)
    assert one.hash == read(title="Другое имя", parameters={"minimum-wage": Decimal("30000.00")}, seed=1).hash
    assert one.hash != read(parameters={"МРОТ": 30001}, seed=1).hash
    assert one.hash != read(parameters={"МРОТ": 30000}, seed=2).hash
