"""Monsters: each runs in a process of its own that may use little memory and few seconds of the processor.

The limits are the kernel's (RLIMIT_AS, RLIMIT_CPU), so a slow machine does not fail them and a swollen one cannot pass.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ryadom.feel.messages import MESSAGES

SRC = Path(__file__).parents[2] / "src"
LIMITED = """
import json, resource, sys
resource.setrlimit(resource.RLIMIT_AS, (700 << 20, 700 << 20))
resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
from ryadom.feel import FeelSyntaxError, evaluate, parse, show
from ryadom.feel.tokens import LIMIT
for line in sys.stdin:
    text, warnings = json.loads(line), []
    try:
        size = len(show(evaluate(parse(text), {}, warnings=warnings)))
        codes = [warning.code for warning in warnings]
        said = [warning.message("ru") for warning in warnings]
    except FeelSyntaxError as error:
        size, codes, said = 0, [error.code], [error.caret("ru")]
    print(json.dumps([size, sorted(set(codes)), all(said)]), flush=True)
"""
MEGABYTE = 'for i in 1..17 return if i = 1 then "абвгдежз" else partial[-1] + partial[-1]'
BIG = f"{{t: ({MEGABYTE})[-1], l: for i in 1..20000 return i, m: concatenate(l, l, l, l, l), r: "


def nested(opening: str, inner: str, closing: str, times: int = 10_000) -> str:
    return opening * times + inner + closing * times


TEXTS = {
    "a megabyte": "1 + " * 250_000 + "1",
    "a megabyte of one string": '"' + "а" * 1_000_000 + '"',
    "a megabyte of one number": "9" * 1_000_000,
    "a long number": "9" * 99_000,
    "a long name": "имя " * 20_000,
    "a long list": "[" + "1, " * 33_000 + "1]",
    "parentheses": nested("(", "1", ")"),
    "brackets": nested("[", "1", "]"),
    "ifs": nested("if true then ", "1", " else 2", 3_000),
    "elses": nested("if false then 1 else ", "1", "", 4_000),
    "nots": nested("not(", "true", ")"),
    "contexts": nested("{a: ", "1", "}"),
    "functions": nested("function(x) ", "x", "", 8_000),
    "loops": nested("for x in [1] return ", "x", "", 4_000),
    "quantified": nested("some x in [1] satisfies ", "true", "", 4_000),
    "filters": "[1]" + "[true]" * 10_000,
    "paths": "a" + ".b" * 30_000,
    "calls": "f" + "()" * 30_000,
    "minuses": "-" * 90_000 + "1",
    "types": "1 instance of " + nested("list<", "number", ">", 10_000),
    "function types": "1 instance of " + nested("function<", "number", "> -> number", 4_000),
    "open comments": "/*" * 40_000,
    "at-literals": "@" * 90_000,
    "ranges": nested("[1..", "2", "]", 10_000),
}
POWERS = [
    "10 ** 6144 * 10", "10 ** 6145", "9.99e6144 + 9.99e6144", "1e6144 * 1e6144", "1e-6143 / 1e6144", "exp(1e6144)",
    "1.0000001 ** 1e6144", "1.5 ** 100000.5", "modulo(1e6144, 1e-6143)", "decimal(1e6144, 6176)", "sqrt(1e6144)",
    "1e6144 ** 1e6144", "round up(1e-6143, 6176)", "1e999999999999999999", "2 ** -1e30", "string(1e6144)",
    "date(1e30, 1, 1)", "time(1, 1, 1e30)", 'duration("P1D") * 1e6144', 'number("1e6144") ** 2',
]  # fmt: skip
DURATIONS = [
    '{d: for i in 1..5000 return if i = 1 then duration("P9999999D") else partial[-1] + partial[-1], r: d[-1]}.r',
    'for i in 1..5000 return if i = 1 then duration("P999Y") else partial[-1] * 2',
    f'duration("P{"9" * 4000}D")',
    f'duration("P{"9" * 90_000}Y")',
    '@"999999999-12-31" + @"P1D"',
    '@"-999999999-01-01" - @"P1D"',
    '@"999999999-12-31T23:59:59" + @"PT1S"',
    '@"9999-12-31" + duration("P99999999999999999999999D")',
    'for d in @"0001-01-01"..@"9999-12-31" return d',
    '[@"-999999999-01-01"..@"999999999-12-31"][item > @"2026-01-01"]',
]
LOOPS = [
    "for i in 1..10000000000000000000000 return i",
    "for i in 1..1e6144 return i",
    "for i in 1..300, j in 1..300, k in 1..300 return i",
    "for i in 1..100000 return some j in 1..1000000 satisfies j = 1",
    "[1..999999][item > 1]",
    "count(for i in 1..1000 return for j in 1..1000 return j)",
    "every i in 1..1000000 satisfies every j in 1..1000000 satisfies true",
    BIG + "for i in 1..100000 return t + string(i)}.r",
    BIG + "for i in 1..100000 return upper case(t)}.r",
    BIG + "for i in 1..100000 return [t, i]}.r",
    BIG + "for i in 1..100000 return append(m, i)}.r",
    BIG + "for i in 1..100000 return sum(m)}.r",
    BIG + "for i in 1..100000 return m = m}.r",
    BIG + "for i in 1..100000 return 0 in m}.r",
    BIG + "for i in 1..100000 return m instance of list<number>}.r",
    BIG + "for i in 1..100000 return m.a}.r",
    BIG + "for i in 1..100000 return sort(m)}.r",
    BIG + "for i in 1..100000 return reverse(m)}.r",
    BIG + "for i in 1..100000 return m[-1]}.r",
    BIG + "for i in 1..100000 return partial}.r",
    BIG + "for i in 1..100000 return count(partial)}.r",
    BIG + "distinct values(for i in 1..20000 return [i])}.r",
    BIG + "distinct values(m)}.r",
    BIG + "union(m, m)}.r",
    BIG + "index of(m, 5)}.r",
    BIG + 'replace(t, "а", t)}.r',
    BIG + 'replace("ааааааааааааааааааааааа", "а", t)}.r',
    BIG + "string join(for i in 1..20000 return t, t)}.r",
    BIG + "string(for i in 1..20000 return t)}.r",
    BIG + "for i in 1..100000 return substring(t, 2)}.r",
    BIG + 'for i in 1..1000 return split(t, "а")}.r',
    BIG + 'for i in 1..1000 return matches(substring(t, 1, 900), "[а-я]*[а-я]*!")}.r',
    BIG + "context(for i in 1..20000 return {key: string(i), value: i})}.r",
    BIG + "{c: context(for i in 1..20000 return {key: string(i), value: i}), "
    'r: for i in l return context put(c, "a", i)}.r}.r',
    "flatten(for i in 1..60 return if i = 1 then [1] else [partial[-1], partial[-1]])",
    "count(flatten(for i in 1..18 return if i = 1 then [1, 1] else [partial[-1], partial[-1]]))",
    "{a: for i in 1..60 return if i = 1 then {b: 1} else {b: partial[-1], c: partial[-1]}, "
    "z: for i in 1..60 return if i = 1 then {b: 1} else {b: partial[-1], c: partial[-1]}, r: a[-1] = z[-1]}.r",
    "for i in 1..5000 return [partial[-1]]",
    "for i in 1..5000 return {a: partial[-1]}",
    "sort(for i in 1..3000 return modulo(i * 7919, 3001), function(a, b) true)",
    "sort(for i in 1..3000 return i, function(a, b) sort([b, a], function(c, d) c < d)[1] = a)",
]  # fmt: skip
CALLS = [
    "{f: function(x) f(x), r: f(1)}.r",
    "{f: function(x) f(f(x)), r: f(1)}.r",
    "{a: function(x) if x = 0 then 0 else b(x - 1), b: function(x) a(x), r: a(5)}.r",
    "{y: function(f) (function(x) f(function(v) x(x)(v)))(function(x) f(function(v) x(x)(v))), "
    "r: y(function(self) function(n) if n = 0 then 0 else self(n - 1))(1000)}.r",
    "(function(x) x(x))(function(x) x(x))",
    "{f: function(x) [f(x), f(x)], r: f(1)}.r",
    "{f: function(l) sort(l, function(a, b) f(l)), r: f([1, 2, 3])}.r",
    "{f: function(n) for i in 1..n return f(n), r: f(50)}.r",
]
SUBJECT = "a" * 30_000 + "!"
PATTERNS = [
    "(a+)+$", "([a-zA-Z]+)*$", "(a|aa)+$", "(a|a?)+$", "(.*a){30}$", "^(([a-z])+.)+[A-Z]([a-z])+$", "(a*)*$", "(a*)+$",
    "a*a*a*a*a*a*!!", "(a{1,100}){1,100}$", "((a{0,100}){0,100}){0,100}$", "(x+x+)+y", r"(\w+\s?)*$", r"(\d+)*x",
    r"^([0-9a-zA-Z]([-.\w]*[0-9a-zA-Z])*@(([0-9a-zA-Z])+([-\w]*[0-9a-zA-Z])*\.)+[a-zA-Z]{2,9})$", "(?:a+)+b",
    r"(a)\1*\1*\1*\1*b", "(a|b|ab)*c", "([ab]|a)*c", "(.*)(.*)(.*)(.*)(.*)x", "a?" * 40 + "a" * 40,
    "(" * 200 + "a" + ")" * 200,
    "[a-z-[b-[c-[d]]]]+x", "a{1000}{1000}", "(a{1000}){1000}", "x" * 3_000, "(((((a*)*)*)*)*)*b", "(a+?)+?b",
    "(a*b?)*c",
]  # fmt: skip
EXPONENTIAL = [
    f'{call}("{SUBJECT}", "{pattern.replace(chr(92), chr(92) * 2)}"{rest})'
    for pattern in PATTERNS
    for call, rest in (("matches", ""), ("replace", ', "-"'), ("split", ""))
]


def judge(texts: list[str]) -> list[tuple[int, list[str]]]:
    """What each text says, all in one limited process: if it dies, the first that has no answer killed it."""
    done = subprocess.run(
        [sys.executable, "-c", LIMITED],
        input="".join(json.dumps(text) + "\n" for text in texts),
        capture_output=True, text=True, check=False, timeout=600,
        env={**os.environ, "PYTHONPATH": str(SRC), "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == len(texts), f"died at {texts[len(answers)][:200]!r}: {done.stderr[-400:]}"
    for text, (_size, codes, said) in zip(texts, answers, strict=True):
        assert set(codes) <= MESSAGES.keys() and said, (text[:200], codes)
    return [(size, codes) for size, codes, _ in answers]


def test_monstrous_texts_are_refused_by_name() -> None:
    answers = dict(zip(TEXTS, judge(list(TEXTS.values())), strict=True))
    assert {name for name, (_, codes) in answers.items() if not codes} <= {"a long list"}
    assert answers["a megabyte"][1] == answers["a megabyte of one string"][1] == ["too-long"]
    assert all(answers[name][1] == ["too-deep"] for name in ("parentheses", "brackets", "nots", "contexts", "types"))


@pytest.mark.parametrize("texts", [POWERS, DURATIONS, CALLS], ids=["powers", "durations", "calls"])
def test_monstrous_values_are_bounded(texts: list[str]) -> None:
    judge(texts)


@pytest.mark.slow
@pytest.mark.parametrize("text", LOOPS, ids=range(len(LOOPS)))
def test_a_monstrous_loop_is_bounded(text: str) -> None:
    ((size, codes),) = judge([text])
    assert codes or size < 20_000_000


@pytest.mark.slow
@pytest.mark.parametrize("text", CALLS, ids=range(len(CALLS)))
def test_a_call_without_end_is_named(text: str) -> None:
    ((_size, codes),) = judge([text])
    assert {"recursion", "too-many-steps", "not-boolean"} & set(codes) or text == CALLS[2]


def test_exponential_patterns_are_refused_or_quick() -> None:
    for text, (_, codes) in zip(EXPONENTIAL, judge(EXPONENTIAL), strict=True):
        assert set(codes) <= {"heavy-pattern", "bad-pattern", "too-large", "too-many-steps"}, (text[-90:], codes)


BOMBS = {
    "billion laughs": "a: &a [1]\n"
    + "".join(f"b{n}: &b{n} [{', '.join([f'*b{n - 1}' if n else '*a'] * 9)}]\n" for n in range(30)),
    "a reference to itself": "a: &a [*a]\n",
    "merge keys": "a: &a {x: 1}\nb: {<<: *a}\n",
    "deep lists": "a: " + "[" * 10_000 + "]" * 10_000 + "\n",
    "deep contexts": "a: " + "{a: " * 5_000 + "1" + "}" * 5_000 + "\n",
    "a long number": f"a: {'9' * 100_000}\n",
    "a number of 7,000 digits": f"a: 1{'0' * 4_000}\nb: 1.0e+999999999\n",
    "a number beyond the language": "a: 1.0e+7000\n",
    "not a number": "a: .nan\n",
    "three megabytes": "a: " + "б" * 1_500_000 + "\n",
    "an object": "a: !!python/object/apply:os.system ['true']\n",
    "binary": "a: \x00\x01\n",
    "two documents": "a: 1\n---\na: 2\n",
    "a key that is a list": "? [1, 2]\n: 3\n",
}
COMMAND = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (700 << 20, 700 << 20))
resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
from ryadom.feel.cli import feel
feel(["a", "--facts", sys.argv[1]])
"""


@pytest.mark.parametrize("name", BOMBS)
def test_a_monstrous_file_of_facts_is_refused_by_name(name: str, tmp_path: Path) -> None:
    facts = tmp_path / "facts.yaml"
    facts.write_text(BOMBS[name], encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, str(facts)], capture_output=True, text=True, check=False, timeout=600,
        env={**os.environ, "PYTHONPATH": str(SRC), "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert done.returncode == 1, done.stderr[-500:]
    assert "facts.yaml" in done.stderr and "Traceback" not in done.stderr, done.stderr[-500:]
