"""Danger is heard before anything else, and a lost paper is not a lost child."""

import pytest

from ryadom.talk.crisis import Danger, danger_in

SUICIDE = """
я больше не хочу жить
не хочу жить
жить не хочется
думаю покончить с собой
хочу умереть
нет смысла жить
устала жить помогите
сын говорит что повесится
дочь режет себе вены
собираюсь наглотаться таблеток
наложить на себя руки
не вижу смысла в жизни
не хочу жить в этом мире
сил нет жить
НЕ ХОЧУ ЖИТЬ!!!
yt [jxe ;bnm
ne hochu zhit
""".strip().splitlines()

VIOLENCE = """
муж бьет меня и детей
муж бьёт
меня избил сожитель
отчим поднимает руку на маму
сын угрожает убить
бывший муж угрожает мне
домашнее насилие куда обратиться
ребенка бьют в школе
меня избивают дома
боюсь мужа куда уйти с детьми
боюсь идти домой
побои сняли что дальше
ve; ,mtn
muzh izbil menya
травля в школе
""".strip().splitlines()

LOST = """
пропал ребенок
у меня пропала дочь
ребенок потерялся
ребёнок не вернулся из школы
сын ушел из дома
не могу найти ребенка
внук пропал вчера
дочь 12 лет сбежала
потеряла ребенка в магазине
мальчик не пришел домой
""".strip().splitlines()

CALM = """
пропал паспорт ребенка
потеряла свидетельство о рождении ребенка
не хочу жить с мужем как оформить развод
не хочу жить в общежитии хочу квартиру
выплаты на детей не пришли
пособие на ребенка не пришло
сын не работает
ребенок потерял полис
ребенок потерял аппетит
умер муж какие выплаты
муж погиб на сво
родила ребенка что положено
не на что жить
как жить на одну пенсию
убить тараканов
компенсация за газ
мама живет одна
дети идут в школу
не могу найти детский сад
разбил машину
умерла бабушка
живу с детьми одна
не хватает денег на жизнь
где жить многодетной семье
не могу найти работу
выбил зуб нужно протезирование
сын служит
деньги не пришли ребенок болеет
не дают место в садике ребенку 3 года
""".strip().splitlines()


@pytest.mark.parametrize("sentence", SUICIDE)
def test_hears_that_someone_does_not_want_to_live(sentence: str) -> None:
    assert danger_in(sentence) is Danger.SUICIDE


@pytest.mark.parametrize("sentence", VIOLENCE)
def test_hears_violence(sentence: str) -> None:
    assert danger_in(sentence) is Danger.VIOLENCE


@pytest.mark.parametrize("sentence", LOST)
def test_hears_that_a_child_is_lost(sentence: str) -> None:
    assert danger_in(sentence) is Danger.LOST_CHILD


@pytest.mark.parametrize("sentence", CALM)
def test_stays_calm_over_papers_money_and_ordinary_grief(sentence: str) -> None:
    assert danger_in(sentence) is None


def test_punctuation_case_and_invisible_signs_hide_nothing() -> None:
    assert danger_in("М​уж,  БЬЁТ!!! меня 😭") is Danger.VIOLENCE
