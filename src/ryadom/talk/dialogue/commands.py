"""Words that mean the same wherever one is: a person, enough, I do not know, why, again, back. Pure Python."""
# ruff: noqa: E501  A pattern stands on one line: broken in two it hides what it does not match.

import re

from ryadom.talk.dialogue.slips import nearest
from ryadom.talk.letters import fold, words

PERSON, STOP, SKIP, WHY, AGAIN, BACK, GO_ON, MENU, THANKS, HELLO, CALL_BACK, STATUS, COMPLAINT, YES, NO, CHANGE, HELP, ENGLISH, RUSSIAN, WAY = (
    "person", "stop", "skip", "why", "again", "back", "go_on", "menu", "thanks", "hello", "call_back", "status",
    "complaint", "yes", "no", "change", "help", "english", "russian", "way",
)  # fmt: skip

_WORDS = {
    PERSON: r"(?:(?:я )?(?:хочу|можно|нужен|нужна|позови(?:те)?|дай(?:те)?|соедини(?:те)?|переключи(?:те)?|свяжи(?:те)?"
    r"|пригласи(?:те)?) )?(?:мне |меня )?(?:поговорить )?(?:с |со |на )?(?:живо\w+ )?(?:челове\w+|оператор\w*"
    r"|специалист\w*|сотрудник\w*|куратор\w*|консультант\w*|соцработник\w*)(?: пожалуйста| дайте| позовите| нужен)?"
    r"|есть (?:тут |здесь )?(?:живые|кто живой|кто нибудь живой)(?: люди)?|живой человек",
    STOP: r"(?:стоп|отмена|отмени(?:ть|те)?|хватит|прекрати(?:те)?|не надо|не нужно|забудь(?:те)?|передумал[аи]?|отбой)"
    r"(?: это| пожалуйста| вопросов| спасибо)?",
    SKIP: r"(?:я )?(?:не знаю|не помню|пропусти(?:ть|те)?|незнаю|хз|затрудняюсь(?: ответить)?|дальше|без понятия"
    r"|не хочу (?:отвечать|говорить)|не скажу)(?: этого| точно| это| пока)?",
    WHY: r"(?:а )?(?:почему|зачем|для чего|с чего)(?: это| вы| вам| тебе| я| мне| такое| это вам| так| нет| нельзя| да)*"
    r"(?: спрашива\w+| знать| надо| нужно| отвечать| положено| не положено| отказ\w*| решили| вопрос\w*)*",
    AGAIN: r"(?:повтори(?:те)?|еще раз|что вы сказали|что|не понял[аи]?|не поняла вопрос|непонятно|как это|не ясно|а)"
    r"(?: пожалуйста| вопрос| еще раз)*",
    BACK: r"(?:назад|вернись|верни(?:те)?(?:сь|ть)?|обратно|на шаг назад|предыдущ\w+)(?: к вопросу| вопрос| пожалуйста)?",
    GO_ON: r"(?:продолжи(?:ть|м|те)|давай(?:те)? (?:дальше|продолжим)|я вернул\w+|на чем (?:мы )?остановились)",
    MENU: r"(?:меню|сначала|заново|начать (?:сначала|заново)|начнем (?:сначала|заново)|начни (?:сначала|заново)|что ты умеешь|что вы умеете|start)",
    THANKS: r"(?:спасибо|благодарю|пасиб\w*|спс|большое спасибо|спасибо большое|спасибо вам|все понятно спасибо|понятно спасибо)",
    HELLO: r"(?:здравствуй(?:те)?|привет\w*|добр(?:ый|ое|ого) (?:день|утро|вечер|дня)|салам|доброго времени суток)",
    CALL_BACK: r"(?:пере|по)?звоните(?: мне)?(?: пожалуйста| завтра| сегодня| утром| вечером)*|(?:закажите|закажу|хочу|нужен) (?:обратный )?звонок|обратный звонок",
    STATUS: r"(?:статус|где|что с|как|что там с)(?: \w+)? (?:мое|моим|мои|моего|моя|моей)? ?(?:заявлени\w+|дел\w+)|статус|(?:когда|будет) ответ по заявлению",
    COMPLAINT: r"(?:хочу )?(?:по)?жаловаться|(?:хочу )?пожаловаться|жалоба|подать жалобу|обжалова\w+|обращение|(?:хочу )?подать обращение",
    YES: r"(?:да|ага|угу|верно|правильно|точно|конечно|так|именно|все верно|да верно|ок|хорошо|давай(?:те)?|согласен|согласна)",
    NO: r"(?:нет|неа|не|неверно|неправильно|не так|не верно|нет спасибо|не согласен|не согласна)",
    HELP: r"(?:помощь|хелп|справка|команды|подсказка|как (?:тут|здесь|с вами|с тобой) (?:писать|работать|пользоваться|разговаривать))",
    ENGLISH: r"(?:(?:можно |давайте )?(?:по английски|на английском)|английский(?: язык)?|(?:in |speak |switch to )?english(?: please)?)",
    RUSSIAN: r"(?:(?:можно |давайте )?(?:по русски|на русском)|русский(?: язык)?|(?:in |speak |switch to )?russian(?: please)?)",
    WAY: r"(?:покажи(?:те)? |показать |мой |где мой )?(?:путь|шаги|маршрут)(?: по шагам)?|что делать по шагам|steps|(?:show )?(?:me )?(?:my |the )?(?:steps|path)",
    CHANGE: r"(?:исправ\w+|измени(?:ть|те)?|поменя\w+|ошиб\w+|я ошиб\w+|неправильно ответил\w*)(?: ответ\w*| это)?",
}  # fmt: skip
_ENGLISH = {
    PERSON: r"(?:please |a |an |the |i want |i need |give me |get me |call |talk to |speak to )*(?:human|person|operator|agent|real person|live person|someone real)(?: please)?",
    STOP: r"(?:cancel|stop|enough|never mind|nevermind|quit|forget it)(?: it| this| please)?",
    SKIP: r"(?:skip|next|pass|i do not know|i don t know|dont know|no idea|not sure|i would rather not say)(?: it| this| please| question)*",
    WHY: r"(?:why|what for)(?: do you (?:ask|need(?: this| it| to know)?)| is that| not)?",
    AGAIN: r"(?:repeat|again|say again|say it again|what|pardon|sorry|i did not understand|i don t understand|once more)(?: that| please| it)?",
    BACK: r"(?:back|go back|previous|step back|one step back)(?: please)?",
    GO_ON: r"(?:continue|go on|carry on|i am back|i m back|let s continue|resume)",
    MENU: r"(?:menu|start over|start again|restart|from the beginning|what can you do)",
    THANKS: r"(?:thanks|thank you|thank you very much|many thanks|thx|cheers)",
    HELLO: r"(?:hello|hi|hey|good (?:morning|day|afternoon|evening))(?: there)?",
    CALL_BACK: r"(?:call me|call me back|call back|please call me|please call me back|ring me)(?: please| later)?",
    STATUS: r"(?:status|my application|where is my application|application status|status of my application)",
    COMPLAINT: r"(?:complaint|complain|appeal|i want to complain|make a complaint)",
    YES: r"(?:yes|yeah|yep|right|correct|that s right|sure|ok|okay)",
    NO: r"(?:no|nope|wrong|not right|that s wrong)",
    CHANGE: r"(?:change|edit|fix|change answer|fix it|i made a mistake|correct (?:it|that|my answer)|change (?:it|my answer|an answer))",
    HELP: r"(?:help|help me|commands)(?: please)?",
}  # fmt: skip
_PATTERNS = {
    name: re.compile(f"{pattern}|{_ENGLISH[name]}" if name in _ENGLISH else pattern) for name, pattern in _WORDS.items()
}
# Words in which a slip is forgiven, and no other command or answer is meant by one.
_SLIPPED = {
    **dict.fromkeys(("отмена", "отменить", "отмени", "хватит", "cancel", "enough"), STOP),
    **dict.fromkeys(("назад", "обратно", "вернись", "back", "previous"), BACK),
    **dict.fromkeys(("повтори", "повторите", "повторить", "repeat", "again"), AGAIN),
    **dict.fromkeys(("заново", "сначала", "меню", "menu", "restart", "start over"), MENU),
    **dict.fromkeys(("пропустить", "пропусти", "не знаю", "не помню", "skip"), SKIP),
    **dict.fromkeys(("исправить", "исправь", "изменить", "change"), CHANGE),
    **dict.fromkeys(("человек", "человека", "оператор", "оператора", "позвать человека", "позовите человека", "human",
                     "person", "operator"), PERSON),
    **dict.fromkeys(("помощь", "справка", "команды", "help"), HELP),
    **dict.fromkeys(("почему", "зачем"), WHY),
    **dict.fromkeys(("спасибо", "thanks", "thank you"), THANKS),
    **dict.fromkeys(("здравствуйте", "привет", "hello"), HELLO),
    **dict.fromkeys(("продолжить", "продолжим", "continue"), GO_ON),
    **dict.fromkeys(("перезвоните", "перезвоните мне", "call me back"), CALL_BACK),
    **dict.fromkeys(("английский", "english"), ENGLISH),
    **dict.fromkeys(("русский", "russian"), RUSSIAN),
}  # fmt: skip
_EVERYWHERE = frozenset(
    {"ok", "okay", "menu", "start", "restart", "stop", "status", "hi", "hey", "thx", "next", "pass"}
)
MOST_SLIPPED = 2  # words: a longer sentence is understood, not corrected
_NO_COMMA = re.compile(r"\s*(?:ой|ну|простите)?[ ,]*нет\s*[,.!—–-]", re.IGNORECASE)  # «нет детей» is no correction
_CORRECTS = re.compile(r"(?:ой |ну |то есть |простите |извините )*(?:не так|неверно|точнее|вернее|ошиб\w+|исправ\w+)\b")


def plain(text: str) -> str:
    """The words alone, small: «Позовите человека!» as «позовите человека»."""
    return " ".join(words(fold(text)))


def command(text: str) -> str:
    """The command that the whole of a short sentence is; "" where it is none."""
    said = plain(text)
    if not said or len(said) > 60:
        return ""
    exact = next((name for name, pattern in _PATTERNS.items() if pattern.fullmatch(said)), "")
    return exact or (nearest(said, _SLIPPED) if len(said.split()) <= MOST_SLIPPED else "")


def english_command(text: str) -> bool:
    """Whether it is a command in English, and no word that is the same in chats of every language."""
    said = plain(text)
    return said not in _EVERYWHERE and any(re.fullmatch(pattern, said) for pattern in _ENGLISH.values())


def corrects(text: str) -> bool:
    """Whether a sentence begins as a correction: «нет, детей двое»."""
    return bool(_NO_COMMA.match(text) or _CORRECTS.match(plain(text)))
