"""Versions of a policy: from paths and from git, read alike, and refused in sentences."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from leadpact.versions import NoSuchPolicy, NoVersion, policies_in, version_at
from tests.conftest import ROOT

SOUND = 'agreement "A"\n  timezone "UTC"\n'
LIST = 'list rivals "Rivals" from "data/rivals.csv"\n'


def git(*arguments):
    environment = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null", "PATH": "/usr/bin:/bin"}
    for who in ("AUTHOR", "COMMITTER"):
        environment |= {f"GIT_{who}_NAME": "Ana", f"GIT_{who}_EMAIL": "ana@acme.example"}
    done = subprocess.run(["git", *arguments], check=True, capture_output=True, env=environment)
    return done.stdout.decode().strip()


def write(name, content):
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


def commit(message="A change"):
    git("add", "-A")
    git("commit", "-q", "-m", message)
    return git("rev-parse", "HEAD")


@pytest.fixture
def repo(tmp_path, monkeypatch):
    """A repository with one policy in one commit, and the present folder in it."""
    monkeypatch.chdir(tmp_path)
    git("init", "-q", "-b", "main")
    write("leadpact.toml", "")
    write("policies/acme/a.sla", SOUND + LIST)
    write("policies/acme/data/rivals.csv", "word\none\n")
    commit()
    return tmp_path


def codes(version):
    return [one.code for one in version.errors]


def test_the_working_tree_and_a_revision(repo):
    first = git("rev-parse", "HEAD")
    write("policies/acme/data/rivals.csv", "word\none\ntwo\n")
    now, then = version_at(None), version_at("HEAD")
    assert now.name == "working tree"
    assert now.commit is None
    assert now.policy.lists["rivals"].items == ("one", "two")
    assert (then.name, then.commit) == ("HEAD", first)
    assert then.policy.lists["rivals"].items == ("one",)
    assert [file.name for file in then.files] == ["HEAD:policies/acme/a.sla"]


def test_what_git_keeps_is_read_as_what_lies_on_disk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    git("init", "-q")
    shutil.copytree(ROOT / "policies", "policies")
    commit()
    for place in sorted(Path("policies").iterdir()):
        then, now = version_at("HEAD", place), version_at(str(place))
        assert then.policy == now.policy
        assert then.policy is not None
        assert [f.text for f in then.files] == [f.text for f in now.files]


def test_every_way_to_name_a_revision(repo):
    git("tag", "v1")
    git("branch", "draft")
    commit_ = git("rev-parse", "HEAD")
    write("policies/acme/a.sla", SOUND.replace("A", "B"))
    commit()
    for name in ("v1", "draft", "HEAD~1", "HEAD^", commit_, commit_[:9], "refs/heads/draft", "main@{0}~1"):
        found = version_at(name)
        assert (found.commit, found.policy.agreement.title) == (commit_, "A")


def test_a_policy_wins_over_a_branch_of_its_name_and_a_plain_folder_does_not(repo):
    write("draft/a.sla", SOUND.replace('"A"', '"On disk"'))
    write("notes/x.txt", "")
    git("branch", "draft")
    git("branch", "notes")
    assert version_at("draft").policy.agreement.title == "On disk"
    assert version_at("refs/heads/draft").policy.agreement.title == "A"
    assert version_at("notes").policy.agreement.title == "A"
    git("branch", "-D", "notes")
    assert codes(version_at("notes")) == ["LP005"]


def test_from_any_folder_of_the_repository(repo, monkeypatch):
    write("deep/down/x", "")
    monkeypatch.chdir(repo / "deep" / "down")
    assert version_at("HEAD").policy.agreement.title == "A"
    assert version_at("HEAD", Path("../../policies/acme")).policy.agreement.title == "A"


def test_a_lone_file_at_a_revision(repo):
    found = version_at("HEAD", Path("policies/acme/a.sla"))
    assert found.policy.lists["rivals"].items == ("one",)
    assert found.files[0].name == "HEAD:policies/acme/a.sla"


def test_a_policy_at_the_root_of_its_repository(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    git("init", "-q")
    write("a.sla", SOUND + LIST)
    write("data/rivals.csv", "word\none\n")
    commit()
    found = version_at("HEAD")
    assert found.policy.lists["rivals"].items == ("one",)
    assert found.files[0].name == "HEAD:a.sla"
    assert policies_in("HEAD") == [tmp_path]


def test_a_policy_that_was_moved(repo):
    Path("policies/acme").rename("policies/group")
    commit("Moved")
    with pytest.raises(NoSuchPolicy, match=r"There is no policies/group in HEAD~1; it holds policies/acme \(write "):
        version_at("HEAD~1")
    found = version_at("HEAD~1:policies/acme")
    assert found.policy.agreement.title == "A"
    assert found.files[0].name == "HEAD~1:policies/acme/a.sla"
    with pytest.raises(NoSuchPolicy, match=r"There is no policies/acme in HEAD; it holds policies/group "):
        version_at("HEAD", Path("policies/acme"))


def test_a_deleted_policy_is_still_at_its_revision(repo):
    write("policies/beta/b.sla", SOUND)
    commit()
    shutil.rmtree("policies/acme")
    assert version_at("HEAD", Path("policies/acme")).policy is not None
    assert [path.name for path in policies_in("HEAD")] == ["acme", "beta"]
    assert [path.name for path in policies_in(None)] == ["beta"]


def test_several_policies_have_to_be_told_apart(repo):
    write("policies/beta/b.sla", SOUND)
    for spec in (None, "HEAD"):
        with pytest.raises(NoVersion, match="with --policy: policies/acme, policies/beta"):
            version_at(spec)


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        ("nowhere", "no file, folder or git revision called “nowhere” here"),
        ("HEAD~99", "no file, folder or git revision called “HEAD~99”"),
        ("main..draft", "Two versions are named apart: main draft."),
        ("--output=x", "called “--output=x”"),
        ("-h", "called “-h”"),
        ("", "called “”"),
        ("a\0b", "no file, folder or git revision"),
        ("a\x1b[31mb", "no file, folder or git revision"),
        ("x" * 5000, "no file, folder or git revision"),
        ("HEAD:nowhere", "There is no nowhere in HEAD."),
        ("HEAD:../../etc", "There is no "),
        ("HEAD^{tree}", "no file, folder or git revision"),
    ],
)
def test_versions_that_are_not_there(repo, spec, said):
    with pytest.raises(NoVersion) as caught:
        version_at(spec)
    assert said in str(caught.value)
    assert str(caught.value).isprintable()
    assert not Path("x").exists()


def test_outside_of_any_repository(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    write("policies/acme/a.sla", SOUND)
    with pytest.raises(NoVersion, match=r"no file or folder called “HEAD” here\. This folder is in no git repository"):
        version_at("HEAD", Path("policies/acme"))
    assert version_at("policies/acme").policy is not None


def test_without_git(repo, monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(NoVersion, match="git is not installed here"):
        version_at("HEAD")
    assert version_at(None).policy is not None


def test_a_policy_outside_of_the_repository(repo, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "a.sla").write_text(SOUND)
    assert version_at(str(elsewhere)).policy is not None
    with pytest.raises(NoVersion, match="git repository"):
        version_at("HEAD", elsewhere)


def test_a_shallow_clone_says_how_to_get_the_rest(repo, tmp_path_factory, monkeypatch):
    commit_ = git("rev-parse", "HEAD")
    write("policies/acme/a.sla", SOUND)
    commit()
    clone = tmp_path_factory.mktemp("clone")
    git("clone", "-q", "--depth", "1", f"file://{repo}", str(clone))
    monkeypatch.chdir(clone)
    assert version_at("HEAD").policy is not None
    with pytest.raises(NoVersion, match="git fetch --unshallow"):
        version_at(commit_)


def test_hooks_of_another_repository_do_not_lead_astray(repo, monkeypatch):
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_INDEX_FILE", "/nowhere/index")
    assert version_at("HEAD").policy is not None


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("b.sla", SOUND.encode("utf-16"), "LP004"),
        ("b.sla", b"\0", "LP004"),
        ("b.sla", "team “é”".encode("latin-1", "replace") + b"\xe9", "LP004"),
        ("b.sla", b"a" * 1_000_001, "LP003"),
        ("data/rivals.csv", b"a" * 10_000_001, "LP231"),
    ],
    ids=["utf-16", "binary", "latin-1", "too large", "a list too large"],
)
def test_the_bounds_are_those_of_files_on_disk(repo, name, content, code):
    write(f"policies/acme/{name}", content)
    commit()
    then, now = version_at("HEAD"), version_at(None)
    assert codes(then) == codes(now) == [code]
    assert then.policy is None
    assert [d.message.replace("HEAD:", "") for d in then.errors] == [d.message for d in now.errors]


def test_too_many_files_at_a_revision(repo):
    for number in range(201):
        write(f"policies/acme/{number}.sla", "")
    commit()
    assert codes(version_at("HEAD")) == ["LP001"]
    assert version_at("HEAD").partial is None


@pytest.mark.parametrize("target", ["../../secret.txt", "a.sla", "/etc/passwd", "b.sla"])
def test_links_are_not_followed_in_git(repo, target):
    write("secret.txt", "hunter2")
    Path("policies/acme/b.sla").symlink_to(target)
    commit()
    found = version_at("HEAD")
    assert codes(found) == ["LP002"]
    assert "is a link, so it is not read" in found.errors[0].message
    assert "hunter2" not in str(found.diagnostics)


def test_a_list_through_a_link_is_not_read(repo):
    write("secret.csv", "word\nhunter2\n")
    Path("policies/acme/data/rivals.csv").unlink()
    Path("policies/acme/data/rivals.csv").symlink_to("../../../secret.csv")
    commit()
    assert codes(version_at("HEAD")) == ["LP231"]


@pytest.mark.parametrize("name", ["../secret.csv", "../../policies/acme/data/rivals.csv", "/etc/passwd.csv"])
def test_a_list_at_a_revision_reads_nothing_outside_its_folder(repo, name):
    write("policies/secret.csv", "word\nhunter2\n")
    write("policies/acme/a.sla", SOUND + LIST.replace("data/rivals.csv", name))
    commit()
    assert codes(version_at("HEAD")) == ["LP231"]


def test_names_that_git_quotes(repo):
    write('policies/größe & co/ü "1".sla', SOUND + LIST.replace("data/", "dätä/"))
    write("policies/größe & co/dätä/rivals.csv", "word\nü\n")
    commit()
    found = version_at("HEAD", Path("policies/größe & co"))
    assert found.policy.lists["rivals"].items == ("ü",)
    assert Path.cwd() / "policies/größe & co" in policies_in("HEAD")


def test_what_does_not_compile_comes_in_part(repo):
    write("policies/acme/a.sla", SOUND + "team sales\nteam marketing\n  works nowhere\n")
    commit()
    found = version_at("HEAD")
    assert found.policy is None
    assert found.errors
    assert "sales" in found.partial.teams


def test_a_submodule_in_place_of_a_file(repo):
    head = git("rev-parse", "HEAD")
    git("update-index", "--add", "--cacheinfo", f"160000,{head},policies/acme/sub.sla")
    git("commit", "-q", "-m", "A submodule")
    assert "is no ordinary file" in version_at("HEAD").errors[0].message
