"""One chart: how long each contestant takes, as bars on a scale in which each step is ten times the one before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from math import ceil, floor, log10

_LEFT, _WIDTH, _RIGHT, _ROW, _TOP = 300, 380, 80, 28, 44


def svg(leads: int, seconds: Mapping[str, float]) -> str:
    return "\n".join(_lines(leads, dict(sorted(seconds.items(), key=lambda one: one[1])))) + "\n"


def _lines(leads: int, seconds: dict[str, float]) -> Iterator[str]:
    first, last = floor(log10(min(seconds.values()))), ceil(log10(max(seconds.values())))
    scale = _WIDTH / max(1, last - first)
    width, height = _LEFT + _WIDTH + _RIGHT, _TOP + _ROW * len(seconds) + 30
    said = "; ".join(f"{name} {_said(value)}" for name, value in seconds.items())
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        'role="img" font-family="system-ui, sans-serif" font-size="13">'
    )
    yield f"<title>Seconds to decide {leads:,} leads: {escape(said)}</title>"
    yield f'<rect width="{width}" height="{height}" fill="#ffffff"/>'
    heading = f"Time to decide {leads:,} leads (each line is ten times the one before)"
    yield f'<text x="12" y="22" font-size="15" fill="#1a1a1a">{heading}</text>'
    for power in range(first, last + 1):
        x = _LEFT + (power - first) * scale
        bottom = _TOP + _ROW * len(seconds)
        yield f'<line x1="{x:.1f}" y1="{_TOP - 6}" x2="{x:.1f}" y2="{bottom}" stroke="#d0d0d0"/>'
        yield f'<text x="{x:.1f}" y="{bottom + 18}" text-anchor="middle" fill="#555555">{_said(10.0**power)}</text>'
    for place, (name, value) in enumerate(seconds.items()):
        y = _TOP + _ROW * place
        length = max(2.0, (log10(value) - first) * scale)
        fill = "#0b6e99" if name.startswith(("Compiled SQL", "leadpact")) else "#9aa5ad"
        yield f'<text x="{_LEFT - 10}" y="{y + 17}" text-anchor="end" fill="#1a1a1a">{escape(name)}</text>'
        yield f'<rect x="{_LEFT}" y="{y + 3}" width="{length:.1f}" height="{_ROW - 8}" fill="{fill}"/>'
        yield f'<text x="{_LEFT + length + 6:.1f}" y="{y + 17}" fill="#1a1a1a">{_said(value)}</text>'
    yield "</svg>"


def _said(seconds: float) -> str:
    return f"{seconds:,.0f} s" if seconds >= 100 else f"{seconds:.3g} s"
