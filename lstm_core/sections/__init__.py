"""The three parts of a run's configuration. Title, help, limits and default of every setting are said here and nowhere else."""

from lstm_core.sections.data import DataConfig
from lstm_core.sections.model import ModelConfig
from lstm_core.sections.setting import Section
from lstm_core.sections.training import TrainingConfig

__all__ = ["DataConfig", "ModelConfig", "Section", "TrainingConfig"]
