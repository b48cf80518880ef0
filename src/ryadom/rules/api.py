"""The door of rules: what a family is entitled to, and why. Frozen values only."""

from ryadom.feel import Compared
from ryadom.packs.api import PracticeErrors, Text
from ryadom.rules.answers import answer, gains
from ryadom.rules.book import CompiledCriterion, FactKind, Measure, Rulebook
from ryadom.rules.books import book_at, region_file, rulebook, status_quo
from ryadom.rules.checks import Fault, faults_of
from ryadom.rules.checks import of_measure as check_measure
from ryadom.rules.coverage import cover_of, may_earn
from ryadom.rules.drafts import (
    AlreadyDrafted,
    BadDraft,
    CaseRun,
    CastFamily,
    Difference,
    Draft,
    DraftChanged,
    DraftProblem,
    Reading,
    Tried,
    Word,
)
from ryadom.rules.entries import (
    Act,
    AlreadySettled,
    BadOffer,
    EntryRefused,
    EntryView,
    NoEntry,
    NotYours,
    Offer,
    Problem,
)
from ryadom.rules.everyone.deciding import Everyone
from ryadom.rules.facts import PROVED, Cover, FactRef, FactValue, Family, Person, Record, window_key, window_of
from ryadom.rules.facts_file import family_of as family_from_document
from ryadom.rules.facts_file import read_families
from ryadom.rules.gains import Worth
from ryadom.rules.kinds import ParameterValue
from ryadom.rules.laying import OwnMeasure, lay_measures, not_understood
from ryadom.rules.outcomes import (
    Amount,
    Answers,
    CriterionAnswer,
    Distance,
    Left,
    MeasureAnswer,
    Missed,
    NearMiss,
    NextDate,
    NotYetUntil,
    Outcome,
    Question,
    State,
)
from ryadom.rules.ownvalues import (
    act_problems,
    approve_value,
    enter_value,
    give_back_value,
    parameter_rows,
    take_back_value,
    value_entries,
    value_entry,
    value_problems,
    value_said,
    values_waiting,
)
from ryadom.rules.parameters import Keys, Parameter
from ryadom.rules.questions import askable, question
from ryadom.rules.reciting import recited
from ryadom.rules.rendering import (
    amount_as_data,
    answers_as_data,
    criterion_as_data,
    measure_as_data,
    plain,
    question_as_data,
)
from ryadom.rules.runs.costs import counted as is_costed
from ryadom.rules.snapshots.commands import region_code, snapshot_commands
from ryadom.rules.snapshots.laying import Laying
from ryadom.rules.snapshots.manifest import Manifest as SnapshotManifest
from ryadom.rules.snapshots.store import FAMILIES_A_PART, Snapshot, SnapshotError, SnapshotWriter
from ryadom.rules.snapshots.store import About as SnapshotAbout
from ryadom.rules.snapshots.telling import taken_said
from ryadom.rules.terms import calendar_of, whole_number
from ryadom.rules.trying.effect import Effect, Families, GroupRow, MeasureRow, Moved
from ryadom.rules.trying.held import Held
from ryadom.rules.trying.imagining import can_imagine, imagine_population
from ryadom.rules.trying.reaching import Reached, reached_by
from ryadom.rules.trying.shelf import Shelf, Standing
from ryadom.rules.trying.workbench import Superseded, Workbench
from ryadom.rules.uses import measures_using
from ryadom.rules.whatif.brinks import cliffs_of
from ryadom.rules.whatif.comparison import Cliffs, Comparison
from ryadom.rules.whatif.door import (
    draft_of_scenario,
    offer_of_scenario,
    propose_scenario,
    read_saved_scenario,
    save_scenario,
    save_trial,
    saved_scenario,
    saved_scenarios,
    scenario_from_data,
    share_scenario,
    two_scenarios,
    withdraw_scenario,
)
from ryadom.rules.whatif.population import Population
from ryadom.rules.whatif.reading import read_scenario
from ryadom.rules.whatif.reading import scenario_of as scenario_from_document
from ryadom.rules.whatif.rendering import comparison_as_data
from ryadom.rules.whatif.running import Comparer
from ryadom.rules.whatif.running import compare as compare_scenario
from ryadom.rules.whatif.saved import NoScenario, SavedScenario, TwoScenarios
from ryadom.rules.whatif.scenario import Scenario
from ryadom.rules.whatif.sides import StatusQuo
from ryadom.rules.whatif.trial import Trial
from ryadom.rules.wording import numbers, shown
from ryadom.rules.writing import (
    approve_draft,
    begin_draft,
    cast_families,
    draft,
    draft_as_yaml,
    draft_tests_as_yaml,
    drafts,
    drafts_waiting,
    give_back_draft,
    has_own_measures,
    offer_draft,
    read_draft,
    read_rule,
    save_draft,
    take_back_draft,
    words_for_completion,
)

__all__ = [
    "FAMILIES_A_PART",
    "PROVED",
    "Act",
    "AlreadyDrafted",
    "AlreadySettled",
    "Amount",
    "Answers",
    "BadDraft",
    "BadOffer",
    "CaseRun",
    "CastFamily",
    "Cliffs",
    "Compared",
    "Comparer",
    "Comparison",
    "CompiledCriterion",
    "Cover",
    "CriterionAnswer",
    "Difference",
    "Distance",
    "Draft",
    "DraftChanged",
    "DraftProblem",
    "Effect",
    "EntryRefused",
    "EntryView",
    "Everyone",
    "FactKind",
    "FactRef",
    "FactValue",
    "Families",
    "Family",
    "Fault",
    "GroupRow",
    "Held",
    "Keys",
    "Laying",
    "Left",
    "Measure",
    "MeasureAnswer",
    "MeasureRow",
    "Missed",
    "Moved",
    "NearMiss",
    "NextDate",
    "NoEntry",
    "NoScenario",
    "NotYetUntil",
    "NotYours",
    "Offer",
    "Outcome",
    "OwnMeasure",
    "Parameter",
    "ParameterValue",
    "Person",
    "Population",
    "PracticeErrors",
    "Problem",
    "Question",
    "Reached",
    "Reading",
    "Record",
    "Rulebook",
    "SavedScenario",
    "Scenario",
    "Shelf",
    "Snapshot",
    "SnapshotAbout",
    "SnapshotError",
    "SnapshotManifest",
    "SnapshotWriter",
    "Standing",
    "State",
    "StatusQuo",
    "Superseded",
    "Text",
    "Trial",
    "Tried",
    "TwoScenarios",
    "Word",
    "Workbench",
    "Worth",
    "act_problems",
    "amount_as_data",
    "answer",
    "answers_as_data",
    "approve_draft",
    "approve_value",
    "askable",
    "begin_draft",
    "book_at",
    "calendar_of",
    "can_imagine",
    "cast_families",
    "check_measure",
    "cliffs_of",
    "compare_scenario",
    "comparison_as_data",
    "cover_of",
    "criterion_as_data",
    "draft",
    "draft_as_yaml",
    "draft_of_scenario",
    "draft_tests_as_yaml",
    "drafts",
    "drafts_waiting",
    "enter_value",
    "family_from_document",
    "faults_of",
    "gains",
    "give_back_draft",
    "give_back_value",
    "has_own_measures",
    "imagine_population",
    "is_costed",
    "lay_measures",
    "may_earn",
    "measure_as_data",
    "measures_using",
    "not_understood",
    "numbers",
    "offer_draft",
    "offer_of_scenario",
    "parameter_rows",
    "plain",
    "propose_scenario",
    "question",
    "question_as_data",
    "reached_by",
    "read_draft",
    "read_families",
    "read_rule",
    "read_saved_scenario",
    "read_scenario",
    "recited",
    "region_code",
    "region_file",
    "rulebook",
    "save_draft",
    "save_scenario",
    "save_trial",
    "saved_scenario",
    "saved_scenarios",
    "scenario_from_data",
    "scenario_from_document",
    "share_scenario",
    "shown",
    "snapshot_commands",
    "status_quo",
    "take_back_draft",
    "take_back_value",
    "taken_said",
    "two_scenarios",
    "value_entries",
    "value_entry",
    "value_problems",
    "value_said",
    "values_waiting",
    "whole_number",
    "window_key",
    "window_of",
    "withdraw_scenario",
    "words_for_completion",
]
