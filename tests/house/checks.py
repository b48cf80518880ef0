"""What the house forbids in its sources, each rule a function from a text to the sentences that say what is wrong."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

from tests.house.contracts import ROOMS

LINES_LIMIT = 500
FUNCTION_LIMIT = 60
NAMELESS = {"common", "utils", "util", "extras", "base", "helpers", "helper", "misc", "shared", "lib"}

LAW = re.compile(r"\d\s*-\s*(ФЗ|ЗО|ПП|ОЗ|РЗ|ЗС)\b|(закон|приказ|постановлени|указ)\w*[^.]{0,40}№\s*\d+", re.IGNORECASE)
_STEMS = (
    "Адыге|Башк[ио]р|Бурят|Дагестан|Ингуш|Калмык|Карел|Марий|Мордов|Якут|Осети|Татарстан|Хакас|Чечен|Чечн|Чуваш|Алтайск|"
    "Забайкал|Камчат|Краснодар|Краснояр|Приморск|Ставропол|Хабаровск|Амурск|Архангел|Астрахан|Белгород|Брянск|Владимирск|"
    "Волгоград|Вологод|Воронеж|Иванов(о|ск)|Иркутск|Калининград|Калужск|Кемеров|Кузбас|Кировск|Костромск|Курганск|Курск|"
    "Ленинград|Липецк|Магадан|Москв|Московск|Мурманск|Нижегород|Новгород|Новосибирск|Омск|Оренбург|Орловск|Пензен|Пермск|"
    "Псковск|Ростовск|Рязан|Самарск|Саратов|Сахалин|Свердлов|Смоленск|Тамбов|Тверск|Томск|Тульск|Тюмен|Ульяновск|Челябин|"
    "Ярослав|Севастопол|Чукот|Ненецк|Югра|Югры"
)
# A region's code inside a sentence is an example of how one is written; a code alone is data.
REGION = re.compile(rf"\b({_STEMS})|^RU-[A-Z]{{2,3}}$|\b(chelyabinsk|lipetsk|sakhalin|voronezh|smolensk|moscow)\b")
HOSTS = re.compile("pypi[.]org|pythonhosted[.]org|npmjs[.](org|com)|--inde[x]-url")
MACHINE = re.compile("/work/(main|shared)|/roo[t]/|/home/[a-z]+/")
URL_TAG = re.compile(r"""{%-?\s*url\s+['"]([\w.-]+):""")
CLOCKS = {("date", "today"), ("datetime", "now"), ("datetime", "utcnow"), ("timezone", "now"), ("time", "time")}
READS_THE_CLOCK = ("regions", "site")  # and pages and commands, which hand the time down
CLOCK_PLACES = {"pages", "cli.py", "demo.py", "tasks.py", "middleware.py", "views.py", "commands"}


def docstrings(tree: ast.AST) -> set[int]:
    """The identities of the constants that are docstrings: they explain, so they may cite."""
    found = set()
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        first = body[0] if isinstance(body, list) and body else None
        if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
            found.add(id(first.value))
    return found


def strings(tree: ast.AST) -> Iterator[ast.Constant]:
    explaining = docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in explaining:
            yield node


def law_or_region(tree: ast.AST) -> list[str]:
    """Rule 5: regions and laws live in practices. Comments and docstrings may cite; what runs or is read may not."""
    told = []
    for node in strings(tree):
        hit = LAW.search(node.value) or REGION.search(node.value)
        if hit:
            told.append(f"line {node.lineno}: «{hit.group()}» belongs in practices/, not in code")
    return told


def law_or_region_in_template(text: str) -> list[str]:
    bare = re.sub(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}", "", text, flags=re.DOTALL)
    return [f"«{hit.group()}» belongs in practices/" for rule in (LAW, REGION) for hit in rule.finditer(bare)]


def late_models(tree: ast.AST) -> list[str]:
    """Rule 4: no `apps.get_model` outside migrations: it is an import that no tool sees."""
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    return [
        f"line {call.lineno}: get_model hides an import"
        for call in calls
        if isinstance(call.func, ast.Attribute) and call.func.attr == "get_model"
    ]


def foreign_addresses(tree: ast.AST, room: str) -> list[str]:
    """Rule 4 for Python: `reverse` and `redirect` name addresses of the own room only."""
    told = []
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        first = call.args[0]
        if name in {"reverse", "redirect", "reverse_lazy"} and isinstance(first, ast.Constant):
            told += _foreign(str(first.value), room, f"line {call.lineno}")
    return told


def _foreign(address: str, room: str, place: str) -> list[str]:
    owner = address.split(":")[0]
    if ":" not in address or "/" in address or owner in {room.split(".")[-1], room.replace(".", "_")}:
        return []
    return [f"{place}: «{address}» is an address of another room: link by reference (ui.links)"]


def foreign_addresses_in_template(text: str, room: str) -> list[str]:
    return [told for found in URL_TAG.finditer(text) for told in _foreign(f"{found.group(1)}:", room, "url")]


def clock_readers(tree: ast.AST) -> list[str]:
    """Rule 6: time is passed in; the domain never reads the clock."""
    asked = [
        node.func for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    ]
    named = [(function.value.id, function.attr, function) for function in asked if isinstance(function.value, ast.Name)]
    return [f"line {at.lineno}: {who}.{what}() reads the clock" for who, what, at in named if (who, what) in CLOCKS]


def may_read_the_clock(inside: Path) -> bool:
    """Whether this file, by its place inside the house, stands where the time is read once and handed down."""
    return inside.parts[0] in READS_THE_CLOCK or bool(CLOCK_PLACES & set(inside.parts))


def too_long(text: str) -> list[str]:
    lines = text.count("\n")
    return [f"{lines} lines, the limit is {LINES_LIMIT}"] if lines > LINES_LIMIT else []


def function_sizes(tree: ast.AST) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"line {node.lineno}: {node.name}", (node.end_lineno or node.lineno) - node.lineno + 1


def long_functions(tree: ast.AST) -> list[str]:
    return [f"{name} has {size} lines" for name, size in function_sizes(tree) if size > FUNCTION_LIMIT]


def taste(sizes: list[int]) -> list[str]:
    """Small functions: half of them within 10 lines, 95 of 100 within 45."""
    told = []
    if median(sizes) > 10:
        told.append(f"the median function has {median(sizes)} lines")
    if quantiles(sizes, n=20)[-1] > 45:
        told.append(f"5 of 100 functions have more than {quantiles(sizes, n=20)[-1]:.0f} lines")
    return told


def addresses_of_others(text: str) -> list[str]:
    """No registry's address and no path of somebody's machine."""
    return [f"«{hit.group()}»" for rule in (HOSTS, MACHINE) for hit in rule.finditer(text)]


def nameless_folders(folders: list[str]) -> list[str]:
    return [f"«{name}» says nothing: name the primitive" for name in folders if name in NAMELESS]


def room_of_path(inside: Path) -> str | None:
    """The room of a file, by its place inside `src/ryadom`."""
    parts = inside.parts[:-1]
    return next((room for size in (2, 1) if (room := ".".join(parts[:size])) in ROOMS), None)
