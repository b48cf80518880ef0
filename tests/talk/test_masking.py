"""Nothing that could name somebody leaves: whatever is written around it, in whatever case."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from ryadom.talk.outside.masking import masked

NAMES = st.sampled_from(
    ["Галина", "галине петровне", "Соколова", "СОКОЛОВА", "Андрею Волкову", "Мишу", "Наталья Ивановна Кузнецова",
     "Абдурахманов", "Ольга-Мария", "Ибрагимова Зульфия", "Вера", "Надежда", "Любовь Роза", "Иванов И.И.", "Smirnov"]
)  # fmt: skip
NUMBERS = st.one_of(
    st.integers(0, 10**12).map(str),
    st.sampled_from(["112-233-445 95", "8 (900) 123-45-67", "+79001234567", "7504 123456", "03.02.2015", "12 250,50"]),
)
PLACES = st.sampled_from(
    ["ул. Весенняя, дом 5, кв 12", "улице Мира 3", "проспект Победы 10-4", "село Светлый Ключ", "Челябинск",
     "д. Малая Речка", "г. Златоуст", "переулок Тихий 7", "anna@example.org"]
)  # fmt: skip
AROUND = st.lists(
    st.sampled_from(
        ["меня сократили", "живу одна", "не хватает денег,", "помогите.", "муж болеет", "трое детей", "и", "а"]
    ),
    max_size=4,
).map(" ".join)
SMALL = {"ул", "дом", "кв", "улице", "проспект", "село", "переулок", "г", "д", "и"}


@given(st.lists(st.tuples(AROUND, st.one_of(NAMES, NUMBERS, PLACES)), min_size=1, max_size=4), AROUND)
@settings(max_examples=200, deadline=None)
def test_no_name_number_place_or_phone_leaves(parts, end):
    text = " ".join(f"{around} {secret}" for around, secret in parts) + f" {end}"
    found = masked(text)
    left = re.sub(r"\[\d+\]", " ", found.text)
    assert not re.search(r"\d|@|[A-Za-z]", left)
    words = set(re.findall(r"[а-яё]+", left.casefold()))
    secret = {word for _around, one in parts for word in re.findall(r"[а-яё]+", one.casefold())} - SMALL
    assert not words & secret, words & secret
    assert found.restored(found.text) == text, "and everything comes back"


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_of_any_text_only_known_words_leave(text):
    found = masked(text)
    left = re.sub(r"\[\d+\]", " ", found.text)
    assert not re.search(r"[0-9A-Za-z]", left)
    assert found.restored(found.text) is not None


def test_a_mark_that_is_lost_doubled_or_invented_is_seen():
    found = masked("Галина, 5 детей")
    assert found.restored("[2] у [1]") == "5 у Галина"
    assert [found.restored(one) for one in ("[1]", "[1] [1] [2]", "[1] [2] [3]")] == [None, None, None]


def test_what_a_sentence_means_still_stands():
    assert masked("меня сократили с завода, трое детей").text == "меня сократили с завода, трое детей"
