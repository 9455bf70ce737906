"""`check --deep`: what shows only when all clauses of a policy are taken together, over every lead that there could be.

A question (`question.py`) is what some lead should do, or none, with what there is to say otherwise. Each kind has its
module: `conditions`, `points`, `standing`, `promises`, `ladders`. `examine.py` has them answered: by leads at hand
(`chance.py`), by what is known already (`knowledge.py`), and by the solver (`solving.py`).
"""
