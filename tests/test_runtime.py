import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from lstm_core import runtime
from lstm_core.errors import LabError
from lstm_core.runtime import Runtime

CPU = torch.device("cpu")
ROOT = Path(__file__).parents[1]


@pytest.fixture
def torch_settings() -> Iterator[None]:
    """Puts back what a test changes in torch."""
    threads = torch.get_num_threads()
    yield
    torch.set_num_threads(threads)
    torch.set_flush_denormal(True)


def test_cpu_and_fp32_are_taken_as_they_are():
    assert runtime.choose("cpu", "fp32") == Runtime(CPU, "fp32")


def test_bf16_is_taken_where_it_is_asked_for():
    assert runtime.choose("cpu", "bf16") == Runtime(CPU, "bf16")


def test_auto_takes_cuda_where_there_is_one():
    expected = "cuda" if torch.cuda.is_available() else "cpu"
    assert runtime.choose("auto", "fp32").device.type == expected


def test_auto_takes_the_precision_that_pays():
    assert runtime.choose("cpu", "auto").precision == ("bf16" if runtime.bf16_pays(CPU) else "fp32")


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is a CUDA device here")
def test_cuda_where_there_is_none_is_refused_with_a_way_on():
    with pytest.raises(LabError, match=r"training\.device: 'cuda'.*Take 'auto' or 'cpu'\."):
        runtime.choose("cuda", "auto")


@pytest.mark.parametrize(("precision", "expected"), [("fp32", torch.float32), ("bf16", torch.bfloat16)])
def test_the_precision_decides_in_how_many_bits_is_multiplied(precision: str, expected: torch.dtype):
    matrix = torch.ones(2, 2)
    with Runtime(CPU, precision).autocast():
        assert (matrix @ matrix).dtype == expected
    assert (matrix @ matrix).dtype == torch.float32


def test_the_facts_are_ready_for_json():
    facts = runtime.machine()
    assert json.loads(json.dumps(facts)) == facts
    assert set(facts) == {"device", "precision", "threads"}
    assert facts["threads"] == torch.get_num_threads()


@pytest.mark.usefixtures("torch_settings")
def test_a_prepared_process_takes_subnormal_numbers_for_nothing():
    tiny = torch.full((64,), 1e-30)
    torch.set_flush_denormal(False)
    assert (tiny * 1e-10 != 0).all()
    runtime.prepare_process()
    assert (tiny * 1e-10 == 0).all()


@pytest.mark.usefixtures("torch_settings")
def test_a_prepared_process_has_the_threads_it_was_given():
    before = torch.get_num_threads()
    runtime.prepare_process()
    assert torch.get_num_threads() == before
    runtime.prepare_process(threads=1)
    assert torch.get_num_threads() == 1


def test_on_cuda_32_bit_products_are_taken_in_tf32_and_said_to_be():
    runtime.prepare_process()
    assert torch.backends.cuda.matmul.fp32_precision == torch.backends.cudnn.rnn.fp32_precision == "tf32"
    assert not runtime.bf16_pays(torch.device("cuda"))


def test_the_precision_of_cuda_is_called_by_its_name(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(torch.cuda, "get_device_name", lambda _: "A card")
    cuda = torch.device("cuda")
    assert Runtime(cuda, "fp32").facts()["precision"] == "TF32"
    assert Runtime(cuda, "bf16").facts()["precision"] == "bf16"


@pytest.mark.parametrize(("named", "seen"), [(None, "passive"), ("active", "active")])
def test_waiting_threads_sleep_before_torch_is_loaded_unless_a_person_says_otherwise(
    tmp_path: Path, named: str | None, seen: str
):
    (tmp_path / "torch.py").write_text("import os\nSEEN = os.environ.get('OMP_WAIT_POLICY')\nclass device: ...\n")
    environment = {name: value for name, value in os.environ.items() if name != "OMP_WAIT_POLICY"}
    environment |= {"PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)])}
    environment |= {"OMP_WAIT_POLICY": named} if named else {}
    code = "import lstm_core.runtime, torch; print(torch.SEEN)"
    printed = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert printed.stdout.strip() == seen


@pytest.mark.skipif(sys.platform != "linux", reason="only glibc can be told")
def test_freed_memory_stays_with_the_process():
    """Buffers of 36 MB, which glibc would map anew every time, cost no new pages once there were some."""
    code = (
        "import resource, sys\n"
        "from lstm_core import runtime\n"
        "import torch\n"
        "kept = runtime.keep_freed_memory() if sys.argv[1] == 'kept' else False\n"
        "def pages(times):\n"
        "    for _ in range(times): torch.ones(9_000_000)\n"
        "    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt\n"
        "before = pages(15); print(kept, pages(10) - before)\n"
    )
    answers = [
        subprocess.run([sys.executable, "-c", code, how], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        for how in ("kept", "given back")
    ]
    if not answers[0].startswith("True"):
        pytest.skip("this C library cannot be told")
    kept, given_back = (int(answer.split()[1]) for answer in answers)
    assert kept < 10_000 < given_back


@pytest.mark.skipif(sys.platform != "linux", reason="only glibc can be told")
def test_what_was_kept_can_be_given_back():
    code = (
        "import psutil\n"
        "from lstm_core import runtime\n"
        "import torch\n"
        "kept, here = runtime.keep_freed_memory(), lambda: psutil.Process().memory_info().rss // 10**6\n"
        "many = [torch.ones(9_000_000) for _ in range(10)]\n"
        "many.clear(); before = here()\n"
        "runtime.return_freed_memory(); print(kept, before - here())\n"
    )
    answer = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    if not answer.startswith("True"):
        pytest.skip("this C library cannot be told")
    assert int(answer.split()[1]) > 200


def test_what_others_take_of_the_cores_is_what_this_process_did_not(monkeypatch: pytest.MonkeyPatch):
    before = runtime.Moment(time=0.0, all=10.0, own=1.0)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    for now, share in (((10.0, 18.0, 5.0), 0.2), ((10.0, 14.0, 5.0), 0.0), ((0.1, 10.2, 1.0), 0.0)):
        monkeypatch.setattr(runtime.Moment, "now", lambda now=now: runtime.Moment(*now))
        assert before.taken_by_others() == pytest.approx(share)


def test_a_moment_counts_the_time_of_this_process():
    before = runtime.Moment.now()
    sum(number * number for number in range(300_000))
    after = runtime.Moment.now()
    assert after.own - before.own > 0
    assert after.time - before.time > 0
    assert after.all >= before.all
