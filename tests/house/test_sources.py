"""The law of the house, held against every source; and each rule held against a sample that breaks it."""

import ast
import subprocess
from pathlib import Path

import pytest
from tests.house import checks

CHECKOUT = Path(__file__).resolve().parents[2]
HOUSE = CHECKOUT / "src" / "ryadom"
SOURCES = sorted(path for path in HOUSE.rglob("*.py") if "migrations" not in path.parts)
TEMPLATES = sorted(path for path in HOUSE.rglob("*.html") if "vendor" not in path.parts)
TESTS = sorted((CHECKOUT / "tests").rglob("*.py"))


def parsed(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def all_wrong(paths, check):
    told = [f"{path.relative_to(CHECKOUT)}: {wrong}" for path in paths for wrong in check(path)]
    return "\n".join(told)


def inside(path):
    return path.relative_to(HOUSE)


def test_no_code_names_a_region_or_a_law():
    """The demonstration may: it tells stories of people who live somewhere."""
    product = [path for path in SOURCES if path.name != "demo.py"]
    assert not (told := all_wrong(product, lambda path: checks.law_or_region(parsed(path)))), told


@pytest.mark.parametrize("check", [checks.late_models, checks.long_functions], ids=lambda check: check.__name__)
def test_every_source_keeps_the_rule(check):
    assert not (told := all_wrong(SOURCES, lambda path: check(parsed(path)))), told


def test_no_template_names_a_region_or_a_law():
    wrong = all_wrong(TEMPLATES, lambda path: checks.law_or_region_in_template(path.read_text(encoding="utf-8")))
    assert not wrong, wrong


def test_pages_name_addresses_of_their_own_room_only():
    def in_template(path):
        return checks.foreign_addresses_in_template(path.read_text("utf-8"), checks.room_of_path(inside(path)) or "")

    def in_source(path):
        return checks.foreign_addresses(parsed(path), checks.room_of_path(inside(path)) or "")

    wrong = all_wrong(TEMPLATES, in_template) + all_wrong(SOURCES, in_source)
    assert not wrong, wrong


def test_only_pages_and_commands_read_the_clock():
    domain = [path for path in SOURCES if not checks.may_read_the_clock(inside(path))]
    assert not (told := all_wrong(domain, lambda path: checks.clock_readers(parsed(path)))), told


def test_no_file_is_too_long():
    texts = [*SOURCES, *TEMPLATES, *TESTS, *HOUSE.rglob("*.css"), *HOUSE.rglob("*.js")]
    own = [path for path in texts if "vendor" not in path.parts]
    assert not (told := all_wrong(own, lambda path: checks.too_long(path.read_text("utf-8")))), told


def test_functions_are_small():
    sizes = [size for path in SOURCES for _, size in checks.function_sizes(parsed(path))]
    assert checks.taste(sizes) == []


def test_every_folder_has_a_telling_name():
    folders = [path.name for path in (*HOUSE.rglob("*"), *(CHECKOUT / "tests").rglob("*")) if path.is_dir()]
    assert checks.nameless_folders(folders) == []


def test_nothing_committed_names_a_registry_or_a_machine():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=CHECKOUT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout: nothing is committed here")
    files = [CHECKOUT / name for name in listed.stdout.split("\0") if name]

    def wrong_in(path):
        try:
            return checks.addresses_of_others(path.read_text(encoding="utf-8"))
        except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
            return []

    assert not (told := all_wrong(files, wrong_in)), told


BREAKING = {
    "a law's number": (checks.law_or_region, 'GROUND = "статья 10 закона 388-ФЗ"'),
    "a regional law's number": (checks.law_or_region, 'GROUND = "закон 430-ЗО"'),
    "a region's name": (checks.law_or_region, 'if region == "Челябинская область": pay()'),
    "a region's code": (checks.law_or_region, 'if region == "RU-CHE": pay()'),
    "a region's name in Latin": (checks.law_or_region, 'path = "practices/chelyabinsk/gas"'),
    "a hidden import": (checks.late_models, 'Person = apps.get_model("people", "Person")'),
    "a long function": (checks.long_functions, "def f():\n" + "    pass\n" * 61),
    "the clock": (checks.clock_readers, "def decide():\n    return date.today()"),
    "the clock of Django": (checks.clock_readers, "at = timezone.now()"),
    "an address": (lambda tree: checks.foreign_addresses(tree, "cases"), 'redirect("measures:claim", 1)'),
}


@pytest.mark.parametrize("name", BREAKING)
def test_each_rule_of_python_can_fail(name):
    check, sample = BREAKING[name]
    assert check(ast.parse(sample))


KEPT = {
    "a docstring may cite": (checks.law_or_region, '"""Terms follow 210-ФЗ."""'),
    "a comment may cite": (checks.law_or_region, "x = 1  # 152-ФЗ, статья 9"),
    "a number of a case": (checks.law_or_region, 'title = "Заявление 17"'),
    "an own address": (lambda tree: checks.foreign_addresses(tree, "desks.public"), 'redirect("public:home")'),
    "a path": (lambda tree: checks.foreign_addresses(tree, "cases"), 'redirect("/")'),
    "time passed in": (checks.clock_readers, "def decide(at): return at.date()"),
}


@pytest.mark.parametrize("name", KEPT)
def test_each_rule_of_python_lets_good_code_pass(name):
    check, sample = KEPT[name]
    assert check(ast.parse(sample)) == []


def test_rules_of_texts_can_fail():
    assert checks.law_or_region_in_template("<p>по закону 178-ФЗ</p>")
    assert checks.law_or_region_in_template("<h1>Липецкая область</h1>")
    assert not checks.law_or_region_in_template("{# 178-ФЗ #}<p>по закону</p>")
    assert checks.foreign_addresses_in_template("{% url 'cases:case' 1 %}", "desks.curator")
    assert not checks.foreign_addresses_in_template("{% url 'curator:queue' %}", "desks.curator")
    assert checks.too_long("\n" * 501)
    assert checks.taste([30] * 100) and checks.taste([5] * 90 + [80] * 10)
    assert checks.nameless_folders(["utils"]) and not checks.nameless_folders(["people"])
    assert checks.addresses_of_others("https://pypi" + ".org/simple")
    assert checks.addresses_of_others("see /work/" + "main/src")


def test_the_clock_is_known_by_its_place():
    assert checks.may_read_the_clock(Path("cases/pages/staff.py"))
    assert checks.may_read_the_clock(Path("regions/clock.py"))
    assert not checks.may_read_the_clock(Path("cases/actions.py"))
