"""Models: boxed expressions, what decisions require, types, functions, services, imports and files of other makers."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
from tests.feel.drawn import deciding, decision, definitions, inputs, literal, model, table

from ryadom.feel import FeelSyntaxError, MaybeList, Unknown, parse
from ryadom.feel.dmn import Answer, ModelError, Models

VOUCHER = Path(__file__).parents[2] / "docs" / "reference" / "voucher.dmn"


def value(logic: str, **facts: Any) -> Any:
    return deciding(logic).decide("итог", facts).value


def codes(told: Answer) -> list[str]:
    return [warning.code for warning in told.warnings]


def test_a_model_of_camunda_modeler_runs() -> None:
    voucher = Models.load(VOUCHER)
    facts = {"доход семьи": 60_000, "человек в семье": 4, "положение": "обычное", "цена путёвки": 24_500}
    assert voucher.decide("заплатит семья", facts).value == Decimal("4900.00")
    assert voucher.decide("Decision_payment", facts).value == Decimal("4900.00"), "by id as well"


def test_what_cannot_matter_is_not_asked_for() -> None:
    voucher = Models.load(VOUCHER)
    assert voucher.decide("доля региона", {"положение": "трудная ситуация"}).value == 100
    assert voucher.decide("доля региона", {"положение": "обычное", "человек в семье": 3}).facts == {"доход семьи"}
    told = voucher.decide("заплатит семья", {"положение": "трудная ситуация", "цена путёвки": 24_500})
    assert (told.value, told.facts) == (0, frozenset())


def test_a_value_outside_the_allowed_ones_is_null_with_a_sentence() -> None:
    told = Models.load(VOUCHER).decide(
        "доля региона", {"положение": "странное", "доход семьи": 1, "человек в семье": 1}
    )
    assert "not-allowed" in codes(told)
    assert "странное" in told.warnings[0].sentence("ru")
    assert told.warnings[0].place.file == "voucher.dmn"


# -- boxed expressions ------------------------------------------------------------------------------------------------

BOXED = {
    "context": (
        f"<context><contextEntry><variable name='а'/>{literal('1')}</contextEntry>"
        f"<contextEntry><variable name='б в'/>{literal('а + 1')}</contextEntry></context>",
        {"а": 1, "б в": 2},
    ),
    "context with a result": (
        f"<context><contextEntry><variable name='а'/>{literal('доход')}</contextEntry>"
        f"<contextEntry>{literal('а * 2')}</contextEntry></context>",
        14,
    ),
    "list": (f"<list>{literal('1')}{literal('доход')}</list>", [1, 7]),
    "relation": (
        f"<relation><column name='а'/><column name='б'/><row>{literal('1')}{literal('2')}</row></relation>",
        [{"а": 1, "б": 2}],
    ),
    "function": (
        "<context><contextEntry><variable name='вдвое'/><functionDefinition><formalParameter name='х'/>"
        f"{literal('х * 2')}</functionDefinition></contextEntry>"
        f"<contextEntry>{literal('вдвое(доход)')}</contextEntry></context>",
        14,
    ),
    "conditional": (
        f"<conditional><if>{literal('доход > 5')}</if><then>{literal('1')}</then>"
        f"<else>{literal('2')}</else></conditional>",
        1,
    ),
    "filter": (f"<filter><in>{literal('[1, 9]')}</in><match>{literal('item > доход')}</match></filter>", [9]),
    "for": (
        f"<for iteratorVariable='х'><in>{literal('[1, 2]')}</in><return>{literal('х + доход')}</return></for>",
        [8, 9],
    ),
    "some": (
        f"<some iteratorVariable='х'><in>{literal('[1, 9]')}</in><satisfies>{literal('х > 8')}</satisfies></some>",
        True,
    ),
    "every": (
        f"<every iteratorVariable='х'><in>{literal('[1, 9]')}</in><satisfies>{literal('х > 8')}</satisfies></every>",
        False,
    ),
}


@pytest.mark.parametrize(("logic", "wanted"), BOXED.values(), ids=BOXED)
def test_a_boxed_expression(logic: str, wanted: Any) -> None:
    assert value(logic, доход=7, дети=0, город="Чебаркуль") == wanted


def test_boxed_expressions_over_unknown_facts() -> None:
    assert value(BOXED["conditional"][0].replace("<text>2</text>", "<text>1</text>")) == 1
    assert isinstance(value(BOXED["conditional"][0]), Unknown)
    assert isinstance(value(BOXED["filter"][0]), MaybeList)
    known = (
        f"<some iteratorVariable='х'><in>{literal('[доход, 9]')}</in><satisfies>{literal('х > 8')}</satisfies></some>"
    )
    assert value(known) is True


# -- requirements -----------------------------------------------------------------------------------------------------

TWICE = (
    "<businessKnowledgeModel id='вдвое' name='вдвое'><variable name='вдвое'/><encapsulatedLogic>"
    f"<formalParameter name='х' typeRef='number'/>{literal('х * 2')}</encapsulatedLogic></businessKnowledgeModel>"
)


def test_a_knowledge_model_is_called_and_invoked() -> None:
    called = deciding(literal("вдвое(доход)"), more=TWICE, needs=("доход", "!вдвое"))
    assert called.decide("итог", {"доход": 4}).value == 8
    boxed = f"<invocation>{literal('вдвое')}<binding><parameter name='х'/>{literal('доход')}</binding></invocation>"
    assert deciding(boxed, more=TWICE, needs=("доход", "!вдвое")).decide("итог", {"доход": 4}).value == 8
    told = called.decide("итог", {"доход": 4, "дети": 1})
    assert told.warnings == ()


def test_an_argument_of_the_wrong_type_stops_the_call() -> None:
    told = deciding(literal('вдвое("два")'), more=TWICE, needs=("!вдвое",)).decide("итог", {})
    assert (told.value, codes(told)) == (None, ["argument-type"])


def test_a_decision_sees_only_what_it_requires() -> None:
    told = deciding(literal("доход"), needs=("дети",)).decide("итог", {"доход": 1, "дети": 1})
    assert (told.value, codes(told)) == (None, ["unknown-name"])


def test_a_service_is_a_function_of_its_inputs() -> None:
    more = decision(literal("доход + 1"), name="больше", needs=("доход",)) + (
        "<decisionService id='служба' name='служба'><variable name='служба'/>"
        "<outputDecision href='#больше'/><inputData href='#доход'/></decisionService>"
    )
    models = deciding(literal("служба(10)"), more=more, needs=("!служба",))
    assert models.decide("итог", {"доход": 1}).value == 11
    assert models.serve("служба", {"доход": 1}).value == 2
    assert models.serve("служба", {}).facts == {"доход"}


def test_a_circle_of_decisions_is_named() -> None:
    circle = decision(literal("б"), name="а", needs=("б",)) + decision(literal("а"), name="б", needs=("а",))
    with pytest.raises(ModelError) as refused:
        model(circle)
    assert refused.value.code == "cycle"
    assert "«а» → «б» → «а»" in refused.value.sentence("ru")


def test_a_function_that_calls_itself_for_ever_ends_with_a_warning() -> None:
    endless = TWICE.replace("х * 2", "вдвое(х)").replace(
        "<encapsulatedLogic>", "<knowledgeRequirement><requiredKnowledge href='#вдвое'/></knowledgeRequirement>"
        "<encapsulatedLogic>"
    )  # fmt: skip
    told = deciding(literal("вдвое(1)"), more=endless, needs=("!вдвое",)).decide("итог", {})
    assert told.value is None
    assert "recursion" in codes(told)


def test_a_java_function_is_named_and_not_run() -> None:
    java = (
        "<context><contextEntry><variable name='f'/><functionDefinition kind='Java'><formalParameter name='х'/>"
        f"<context/></functionDefinition></contextEntry><contextEntry>{literal('f(1)')}</contextEntry></context>"
    )
    told = deciding(java).decide("итог", {})
    assert (told.value, codes(told)) == (None, ["foreign-function"])


def test_models_import_what_stands_beside_them(tmp_path: Path) -> None:
    library = definitions(TWICE).replace(b'namespace="m"', b'namespace="lib"')
    (tmp_path / "library.dmn").write_bytes(library)
    asks = decision(literal("бибка.вдвое(доход)"), needs=("доход", "!вдвое")).replace("#вдвое", "lib#вдвое")
    main = tmp_path / "main.dmn"
    main.write_bytes(definitions(f'<import name="бибка" namespace="lib" importType="{{}}"/>{inputs()}{asks}'))
    assert Models.load(main).decide("итог", {"доход": 3}).value == 6
    (tmp_path / "library.dmn").unlink()
    with pytest.raises(ModelError) as refused:
        Models.load(main)
    assert refused.value.code == "no-import"


# -- types ------------------------------------------------------------------------------------------------------------

PERSON = (
    "<itemDefinition name='Человек'><itemComponent name='имя'><typeRef>string</typeRef></itemComponent>"
    "<itemComponent name='полных лет'><typeRef>number</typeRef></itemComponent></itemDefinition>"
    "<itemDefinition name='Люди' isCollection='true'><typeRef>Человек</typeRef></itemDefinition>"
    "<inputData id='семья' name='семья'><variable name='семья' typeRef='Люди'/></inputData>"
)


@pytest.mark.parametrize(
    ("text", "kind", "wanted"),
    [
        ("[5]", "number", 5),
        ('"5"', "number", None),
        ("[1, 2]", "number", None),
        ("null", "number", None),
        ("true", "boolean", True),
        ('{имя: "Вера", полных лет: 7, ещё: 1}', "Человек", {"имя": "Вера", "полных лет": 7, "ещё": 1}),
        ('{имя: "Вера"}', "Человек", None),
        ('{имя: "Вера", полных лет: 7}', "Люди", [{"имя": "Вера", "полных лет": 7}]),
    ],
)
def test_a_declared_type_converts_or_refuses(text: str, kind: str, wanted: Any) -> None:
    told = deciding(literal(text), kind=kind, more=PERSON).decide("итог", {})
    assert told.value == wanted
    assert bool(told.warnings) is (wanted is None and text != "null")


def test_a_key_that_a_context_lacks_is_unknown() -> None:
    needs = "<informationRequirement><requiredInput href='#семья'/></informationRequirement>"
    more = PERSON + decision(needs + literal("count(семья[полных лет < 18]) > 0"), name="есть дети", needs=())
    models = deciding(literal("1"), more=more)
    vera, boy = {"имя": "Вера"}, {"имя": "Ваня", "полных лет": 7}
    assert models.decide("есть дети", {"семья": [vera, boy]}).value is True
    assert models.decide("есть дети", {"семья": [vera]}).facts == {"семья[1].полных лет"}


def test_an_unknown_value_may_turn_out_not_to_fit_its_type() -> None:
    """The input may be anything, so a number made of it may be null."""
    need = "<informationRequirement><requiredInput href='#что-то'/></informationRequirement>"
    more = "<inputData id='что-то' name='что-то'/>" + decision(
        need + literal("что-то"), name="число", kind="number", needs=()
    )
    models = deciding(literal("число = null"), more=more, needs=("число",))
    assert models.decide("итог", {"что-то": "слово"}).value is True
    assert models.decide("итог", {"что-то": 5}).value is False
    assert models.decide("итог", {}).facts == {"что-то"}


@pytest.mark.parametrize(("allowed", "known"), [("[0..100]", True), (">= 0", True), ("-5, 5", False), ("", False)])
def test_the_allowed_values_narrow_what_is_unknown(allowed: str, known: bool) -> None:
    rest = f"<allowedValues><text>{escape(allowed)}</text></allowedValues>" if allowed else ""
    more = (
        f"<itemDefinition name='Процент'><typeRef>number</typeRef>{rest}</itemDefinition>"
        "<inputData id='доля' name='доля'><variable name='доля' typeRef='Процент'/></inputData>"
    )
    need = "<informationRequirement><requiredInput href='#доля'/></informationRequirement>"
    logic = table("FIRST", [("< 0", '"меньше нуля"'), ("-", '"обычная"')], columns=("доля",))
    told = deciding(need + logic, more=more, needs=()).decide("итог", {})
    assert (told.value == "обычная") is known
    assert told.facts == (frozenset() if known else {"доля"})


def test_a_known_name_may_hold_an_apostrophe() -> None:
    need = "<informationRequirement><requiredInput href='#n'/></informationRequirement>"
    more = '<inputData id="n" name="Student\'s name"/>'
    models = deciding(need + literal('Student\'s name + "!"'), more=more, needs=())
    assert models.decide("итог", {"Student's name": "Вера"}).value == "Вера!"
    with pytest.raises(FeelSyntaxError) as refused:
        parse("x = 'Вера'")
    assert refused.value.code == "single-quote"


def test_an_unknown_type_is_refused_with_the_nearest() -> None:
    with pytest.raises(ModelError) as refused:
        deciding(literal("1"), kind="Человекк", more=PERSON).decide("итог", {})
    assert "Человек" in refused.value.sentence("ru")


# -- files of other makers --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "namespace",
    [
        "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
        "http://www.omg.org/spec/DMN/20180521/MODEL/",
        "https://www.omg.org/spec/DMN/20191111/MODEL/",
        "https://www.omg.org/spec/DMN/20211108/MODEL/",
        "https://www.omg.org/spec/DMN/20230324/MODEL/",
    ],
)
def test_every_version_of_the_standard_reads(namespace: str) -> None:
    assert model(decision(literal("1 + 1"), needs=()), namespace=namespace).decide("итог", {}).value == 2


def test_a_table_without_inputs_declared_takes_its_columns_for_facts() -> None:
    """Older models of Camunda name data in the columns only."""
    logic = table("FIRST", [("< 100", "-", "1"), ("-", "-", "2")])
    models = model(decision(logic, needs=()))
    assert models.decide("итог", {"доход": 5, "дети": 0}).value == 1
    assert models.decide("итог", {"дети": 0}).facts == {"доход"}


def test_drools_puts_its_own_elements_everywhere() -> None:
    kie = "<kie:extra xmlns:kie='http://www.drools.org/kie/dmn/1.2'><literalExpression/></kie:extra>"
    drawn = decision(f"<extensionElements>{kie}</extensionElements>{kie}{literal('1')}", needs=())
    assert model(f"<extensionElements>{kie}</extensionElements>{drawn}").decide("итог", {}).value == 1
