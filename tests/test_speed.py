"""The first claim of a fresh process comes within three seconds."""

import subprocess
import sys
import time

import pytest

TEXTS = {
    "en": "Mira Murati left OpenAI on September 25, 2024.",
    "zh": "2024年9月25日,米拉·穆拉提从OpenAI离职。",
}


@pytest.mark.parametrize("lang", TEXTS)
def test_first_claim_of_a_fresh_process(lang: str) -> None:
    code = f"import aigraph; assert aigraph.extract({TEXTS[lang]!r}, published='2024-09-26')"
    times = []
    for _ in range(3):         # the best of three: other work on the machine is not ours to measure
        started = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)
        times.append(time.perf_counter() - started)
        if times[-1] < 3:
            break
    assert min(times) < 3
