"""The word that our caller says first, so that an old person can tell us from a swindler."""

from __future__ import annotations

import secrets

_WORDS = """
    астра берёза василёк верба весло ветер вишня воробей гвоздика герань гнездо голубь гроза груша
    дорога дождь дуб дыня ель жасмин жаворонок журавль закат заря звезда земляника зима зонт ива изба
    ирис калина калитка камень капель каштан кедр клевер клён ключ ковёр колодец колос костёр кувшин
    лавка ландыш ласточка лебедь лес лето липа лодка лопата луг луна малина мак маяк медведь мельница
    месяц мёд море мост облако овёс огонёк озеро окно олень орех осень осина остров парус перо песня
    печка пион платок поле поляна пруд пчела радуга река роза ромашка роса рябина самовар сад свеча
    сирень скрипка слива снегирь снежинка солнце сосна сорока стриж тополь трава тропа туча тюльпан
    улица утро фиалка хлеб холм цветок чайка чайник черёмуха черника чашка шалфей шиповник щегол яблоко
    ягода ялта якорь ясень
""".split()  # noqa: SIM905 (a list of words reads better as words)


def new() -> str:
    """A plain word and two digits, easy to say and to hear: «рябина 47»."""
    return f"{secrets.choice(_WORDS)} {secrets.randbelow(90) + 10}"


def same(said: str, kept: str) -> bool:
    """Whether the word that was said is the word of the letter: case, «ё» and spaces do not matter."""
    return bool(kept) and secrets.compare_digest(_plain(said), _plain(kept))


def _plain(word: str) -> bytes:
    return "".join(word.casefold().replace("ё", "е").split()).encode()
