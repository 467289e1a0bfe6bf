"""The two forms of a config: the TOML that people write, and the JSON in the manifest.

Both are checked whole whenever they are read: a config that exists holds together.
"""

from typing import Final

import msgspec

from exam.config.checks import check_config
from exam.config.reading import read_record
from exam.config.selection import ExamConfig
from exam.config.source import Source
from exam.errors import ConfigError

LONGEST_CONFIG_BYTES: Final = 256 * 1024
LONGEST_ENCODED_BYTES: Final = 2 * 1024 * 1024
"""More than any config of `LONGEST_CONFIG_BYTES` needs with all defaults written out."""


def parse_config(raw: bytes, file: str) -> ExamConfig:
    """Read a selection's TOML and check that it holds together.

    Raises:
        ConfigError: names file and line, the key, what it says and what is allowed.

    """
    source, config = read_record(raw, file, ExamConfig, LONGEST_CONFIG_BYTES)
    check_config(config, source)
    return config


def encode_config(config: ExamConfig) -> bytes:
    """Write a config as the canonical JSON that the manifest carries."""
    return msgspec.json.encode(config, order="deterministic")


def decode_config(raw: bytes) -> ExamConfig:
    """Read and check what `encode_config` wrote; the bytes may come from anywhere.

    Raises:
        ConfigError: it is not a config of this version, or does not hold together.

    """
    if len(raw) > LONGEST_ENCODED_BYTES:
        raise ConfigError("config.manifest", problem="config.size")
    try:
        config = msgspec.json.decode(raw, type=ExamConfig)
        check_config(config, Source("", "", {}))
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise ConfigError("config.manifest", problem=type(error).__name__) from None
    except ConfigError as error:
        raise ConfigError("config.manifest", problem=error.code) from None
    return config
