"""House style as a check: finds the language of offices in a text and says what to write instead.

The reasons and the manner are in docs/words.md, whose table a test keeps equal to the list here. What stands in
«кавычках» is somebody else's words (a title of a law, a button) and is left alone.
"""

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Rule:
    """``shown``: how the list names it; ``pattern``: what is looked for; ``resident_only``: staff may read it."""

    shown: str
    instead: str
    pattern: str
    resident_only: bool = False


@dataclass(frozen=True)
class Found:
    """``text`` as it stands at offset ``at``; ``instead``: what to write."""

    text: str
    instead: str
    at: int

    def __str__(self) -> str:
        return f"«{self.text}»: лучше {self.instead}"


RULES: Final = (
    Rule("осуществлять", "назовите само действие: платим, помогаем", r"осуществ(?:ля|л|ит)\w*"),
    Rule("производится (выплата)", "платим, перечислим", r"производ(?:ится|ятся|ить|им)\b"),
    Rule("является", "«это» или тире", r"явля(?:ется|ются|лся|лась|ться)"),
    Rule("данный", "этот", r"данн(?:ый|ая|ое|ого|ой|ому|ую|ым|ом)\b"),
    Rule(
        "вышеуказанный, нижеследующий",
        "назовите ещё раз",
        r"(?:выше|ниже)(?:указан|изложен|перечислен|следующ|назван)\w*",
    ),
    Rule("надлежащий", "какой именно", r"надлежащ\w*"),
    Rule("в целях", "чтобы", r"в целях\b"),
    Rule("в связи с тем, что", "потому что", r"в связи с тем,? что"),
    Rule("в соответствии с", "по", r"в соответствии со?\b"),
    Rule("согласно", "по", r"согласно\b"),
    Rule("посредством", "через, с помощью", r"посредством\b"),
    Rule("в случае если", "если", r"в случае,? (?:если|когда)\b"),
    Rule("при наличии", "если есть", r"при наличии\b"),
    Rule("при отсутствии", "если нет", r"при отсутствии\b"),
    Rule("отсутствует", "нет", r"отсутству(?:ет|ют|ющ\w*)"),
    Rule("по истечении", "через", r"по истечении\b"),
    Rule("не позднее", "до", r"не позднее\b"),
    Rule("во избежание", "чтобы не", r"во избежание\b"),
    Rule("ввиду, вследствие", "из-за", r"(?:ввиду|вследствие)\b"),
    Rule("касательно", "о", r"касательно\b"),
    Rule("необходимо", "нужно", r"необходим[ао]?\b"),
    Rule("предоставить", "дать, принести, показать", r"предостав(?:ить|ьте|лять|ление|ления|ляет\w*|ляют\w*|им)\b"),
    Rule("уведомляем, информируем", "сообщаем или сразу новость", r"(?:уведомля|проинформир|информиру)\w*"),
    Rule("обращаем ваше внимание", "уберите, скажите сразу", r"обраща(?:ем|ю) (?:ваше )?внимание"),
    Rule("просим вас, просьба", "глагол: принесите, позвоните", r"просим вас\b|\bпросьба\b"),
    Rule("денежные средства", "деньги", r"денежн\w+ средств\w*"),
    Rule("физическое лицо", "человек", r"физическ\w+ лиц\w*"),
    Rule("транспортное средство", "машина", r"транспортн\w+ средств\w*", resident_only=True),
    Rule("жилое помещение", "жильё, квартира, дом", r"жил\w+ помещени\w*", resident_only=True),
    Rule("заявитель", "вы", r"заявител\w*", resident_only=True),
    Rule("получатель (услуги, выплаты)", "вы", r"получател\w+ (?:услуг|выплат|мер)\w*", resident_only=True),
    Rule("несовершеннолетний", "ребёнок", r"несовершеннолетн\w*", resident_only=True),
    Rule(
        "проживающий, по месту проживания", "живёте, где живёте", r"прожива(?:ющ\w*|ния|ет|ете)\b", resident_only=True
    ),
    Rule("документ, удостоверяющий личность", "паспорт", r"документ\w*,? удостоверяющ\w+ личность"),
    Rule("в установленном порядке", "скажите, в каком", r"в установленн\w+ (?:порядке|сроки|срок)"),
    Rule("имеет право на", "вам положено", r"име(?:ет|ете|ют) право на\b", resident_only=True),
    Rule("подлежит", "глагол: вернём, проверим", r"подлеж(?:ит|ат)\b"),
    Rule("оказание содействия", "помощь", r"содействи[еяю]\b"),
    Rule("приобретение", "купить, покупка", r"приобрет\w+", resident_only=True),
    Rule("иной", "другой", r"ин(?:ой|ая|ое|ые|ых|ого|ым|ыми)\b"),
    Rule("некорректный, невалидный", "скажите, как исправить", r"(?:некорректн|невалидн)\w*"),
    Rule("произошла ошибка", "скажите, что случилось и что делать", r"произошла ошибка|ошибка ввода"),
    Rule("нажмите сюда, кликните", "назовите действие в ссылке", r"нажмите (?:сюда|здесь)|кликн\w+"),
    Rule(
        "Вы с большой буквы",
        "вы",
        r"(?-i:(?<=[а-яё,;:)] )В(?:ы|ам|ас|ами|аш|аша|аше|аши|ашего|ашей|ашу|ашем|аших|ашим)\b)",
    ),
)
_COMPILED: Final = tuple((rule, re.compile(rf"(?<![\w-])(?:{rule.pattern})", re.IGNORECASE)) for rule in RULES)
_QUOTED: Final = re.compile(r"«[^«»]*»")


def officialese(text: str, *, staff: bool = False) -> list[Found]:
    """Every turn of office language with what to write instead; empty when a person wrote to a person.

    ``staff=True`` forgives the terms of the trade (заявитель, жилое помещение) that only colleagues read.
    """
    plain = _QUOTED.sub(lambda found: " " * len(found[0]), text)
    return sorted(
        (
            Found(hit[0], rule.instead, hit.start())
            for rule, pattern in _COMPILED
            if not (staff and rule.resident_only)
            for hit in pattern.finditer(plain)
        ),
        key=lambda found: found.at,
    )
