import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from polling import eventually
from started import Answering

from lstm_core.errors import LabError
from lstm_core.execution import processes
from lstm_core.execution.inference import MOST_CHARACTERS, Inference
from lstm_core.home import Home

ROOT = Path(__file__).parents[2]


@pytest.fixture
def inference(answering: Answering) -> Inference:
    return answering.inference


def test_the_answers_are_those_of_the_model(answering: Answering):
    texts = ["The film was good", "?!", "bad bad unheard-of film in 2024 👍"]
    answers = answering.inference.predict("run-0", texts)
    for answer, expected in zip(answers, answering.classifiers[0].predict(texts), strict=True):
        if expected is None:
            assert answer is None
            continue
        assert answer is not None
        assert answer.probabilities == pytest.approx(dict(zip(("no", "yes"), expected.outputs, strict=True)))
        assert answer.predicted == ("no" if expected.outputs[0] > 0.5 else "yes")
        assert answer.probability == max(answer.probabilities.values())
        assert (answer.words, answer.read) == (expected.words, expected.read)


def test_an_answer_counts_the_known_words_among_those_that_were_read(inference: Inference):
    (answer,) = inference.predict("run-0", ["good good good the film er was"])
    assert answer is not None
    assert (answer.words, len(answer.read), answer.known) == (7, 5, 4)


def test_no_texts_have_no_answers(inference: Inference):
    assert inference.predict("run-0", []) == []


def test_more_runs_are_answered_than_models_are_kept(answering: Answering):
    def probabilities(number: int) -> list[float]:
        (answer,) = answering.inference.predict(f"run-{number}", ["the film was good"])
        assert answer is not None
        return list(answer.probabilities.values())

    for number in [*range(7), 0, 6]:
        (expected,) = answering.classifiers[number].predict(["the film was good"])
        assert expected is not None
        assert probabilities(number) == pytest.approx(expected.outputs)


def test_an_unknown_run_is_refused_and_the_next_question_answered(inference: Inference):
    with pytest.raises(LabError, match=r"^Run nobody has no trained model"):
        inference.predict("nobody", ["good"])
    assert inference.predict("run-1", ["good"])[0] is not None


def test_many_may_ask_at_once(inference: Inference):
    def ask(number: int) -> int:
        answers = inference.predict(f"run-{number % 3}", ["good film"] * number)
        return sum(answer is not None for answer in answers)

    with ThreadPoolExecutor(6) as threads:
        assert list(threads.map(ask, range(30))) == list(range(30))


def test_too_many_characters_are_refused_before_any_process_is_started(home: Home):
    refusing = Inference(home)
    with pytest.raises(LabError, match=r"too much at once: 5,000,001 characters, the most is 5,000,000\.$"):
        refusing.predict("run-0", ["a" * MOST_CHARACTERS, "b"])
    assert not home.logs.exists()
    refusing.close()


def test_a_model_without_its_weights_is_refused_in_a_sentence(inference: Inference):
    with pytest.raises(LabError, match=r"broken.*[Tt]rain it again\.$"):
        inference.predict("broken", ["good"])


def test_what_nobody_expected_is_refused_in_a_sentence_and_the_next_question_answered(inference: Inference):
    half_a_character = "\ud83d"
    with pytest.raises(LabError, match=r"could not be answered"):
        inference.predict("run-0", [half_a_character])
    assert inference.predict("run-0", ["good"])[0] is not None


def test_after_its_process_was_killed_the_next_question_is_answered(inference: Inference):
    assert inference.predict("run-0", ["good"])[0] is not None
    assert inference._asked._process
    inference._asked._process.kill()
    inference._asked._process.wait()
    assert inference.predict("run-0", ["good"])[0] is not None


def test_no_pipe_is_left_open_when_a_process_died_or_was_closed(home: Home, monkeypatch: pytest.MonkeyPatch):
    started = []

    def start_something_smaller(module: str, *arguments: str, **options: Any) -> "subprocess.Popen[bytes]":
        started.append(start("json.tool", **options))
        return started[-1]

    start = processes.start
    monkeypatch.setattr(processes, "start", start_something_smaller)
    asked = Inference(home)
    assert asked.ready() is False
    assert asked.ready() is True
    started[0].kill()
    eventually(lambda: started[0].poll() is not None)
    assert asked.ready() is False
    asked.close()
    pipes = [pipe for process in started for pipe in (process.stdin, process.stdout)]
    left_open = [pipe for pipe in pipes if not pipe.closed]
    for pipe in left_open:
        pipe.close()
    assert len(pipes) == 4
    assert left_open == []


IMPORTS = [
    "lstm_core.execution.supervisor",
    "lstm_core.execution.inference",
    "lstm_core.runs.store",
    "lstm_core.config",
    "lstm_core.labs",
    "lstm_core.data.catalog",
]


def test_the_web_server_needs_no_torch():
    code = f"import sys, {', '.join(IMPORTS)}; print('torch' in sys.modules, 'sklearn' in sys.modules)"
    printed = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert printed.stdout.split() == ["False", "False"]
