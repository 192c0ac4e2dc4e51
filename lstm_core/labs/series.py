"""Labs that forecast a series, in 32 bits: of a number, bf16 keeps not quite three digits."""

from lstm_core.config import DataConfig, ModelConfig, RunConfig, TrainingConfig
from lstm_core.labs.lab import EpochFigures, Lab, Record


def _losses(title: str, *losses: float) -> Record:
    """The training loss after every tenth epoch."""
    return Record(title, tuple(EpochFigures(10 * n, training_loss=loss) for n, loss in enumerate(losses, 1)))


SINE = Lab(
    "sine",
    "Forecast a sine wave",
    "From the last 50 values of a wave to the next one, all windows in one step, fifty times.",
    RunConfig(
        data=DataConfig(data_set="sine", window=50, horizon=1, scaling="none", validation_share=0.0, test_share=0.35),
        model=ModelConfig(hidden_size=50, pooling="last", dropout=0.0, forget_bias=0.0),
        training=TrainingConfig(
            epochs=50, batch_size=0, learning_rate=0.01, schedule="constant", clip_norm=0.0, precision="fp32"
        ),
    ),
    group="classroom",
    look_for=(
        "The loss falls below 0.001 within thirty steps: one step ahead looks solved.",
        "Then the forecast is fed with its own answers (free-running). Small errors add up, and the wave drifts out of time.",
        "Two numbers beat the network: a linear fit of the last two values has no error at all, because "
        "y[t] = 2 cos(dx) y[t-1] - y[t-2] holds exactly.",
    ),
    theirs=(
        _losses("The record", 0.0386, 0.0055, 0.0008, 0.0003, 0.0003),
        _losses("A second run", 0.0367, 0.0053, 0.0017, 0.0006, 0.0003),
    ),
)

SINE_TUNED = Lab(
    "sine-tuned",
    "Sine wave, tuned",
    "The same wave in small steps with a learning rate that falls to nothing: accurate enough to run free for periods on end.",
    RunConfig(
        data=DataConfig(
            data_set="sine", window=50, horizon=1, scaling="standard", validation_share=0.1, test_share=0.35
        ),
        model=ModelConfig(hidden_size=50, pooling="last", dropout=0.0),
        training=TrainingConfig(epochs=60, batch_size=32, learning_rate=0.01, precision="fp32"),
    ),
    group="good practice",
    variant_of="sine",
    look_for=(
        "Small batches make 20 steps of every epoch where the classroom makes one.",
        "The free-running forecast stays in time for five periods, the whole test part: at the end it is late by a fraction of a point.",
    ),
)

SUNSPOTS = Lab(
    "sunspots",
    "Sunspots",
    "Three centuries of sunspots, one mean a year. The cycle takes about eleven years, and never the same.",
    RunConfig(
        data=DataConfig(data_set="sunspots", window=22, horizon=1, validation_share=0.1, test_share=0.2),
        model=ModelConfig(hidden_size=64, pooling="last", dropout=0.0),
        training=TrainingConfig(epochs=25, batch_size=16, learning_rate=0.005, precision="fp32"),
    ),
    look_for=(
        "A MASE below 1: better than saying what was eleven years ago.",
        "Two numbers again, a linear fit of the last two years, are hard to beat: 200 years are few for a network.",
    ),
)

CO2 = Lab(
    "co2",
    "CO₂ in the air",
    "Carbon dioxide above Mauna Loa, month by month: a yearly wave on a line that rises beyond everything the network was shown. "
    "So it reads the steps from month to month, which stay what they were.",
    RunConfig(
        data=DataConfig(
            data_set="co2", window=36, horizon=1, scaling="differences", validation_share=0.1, test_share=0.2
        ),
        model=ModelConfig(hidden_size=32, pooling="last", dropout=0.0),
        training=TrainingConfig(epochs=60, batch_size=16, learning_rate=0.005, precision="fp32"),
    ),
    look_for=(
        "The test part lies above every value of the training part, and the forecast keeps rising with it, eight years on its own.",
        "The best simple rule adds last year's growth to last year's month. The network is off by less.",
        "Set the scaling to “standard”: the network then answers as if the air of 1990 were still there, and is off by 5 ppm.",
    ),
)

CLASSROOM = (SINE, SINE_TUNED)
MORE = (SUNSPOTS, CO2)
