"""Where two drafts, or two definitions in one policy, agree and where they part: an example lead for each, or a proof.

`subjects` says what is compared, `comparing` asks the solver, `telling` finds the words, `page` and `as_json` write it.
"""
