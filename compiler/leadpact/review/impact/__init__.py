"""What a change of a policy does to real leads: who moves where, by which clause, and what that means for the teams.

`adding` counts what two versions say of the same leads, `why` names the clause that moved one of them, `load` holds
the leads that come against what teams can take; `page` and `as_json` say it.
"""
