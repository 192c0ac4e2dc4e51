"""The arrows as they are drawn in docs/architecture.md: who may import whom, and what must stay without which library."""

BOTTOM = {
    "config",
    "errors",
    "home",
    "labs",
    "objectives",
    "outcome",
    "quantities",
    "runtime",
    "sections",
    "whole_files",
}
BOTTOM_ARROWS = {
    ("config", "sections"),
    ("labs", "config"),
    ("labs", "sections"),
    ("config", "errors"),
    ("labs", "errors"),
    ("home", "errors"),
    ("runtime", "errors"),
}
PACKAGES = {"training", "evaluation", "inspection", "models", "data", "text", "runs"}
PACKAGE_ARROWS = {
    ("data", "text"),
    ("training", "data"),
    ("training", "models"),
    ("evaluation", "data"),
    ("inspection", "models"),
}
COMPOSITION = {
    "readers",
    "material",
    "ngram_path",
    "trained",
    "batch",
    "first_batch",
    "inside",
    "judging",
    "fitting",
    "experiment",
    "backtest",
    "estimation",
    "comparison",
    "corrected",
}
COMPOSITION_ARROWS = {
    ("material", "readers"),
    *(("trained", part) for part in ("readers", "ngram_path")),
    ("batch", "trained"),
    ("batch", "readers"),
    *(("first_batch", part) for part in ("readers", "material")),
    *(("inside", part) for part in ("readers", "material", "trained")),
    *(("judging", part) for part in ("readers", "material", "ngram_path", "trained")),
    *(("fitting", part) for part in ("readers", "material", "trained", "inside")),
    *(
        ("experiment", part)
        for part in ("readers", "material", "ngram_path", "trained", "inside", "judging", "fitting")
    ),
    *(("backtest", part) for part in ("material", "trained", "judging", "fitting")),
    *(("estimation", part) for part in ("readers", "material", "fitting")),
    ("comparison", "estimation"),
}
TOP = {"execution", "cli"}
TOP_ARROWS = {("cli", "execution"), ("__main__", "cli")}
WITHOUT = {
    "torch": (
        "lstm_core.config",
        "lstm_core.sections",
        "lstm_core.labs",
        "lstm_core.errors",
        "lstm_core.home",
        "lstm_core.runs",
        "lstm_core.estimation.estimate",
        "lstm_core.comparison",
        "lstm_core.inside.gate_sorts",
        "lstm_core.quantities",
        "lstm_core.text",
        "lstm_core.data.doctor",
        "lstm_core.data.front_padding",
        "lstm_core.data.kaggle",
        "lstm_core.data.number_sequences",
        "lstm_core.data.scaler",
        "lstm_core.data.series",
        "lstm_core.data.token_sequences",
        "lstm_core.data.uploads",
        "lstm_core.data.windows",
        "lstm_core.data.batch_order",
        "lstm_core.data.answered_file",
        "lstm_core.data.tables",
        "lstm_core.data.kept_texts",
        "lstm_core.evaluation.curve",
        "lstm_core.evaluation.forecast_metrics",
        "lstm_core.evaluation.forecast_outputs",
        "lstm_core.evaluation.interval",
        "lstm_core.evaluation.outlook",
        "lstm_core.evaluation.outputs",
        "lstm_core.evaluation.threshold",
        "lstm_core.evaluation.verdict",
        "lstm_core.execution.analyses",
        "lstm_core.evaluation.lessons",
        "lstm_core.evaluation.noise",
    ),
    "streamlit": (
        "lstm_core",
        "ui.charts",
        "ui.evaluation_charts",
        "ui.forecast_charts",
        "ui.html_report",
        "ui.reach_chart",
        "ui.compare.charts",
    ),
}
