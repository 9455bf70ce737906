"""Policies on disk: what is read, what is refused, and that nothing outside the folder is ever opened."""

from __future__ import annotations

import os

import pytest

from leadpact.policies import BadSettings, ListFiles, load, policies_at, read_files, repository

SOUND = 'agreement "A"\n  timezone "UTC"\n'


def codes(path):
    return [d.code for d in load(path).diagnostics if d.is_error]


def write(folder, name, content):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_folder_is_one_policy_read_by_name(tmp_path):
    write(tmp_path, "b.sla", "team sales\n")
    write(tmp_path, "a.sla", SOUND)
    write(tmp_path, "notes.txt", "not a policy")
    write(tmp_path, "below/c.sla", "team other\n")
    assert [file.name.rpartition("/")[2] for file in read_files(tmp_path).files] == ["a.sla", "b.sla"]
    policy, _ = load(tmp_path)
    assert policy is not None
    assert list(policy.teams) == ["sales"]


def test_a_lone_file_is_a_policy(tmp_path):
    assert load(write(tmp_path, "a.sla", SOUND)).policy is not None


@pytest.mark.parametrize("text", [SOUND.replace("\n", "\r\n"), "\ufeff" + SOUND, SOUND.replace("\n", "\r")])
def test_line_ends_and_byte_order_marks_mean_nothing(tmp_path, text):
    policy, _ = load(write(tmp_path, "a.sla", text))
    assert policy is not None
    assert policy.agreement.timezone == "UTC"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (SOUND.encode("utf-16"), "LP004"),
        ("team sales \"Außendienst\"\n".encode("latin-1"), "LP004"),
        (bytes(range(256)) * 10, "LP004"),
        (b"a" * 1_000_001, "LP003"),
    ],
    ids=["utf-16", "latin-1", "binary", "too large"],
)  # fmt: skip
def test_files_that_are_no_policy_text(tmp_path, content, code):
    write(tmp_path, "sound.sla", SOUND)
    write(tmp_path, "odd.sla", content)
    policy, diagnostics = load(tmp_path)
    assert policy is None
    assert [d.code for d in diagnostics if d.is_error] == [code]
    assert "odd.sla" in diagnostics[0].message


def test_an_empty_folder_says_so(tmp_path):
    assert codes(tmp_path) == ["LP005"]


def test_too_many_files(tmp_path):
    for number in range(201):
        write(tmp_path, f"{number}.sla", "")
    assert codes(tmp_path) == ["LP001"]


def test_a_link_out_of_the_folder_is_not_followed(tmp_path):
    secret = write(tmp_path, "secret.txt", "top secret")
    write(tmp_path, "policy/a.sla", SOUND)
    (tmp_path / "policy" / "b.sla").symlink_to(secret)
    assert codes(tmp_path / "policy") == ["LP002"]


def test_a_folder_or_pipe_in_place_of_a_file(tmp_path):
    write(tmp_path, "a.sla", SOUND)
    (tmp_path / "b.sla").mkdir()
    os.mkfifo(tmp_path / "c.sla")
    assert codes(tmp_path) == ["LP002", "LP002"]


def test_links_that_lead_back_to_themselves(tmp_path):
    write(tmp_path, "a.sla", SOUND + 'list rivals "Rivals" from "loop.csv"\n')
    for name in ("loop.csv", "x.sla"):
        (tmp_path / name).symlink_to(name)
    found = [d for d in load(tmp_path).diagnostics if d.is_error]
    assert [d.code for d in found] == ["LP002", "LP231"]
    assert "it is a link that leads back to itself" in found[0].message
    (tmp_path / "leadpact.toml").write_text('policies = "loop.csv"\n')
    with pytest.raises(BadSettings, match="has to name a folder inside"):
        repository(tmp_path)


LIST = 'list rivals "Rivals" from "{}"\n'


@pytest.mark.parametrize("name", ["../secret.csv", "/etc/passwd", "a/../../secret.csv", "..\\\\secret.csv", "passwd"])
def test_a_list_reads_no_file_outside_the_folder(tmp_path, name):
    write(tmp_path, "secret.csv", "word\nhunter2\n")
    write(tmp_path, "policy/a.sla", SOUND + LIST.format(name))
    assert codes(tmp_path / "policy") == ["LP231"]
    assert "hunter2" not in str(load(tmp_path / "policy").diagnostics)


def test_a_list_through_a_link_reads_nothing_outside(tmp_path):
    write(tmp_path, "secret.csv", "word\nhunter2\n")
    write(tmp_path, "policy/a.sla", SOUND + LIST.format("rivals.csv"))
    (tmp_path / "policy" / "rivals.csv").symlink_to(tmp_path / "secret.csv")
    assert codes(tmp_path / "policy") == ["LP231"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("none.csv", None, "none.csv cannot be read: No such file or directory."),
        ("a.csv", "word\nÜ\n".encode("latin-1"), "a.csv is not saved as UTF-8: line 2 "),
        ("b.csv", b"a" * 10_000_001, "b.csv has 10.0 MB; such a file may have 10 MB."),
        ("c.txt", b"word\nx\n", "“c.txt” does not end in .csv"),
        ("../d.csv", None, "“../d.csv” does not lie in the policy’s own folder"),
    ],
)
def test_why_the_file_of_a_list_is_not_read(tmp_path, name, content, said):
    write(tmp_path, "a.sla", SOUND + LIST.format(name))
    if content is not None:
        write(tmp_path, name, content)
    (found,) = [d for d in load(tmp_path).diagnostics if d.is_error]
    assert found.code == "LP231"
    assert said in found.message


def test_a_list_reads_the_file_beside_it(tmp_path):
    write(tmp_path, "a.sla", SOUND + LIST.format("data/rivals.csv"))
    write(tmp_path, "data/rivals.csv", '\ufeffdomain,why\n" one.example ","too, close"\n\ntwo.example,x\n')
    policy, _ = load(tmp_path)
    assert policy is not None
    assert policy.lists["rivals"].items == ("one.example", "two.example")
    assert list(ListFiles(tmp_path)) == ["data/rivals.csv"]


def test_the_repository_is_found_from_any_folder_below(tmp_path):
    write(tmp_path, "leadpact.toml", 'policies = "agreements"\n')
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    found = repository(below)
    assert found is not None
    assert found.policies == tmp_path / "agreements"


def test_settings_may_stand_in_pyproject(tmp_path):
    write(tmp_path, "pyproject.toml", "[tool.leadpact]\n")
    found = repository(tmp_path)
    assert found is not None
    assert found.policies == tmp_path / "policies"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('policies = "../elsewhere"\n', "has to name a folder inside"),
        ("policies = 3\n", "has to name a folder inside"),
        ('policies = "a\\u0000b"\n', "has to name a folder inside"),
        ("policies = \n", "cannot be read: Invalid value"),
        (f"x = {'[' * 5000}", "it is nested too deep"),
        (f"x = {'9' * 5000}", "a number in it is too long"),
        (b"x = '\xe9'", "it is not saved as UTF-8"),
    ],
    ids=["outside", "a number", "NUL", "no value", "brackets", "digits", "latin-1"],
)
def test_settings_that_cannot_be_used(tmp_path, text, said):
    write(tmp_path, "leadpact.toml", text)
    with pytest.raises(BadSettings, match=said):
        repository(tmp_path)


def test_a_folder_of_policies_is_all_of_them(tmp_path):
    write(tmp_path, "one/a.sla", SOUND)
    write(tmp_path, "two/a.sla", SOUND)
    (tmp_path / "empty").mkdir()
    assert policies_at(tmp_path) == [tmp_path / "one", tmp_path / "two"]
    assert policies_at(tmp_path / "one") == [tmp_path / "one"]
