"""The table of commands: the one place to look, and to add to.

A command is a file of this folder that holds `command`, a click command whose function returns the exit code (None is
0). It is imported only when it is used. After a change here, `make bless` writes the new `help.txt`.
"""

from __future__ import annotations

from typing import NamedTuple


class Entry(NamedTuple):
    """Where a command lives, and what `leadpact --help` says of it."""

    module: str
    help: str


SECTIONS: dict[str, dict[str, Entry]] = {
    "Write a policy": {
        "init": Entry("leadpact.cli.init", "Start a policy repository that is ready to edit."),
        "check": Entry("leadpact.cli.check", "Say what is wrong in a policy, and how to mend it."),
        "fmt": Entry("leadpact.cli.fmt", "Lay policies out in their one canonical form."),
        "test": Entry("leadpact.cli.test", "Run the examples of a policy."),
    },
    "Run a policy on leads": {
        "score": Entry("leadpact.cli.score", "Score the leads of a file, with reasons."),
        "explain": Entry("leadpact.cli.explain", "Explain one lead's decision, and what it lacks for a stage."),
        "sample": Entry("leadpact.cli.sample", "Make up leads and activities to try a policy on."),
    },
    "Change a policy together": {
        "diff": Entry("leadpact.cli.diff", "Say what a change means, clause by clause."),
        "impact": Entry("leadpact.cli.impact", "Show what a change does to real leads."),
        "compare": Entry("leadpact.cli.compare", "Find the leads on which two drafts or definitions differ."),
        "calibrate": Entry("leadpact.cli.calibrate", "Hold thresholds and rules against what became of past leads."),
        "accept": Entry("leadpact.cli.accept", "Record that a team accepts exactly this meaning."),
        "review": Entry("leadpact.cli.review", "Review a pull request: all of the above, as one comment."),
    },
    "Publish the agreement": {
        "compile": Entry("leadpact.cli.compile", "Write what follows from a policy: programs, schemas, the agreement."),
        "render": Entry("leadpact.cli.render", "Write the agreement as people read it."),
    },
    "Look things up": {
        "explain-code": Entry("leadpact.cli.explain_code", "Say what a code such as LP101 means and how to mend it."),
    },
}

COMMANDS: dict[str, Entry] = {name: entry for section in SECTIONS.values() for name, entry in section.items()}
