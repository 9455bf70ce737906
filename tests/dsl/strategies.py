"""Random texts, places and findings, with all that makes a terminal stumble."""

from __future__ import annotations

from hypothesis import strategies as st

from leadpact_dsl.diagnostics import Diagnostic, Fix, Label, Severity
from leadpact_dsl.source import SourceFile, Span

texts = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("\t\n\r\x00\x1b\x85\u202e\u2066\u200d\u0301\ufeff\u2028日🎉\ud800 ab"),
    ),
    max_size=40,
)


@st.composite
def spans(draw: st.DrawFn, astray: int = 0) -> Span:
    """A span in a file; with `astray`, it may be back to front and stand so far outside."""
    file = SourceFile(draw(texts.filter(bool)), draw(texts))
    offsets = st.integers(-astray, len(file.text) + astray)
    start, end = draw(offsets), draw(offsets)
    return Span(file, start, end) if astray else Span(file, min(start, end), max(start, end))


def findings(astray: int = 0) -> st.SearchStrategy[Diagnostic]:
    return st.builds(
        Diagnostic,
        code=st.just("LP101"),
        severity=st.sampled_from(Severity),
        message=texts.filter(bool),
        span=st.none() | spans(astray),
        note=texts,
        labels=st.lists(st.builds(Label, spans(astray), texts), max_size=2).map(tuple),
        help=texts,
        fix=st.none() | st.builds(Fix, spans(astray), texts, texts),
    )
