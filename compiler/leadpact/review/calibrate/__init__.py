"""Holding thresholds and rules against what became of past leads: arrays of decisions and outcomes in, findings out.

`floors` finds the thresholds in a stage's condition and what to ask of the engine; `gathering` adds up blocks of
decided leads; `weighing` makes the findings (`result`) of them; `page` and `as_json` show them. Statistics are scipy's
(`statistics`); the conventions around them are in docs/impact-and-calibration.md.
"""
