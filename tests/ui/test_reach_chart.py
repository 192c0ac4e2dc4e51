"""How far an error reaches, as a figure."""

import pytest

from ui.reach_chart import reach_chart


def network(*norms: float) -> dict[str, list[dict[str, object]]]:
    return {"": [{"cell": "lstm", "norms": {"h": list(norms)}}]}


@pytest.mark.parametrize("norms", [(0.3, 0.2), (1.0, 0.2, 0.03), (0.5, 0.5)])
def test_a_gradient_that_hardly_fades_has_numbers_on_its_axis(norms: tuple[float, ...]) -> None:
    assert reach_chart(network(*norms)).layout.yaxis.dtick == "D2"  # 1, 2, 5, 10, ...


def test_one_that_fades_far_has_few_of_them() -> None:
    assert reach_chart(network(1.0, 1e-30)).layout.yaxis.dtick == 4
