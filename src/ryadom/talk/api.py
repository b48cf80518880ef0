"""The door of talk: understand a sentence, lead a conversation, one question at a time."""

from ryadom.talk.actions import (
    KEPT,
    ConversationLost,
    Owner,
    adopt,
    answer,
    ask_more,
    choose_for_whom,
    choose_situation,
    dont_know,
    forget,
    go_back,
    prefill,
    purge_expired,
    reopen_household,
    see_results,
    skip_household,
    start,
    tell_children,
    tell_who,
)
from ryadom.talk.answers import Given
from ryadom.talk.crisis import Danger, Hotline, danger_in
from ryadom.talk.dialogue.shapes import QueuePlace
from ryadom.talk.dialogue.shapes import Survey as ThreadSurvey
from ryadom.talk.dialogue.summing import Summary, ToldFact
from ryadom.talk.hearing.ear import Ear
from ryadom.talk.hearing.shapes import Guess, Hearing, SaidFact
from ryadom.talk.household import (
    APPLICANT,
    BadAnswer,
    ChildTold,
    Household,
    Member,
    Who,
    read_children,
    read_who,
)
from ryadom.talk.introducing import MembersUnclear, Unknown, introduce
from ryadom.talk.letters import LONGEST_TEXT
from ryadom.talk.library import Situation, ear, hotlines, situations
from ryadom.talk.models import ForWhom
from ryadom.talk.prefilling import prefill_from_people
from ryadom.talk.queries import (
    Heard,
    Reading,
    Told,
    View,
    hear,
    latest,
    next_step,
    question_about,
    read,
    told,
    view,
)
from ryadom.talk.steps import (
    MOST_QUESTIONS,
    Asked,
    ForWhomStep,
    HouseholdStep,
    QuestionStep,
    ResultsStep,
    SituationStep,
    Step,
)
from ryadom.talk.telling import ToldMeasure, Why, grouped, tell, together, total
from ryadom.talk.threads.errors import NotAnswering, NothingSaid, TakenByAnother, ThreadError, ThreadMissing
from ryadom.talk.threads.joining import linked
from ryadom.talk.threads.pages import to_pages
from ryadom.talk.threads.papers import NotWanted, register_beside
from ryadom.talk.threads.papers import bring as bring_to_thread
from ryadom.talk.threads.papers import wanted as file_wanted
from ryadom.talk.threads.queries import answered_by, of_address, replay, thread, threads_of, to_review, waiting
from ryadom.talk.threads.queries import many as threads
from ryadom.talk.threads.receiving import receive
from ryadom.talk.threads.shapes import SaidView, ThreadLine, ThreadView
from ryadom.talk.threads.staff import (
    close_thread,
    escalate,
    give_back,
    may_answer,
    reviewed,
    say_as_staff,
    take_over,
    write_first,
)
from ryadom.talk.threads.ways import NoSuchWay, Ways, go_on_by, ways
from ryadom.talk.threads.worlds import register_queue, register_survey
from ryadom.talk.understanding import Choice

__all__ = [
    "APPLICANT",
    "KEPT",
    "LONGEST_TEXT",
    "MOST_QUESTIONS",
    "Asked",
    "BadAnswer",
    "ChildTold",
    "Choice",
    "ConversationLost",
    "Danger",
    "Ear",
    "ForWhom",
    "ForWhomStep",
    "Given",
    "Guess",
    "Heard",
    "Hearing",
    "Hotline",
    "Household",
    "HouseholdStep",
    "Member",
    "MembersUnclear",
    "NoSuchWay",
    "NotAnswering",
    "NotWanted",
    "NothingSaid",
    "Owner",
    "QuestionStep",
    "QueuePlace",
    "Reading",
    "ResultsStep",
    "SaidFact",
    "SaidView",
    "Situation",
    "SituationStep",
    "Step",
    "Summary",
    "TakenByAnother",
    "ThreadError",
    "ThreadLine",
    "ThreadMissing",
    "ThreadSurvey",
    "ThreadView",
    "Told",
    "ToldFact",
    "ToldMeasure",
    "Unknown",
    "View",
    "Ways",
    "Who",
    "Why",
    "adopt",
    "answer",
    "answered_by",
    "ask_more",
    "bring_to_thread",
    "choose_for_whom",
    "choose_situation",
    "close_thread",
    "danger_in",
    "dont_know",
    "ear",
    "escalate",
    "file_wanted",
    "forget",
    "give_back",
    "go_back",
    "go_on_by",
    "grouped",
    "hear",
    "hotlines",
    "introduce",
    "latest",
    "linked",
    "may_answer",
    "next_step",
    "of_address",
    "prefill",
    "prefill_from_people",
    "purge_expired",
    "question_about",
    "read",
    "read_children",
    "read_who",
    "receive",
    "register_beside",
    "register_queue",
    "register_survey",
    "reopen_household",
    "replay",
    "reviewed",
    "say_as_staff",
    "see_results",
    "situations",
    "skip_household",
    "start",
    "take_over",
    "tell",
    "tell_children",
    "tell_who",
    "thread",
    "threads",
    "threads_of",
    "to_pages",
    "to_review",
    "together",
    "told",
    "total",
    "view",
    "waiting",
    "ways",
    "write_first",
]
