"""From what was typed to stems: letters folded, a wrong keyboard layout repaired, words bounded. Pure Python."""

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

LONGEST_TEXT = 4_096  # characters that are read; what follows is kept out of matching, not out of the conversation
MOST_WORDS = 700
LATIN_READINGS = 5

_QWERTY = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
_ЙЦУКЕН = "ёйцукенгшщзхъфывапролджэячсмитьбю"
_LAYOUT = str.maketrans(_QWERTY + '{}:"<>~', _ЙЦУКЕН + "хъжэбюё")
_LOOK_ALIKE = str.maketrans("aceopxykmthb3", "асеорхукмтнвз")
_SOUNDS = (
    *(("shch", "щ"), ("sch", "щ"), ("yo", "е"), ("jo", "е"), ("zh", "ж"), ("kh", "х"), ("ch", "ч"), ("sh", "ш")),
    *(("yu", "ю"), ("ju", "ю"), ("ya", "я"), ("ja", "я"), ("ye", "е"), ("ts", "ц"), ("iy", "ий"), ("x", "кс")),
    *((f"{latin}j", f"{russian}ь") for latin, russian in zip("bvpmlnsztdr", "бвпмлнсзтдр", strict=True)),
    *((f"{latin}y", f"{russian}й") for latin, russian in zip("eaou", "еаоу", strict=True)),
    *(zip("abvgdezijklmnoprstufhcyw'", "абвгдезийклмнопрстуфхкыв", strict=False)),
)
_WORD = re.compile(r"[а-яa-z]+|\d+")
_LATIN = re.compile(r"[a-z]")
_CYRILLIC = re.compile(r"[а-я]")
_FLEETING = re.compile(r"(?<=[а-я]{3})[ое](?=[кцл]$)")  # ребенок and ребенка meet in "ребенк"
_ENDS_HARD = re.compile(r"т\b")  # «zhit» has no sign for the soft end of «жить»
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_STRESS = "́"

_SAY_NOTHING = """
а без бы был была были было быть в вам вас ваш во вот все вы где да для до его ее ей если есть еще же за и из
или им их к как какая какие какой кто ли либо меня мне мной мои мой моя моей моего мою мы на над нам нас наш
не нет ни них но ну о об он она они от очень по под при про с сам свой свои себе себя сейчас со так также там
те тем то того тоже той только том ту тут ты у уже хочу хотим хотел хотела чего чем что чтобы чтоб эта эти это
этой этот эту я здравствуйте привет добрый день пожалуйста подскажите скажите помогите можно че нужно надо
буду будет
свое своего своей своя свою своим своих лет год года сколько жить живу живет
"""
_SILENT = frozenset(_SAY_NOTHING.split())
_stemmer = snowballstemmer.stemmer("russian")


def fold(text: str) -> str:
    """Small letters, ё as е, no stress marks, no invisible or direction marks, at most LONGEST_TEXT characters."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST_TEXT]).casefold().replace("ё", "е")
    return "".join(sign for sign in plain if sign.isspace() or _is_seen(sign))[:LONGEST_TEXT]


def _is_seen(sign: str) -> bool:
    return sign != _STRESS and unicodedata.category(sign) not in _INVISIBLE


def words(text: str) -> list[str]:
    """The words and numbers of a folded text, at most MOST_WORDS of them."""
    return _WORD.findall(text)[:MOST_WORDS]


def repaired(text: str) -> str:
    """The same keys on the Russian layout: «ghbdtn» was «привет»."""
    return text.translate(_LAYOUT).replace("ё", "е")


def sounded(text: str) -> str:
    """Latin letters read aloud in Russian: «posobie» is «пособие»."""
    for latin, russian in _SOUNDS:
        text = text.replace(latin, russian)
    return text


def readings(text: str) -> list[str]:
    """Ways to read a folded text: as typed, and where it is Latin, on the other layout and by sound."""
    if not _LATIN.search(text):
        return [text]
    aloud = sounded(text)
    return [text, repaired(text), aloud, _ENDS_HARD.sub("ть", aloud)]


def chunks(text: str) -> list[list[list[str]]]:
    """The typed words of a folded text in order, each with its possible readings, each reading a list of words."""
    return [_word_readings(piece) for piece in text.split()[:MOST_WORDS]]


def _word_readings(piece: str) -> list[list[str]]:
    if not _LATIN.search(piece):
        return [words(piece)]
    if _CYRILLIC.search(piece):
        return [words(piece.translate(_LOOK_ALIKE)), words(piece)]
    edges = piece.strip("\"'.,;:!?()[]{}<>")
    return [words(reading) for reading in dict.fromkeys([piece, repaired(piece), repaired(edges), sounded(edges)])]


def readings_of(piece: str) -> list[str]:
    """Ways to read one folded piece without spaces, signs kept. Of a Latin one always LATIN_READINGS: as typed, on
    the other layout, the same with signs at the end meant as signs, by sound, by sound with a soft end.
    """
    if not _LATIN.search(piece):
        return [piece]
    if _CYRILLIC.search(piece):
        return [piece.translate(_LOOK_ALIKE), piece]
    edges = piece.rstrip("\"'.,;:!?()[]{}<>")
    signs, aloud = piece[len(edges) :], sounded(edges)
    return [piece, repaired(piece), repaired(edges) + signs, aloud + signs, _ENDS_HARD.sub("ть", aloud) + signs]


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The stem of one folded word; words that carry no meaning have an empty stem."""
    if word in _SILENT:
        return ""
    return _FLEETING.sub("", _stemmer.stemWord(word[:40]))


def stems(text: str) -> list[str]:
    """The stems of a text of ours (a title, a phrase): Cyrillic as written, silent words left out, in order."""
    return [found for word in words(fold(text)) if (found := stem(word))]
