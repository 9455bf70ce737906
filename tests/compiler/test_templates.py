"""A company's own templates on disk: which are read, and what is said of the others."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from leadpact.policies import BadSettings
from leadpact.templates import MAX_TEMPLATE, MAX_TEMPLATES, OwnTemplates, our_templates, read_templates, templates_for
from leadpact_dsl.diagnostics import error
from leadpact_dsl.source import SourceFile, Span


def write(folder: Path, **texts: str | bytes) -> Path:
    for name, text in texts.items():
        path = folder / f"{name.replace('__', '/')}.j2"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
    return folder


def said(found: OwnTemplates) -> list[tuple[str, str]]:
    return [(d.code, d.span.file.name.rpartition("templates/")[2] if d.span else "") for d in found.diagnostics]


def test_templates_are_found_by_name(tmp_path: Path) -> None:
    write(
        tmp_path,
        wording="{# a #}",
        html__style="b\r\n",
        html__parts__logo="c",
        html__skip='{% include "parts/logo.j2" %}',
    )
    (tmp_path / "README.md").write_text("no template", encoding="utf-8")
    found = read_templates(tmp_path)
    assert found.diagnostics == ()
    assert found.texts == {
        "wording.j2": "{# a #}",
        "html/style.j2": "b\n",
        "html/parts/logo.j2": "c",
        "html/skip.j2": '{% include "parts/logo.j2" %}',
    }


def test_no_folder_holds_no_templates(tmp_path: Path) -> None:
    assert read_templates(tmp_path / "templates") == OwnTemplates(tmp_path / "templates")


def test_they_stand_beside_the_settings_of_the_policy_s_repository(tmp_path: Path) -> None:
    policy = tmp_path / "policies" / "ours"
    policy.mkdir(parents=True)
    write(tmp_path / "templates", wording="")
    assert templates_for(policy).texts == {}, "outside of a repository there are none"
    settings = tmp_path / "leadpact.toml"
    settings.write_text("", encoding="utf-8")
    assert templates_for(policy).texts == {"wording.j2": ""}
    write(tmp_path / "looks", html__style="x")
    settings.write_text('templates = "looks"', encoding="utf-8")
    assert templates_for(policy).texts == {"html/style.j2": "x"}
    for outside in ("../looks", "/tmp"):
        settings.write_text(f'templates = "{outside}"', encoding="utf-8")
        with pytest.raises(BadSettings, match="`templates` has to name a folder inside it"):
            templates_for(policy)


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    place = write(tmp_path / "templates", html__style=b"\xff", html__print="x" * (MAX_TEMPLATE + 1))
    (tmp_path / "secret").write_text("x", encoding="utf-8")
    (place / "wording.j2").symlink_to(tmp_path / "secret")
    found = read_templates(place)
    assert found.texts == {}
    assert said(found) == [("LP003", "html/print.j2"), ("LP004", "html/style.j2"), ("LP002", "wording.j2")]


def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    write(tmp_path / "elsewhere", style="x")
    place = tmp_path / "templates"
    place.mkdir()
    (place / "html").symlink_to(tmp_path / "elsewhere")
    assert read_templates(place) == OwnTemplates(place)


def test_too_many_are_not_read(tmp_path: Path) -> None:
    write(tmp_path, **{f"html__t{n}": "" for n in range(MAX_TEMPLATES + 1)})
    found = read_templates(tmp_path)
    assert found.texts == {}
    assert [d.code for d in found.diagnostics] == ["LP006"]


def test_a_template_that_nothing_uses_is_said(tmp_path: Path) -> None:
    place = write(tmp_path / "templates", html__styel="", wordings="", pdf__table="", html__own="", markdown__own="")
    found = read_templates(place)
    assert sorted(said(found)) == [
        ("LP007", name) for name in ("html/own.j2", "html/styel.j2", "markdown/own.j2", "pdf/table.j2", "wordings.j2")
    ]
    helps = {d.span.file.name.rpartition("/")[2]: d.help for d in found.diagnostics if d.span}
    assert helps["styel.j2"] == "Is html/style.j2 meant?"
    assert helps["wordings.j2"] == "Is wording.j2 meant?"


def test_a_text_that_the_agreement_does_not_have_is_said(tmp_path: Path) -> None:
    write(tmp_path, wording="{% block term_title %}x{% endblock %}\n{%- block term_titel -%}y{% endblock %}")
    (finding,) = read_templates(tmp_path).diagnostics
    assert finding.span is not None
    assert (finding.code, finding.span.line, finding.help) == ("LP007", 2, "Is term_title meant?")


def test_all_of_ours_are_known_as_templates_of_ones_own(tmp_path: Path) -> None:
    for name, text in our_templates().items():
        write(tmp_path, **{name.removesuffix(".j2").replace("/", "__"): text})
    found = read_templates(tmp_path)
    assert (found.texts, found.diagnostics) == (our_templates(), ())


def test_findings_get_the_name_of_the_file(tmp_path: Path) -> None:
    own = read_templates(write(tmp_path / "templates", wording="abc"))
    finding = error("LP006", Span(SourceFile("wording.j2", "abc"), 1, 2), "So.")
    placed = own.placed(finding)
    assert placed.span is not None
    assert placed.span.file.name.endswith("templates/wording.j2")
    assert placed.span.start == 1
    other = replace(finding, span=Span(SourceFile("wording.j2", "another"), 1, 2))
    assert own.placed(other) == other
