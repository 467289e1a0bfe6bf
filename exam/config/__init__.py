"""The language of one selection: its TOML as frozen records.

Unknown keys are refused by file, line and key; a config that exists has been checked whole.
"""

from exam.config.advice import Advice, warnings_of
from exam.config.fields import WHOLE
from exam.config.forms import decode_config, encode_config, parse_config
from exam.config.papers import (
    PAGE_MILLIMETRES,
    Limits,
    Margins,
    PaperSection,
    SlidesSection,
    TopicsSection,
)
from exam.config.pc_checks import PcCheckSection
from exam.config.people import (
    ApplicationsSection,
    ExamSection,
    Panelist,
    PanelSection,
    Post,
    RulesSection,
    StaffMember,
)
from exam.config.schema import config_schema
from exam.config.selection import ExamConfig
from exam.config.sittings import (
    Accommodation,
    CheckIn,
    Interruptions,
    InterviewDay,
    InterviewSection,
    Lateness,
    Sitting,
    SittingRules,
)
from exam.config.stages import (
    Criterion,
    DivergenceSection,
    GoesOn,
    Recommendation,
    ResultSection,
    Stage,
)
from exam.config.topics import Topic, parse_topics
from exam.config.writing import Writing

__all__ = [
    "PAGE_MILLIMETRES",
    "WHOLE",
    "Accommodation",
    "Advice",
    "ApplicationsSection",
    "CheckIn",
    "Criterion",
    "DivergenceSection",
    "ExamConfig",
    "ExamSection",
    "GoesOn",
    "Interruptions",
    "InterviewDay",
    "InterviewSection",
    "Lateness",
    "Limits",
    "Margins",
    "PanelSection",
    "Panelist",
    "PaperSection",
    "PcCheckSection",
    "Post",
    "Recommendation",
    "ResultSection",
    "RulesSection",
    "Sitting",
    "SittingRules",
    "SlidesSection",
    "StaffMember",
    "Stage",
    "Topic",
    "TopicsSection",
    "Writing",
    "config_schema",
    "decode_config",
    "encode_config",
    "parse_config",
    "parse_topics",
    "warnings_of",
]
