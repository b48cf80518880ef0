"""A practice whose words make the topics of others harder to hear is refused; the changed phrases are named."""

from ryadom.talk.hearing.confusing import confusion
from ryadom.talk.hearing.ear import Ear
from ryadom.talk.hearing.judging import Held
from ryadom.talk.hearing.shapes import Topic

JOB = Topic("job_loss", "Потеря работы", ("меня уволили", "работы нет", "попал под сокращение"))
GAS = Topic("gas_equipment", "Газ", ("провести газ", "газовый котёл", "газификация дома"))
HELD = [
    Held("уволили с завода", ("job_loss",), single=True),
    Held("газ провести в дом", ("gas_equipment",), single=True),
]


def test_words_of_ones_own_topic_harm_nobody() -> None:
    card = Topic("card_lost", "Карта потеряна", ("потеряла карту", "карта украдена"))
    found = confusion(Ear((JOB, GAS)), Ear((JOB, GAS, card)), HELD)
    assert not found.spoils and found.changed == ()


def test_words_taken_from_another_topic_are_refused_with_the_phrases_they_changed() -> None:
    thief = Topic("student", "Учёба", ("уволили с завода", "меня с завода уволили", "уволили с завода мужа"))
    found = confusion(Ear((JOB, GAS)), Ear((JOB, GAS, thief)), HELD)
    assert found.spoils
    assert found.changed == (("уволили с завода", "job_loss", "student"),)
