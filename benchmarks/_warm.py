"""What a process of `kills.py` has loaded before it starts: libraries and word lists, no thread."""

import _killing
import genai_prices.data
import openai.resources.chat
import xlsxwriter

import creative_agents.delivery.folder
import creative_agents.rules
from creative_agents.brands.loader import load_brand
from creative_agents.llm.language import identify
from creative_agents.policies import check, check_deck

LOADED = (
    _killing,
    check,
    check_deck,
    creative_agents.delivery.folder,
    creative_agents.rules,
    genai_prices.data,
    openai.resources.chat,
    xlsxwriter,
)

identify("A language is told by a model that is unpacked once.")
load_brand(_killing.EXAMPLES / "brands" / "larkwick")
