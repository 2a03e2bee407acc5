"""Rules as data, in the public style format of Vale, and the engine that runs them.

The room knows no brand, no channel's file and no model: rules come from packs (folders of
YAML), texts from whoever asks, and what is found is a `Finding` with its exact place.
"""

from creative_agents.rules.baseline import Baseline, fingerprint, read_baseline, write_baseline
from creative_agents.rules.checked import Checked
from creative_agents.rules.config import Config
from creative_agents.rules.config_loader import load_config
from creative_agents.rules.fixes import apply_fixes
from creative_agents.rules.loading import load_packs, pack_names
from creative_agents.rules.patterns.clock import Bounds
from creative_agents.rules.positions import Position, position
from creative_agents.rules.ruleset import Ruleset
from creative_agents.rules.situation import Situation
from creative_agents.rules.suppressions import Suppression, read_suppressions, suppress

__all__ = [
    "Baseline",
    "Bounds",
    "Checked",
    "Config",
    "Position",
    "Ruleset",
    "Situation",
    "Suppression",
    "apply_fixes",
    "fingerprint",
    "load_config",
    "load_packs",
    "pack_names",
    "position",
    "read_baseline",
    "read_suppressions",
    "suppress",
    "write_baseline",
]
