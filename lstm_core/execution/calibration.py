"""What a config costs on this machine: measured when it is asked for the first time, kept, and mended by what then happens."""

import logging
from collections.abc import Callable
from dataclasses import replace

import torch

from lstm_core import runtime
from lstm_core.config import RunConfig
from lstm_core.errors import LabError
from lstm_core.estimation.estimate import cost_key
from lstm_core.estimation.rehearsal import rehearse, resident_bytes
from lstm_core.home import Home
from lstm_core.runs.costs import Cost, CostStore
from lstm_core.runs.record import Status
from lstm_core.runs.store import RunStore

log = logging.getLogger(__name__)


class Calibration:
    """Of this process: to be made when it is ready to train, and has not trained yet."""

    def __init__(self, home: Home) -> None:
        self._home, self._base_bytes = home, resident_bytes()
        self._costs = CostStore(home.database)
        self.machine = f"{runtime.machine()}, PyTorch {torch.__version__}"
        self._costs.forget_other_machines(self.machine)

    def answer(self, interrupted: Callable[[], bool]) -> bool:
        """Measures what somebody waits for; false when nobody does."""
        asked = self._costs.asked()
        if asked:
            self._measured(*asked, interrupted)
        return bool(asked)

    def cost(self, config: RunConfig, interrupted: Callable[[], bool] = lambda: False) -> Cost | None:
        """Known or measured now; None when it was interrupted."""
        key = cost_key(config, self._home)
        return self._costs.find(key) or self._measured(key, config, interrupted)

    def learn_from(self, run_id: str, store: RunStore) -> None:
        """How long a whole training took says more than the few steps measured before it."""
        run = store.get(run_id)
        if run is None or run.status != Status.FINISHED:
            return
        key = cost_key(run.config, self._home)
        known = self._costs.find(key)
        if known and not known.problem:
            seconds = max(0.0, run.progress.seconds - known.once_seconds) / run.progress.epoch
            self._costs.keep(key, run.config, self.machine, replace(known, epoch_seconds=seconds))

    def _measured(self, key: str, config: RunConfig, interrupted: Callable[[], bool]) -> Cost | None:
        try:
            cost = rehearse(config, self._home, self._base_bytes, interrupted)
        except LabError as problem:
            cost = Cost(problem=str(problem))
        except Exception:
            log.exception("the cost of a config could not be measured")
            cost = Cost(problem="Time and memory could not be measured.")
        runtime.return_freed_memory()  # what was measured may have been large, and nothing may follow
        if cost:
            self._costs.keep(key, config, self.machine, cost)
        return cost
