"""Decisions and cycles as columns: from the codes that an engine gives to the very bytes that writers.py writes.

`Told` tables have the columns of `records.decisions.columns_of` or `records.cycles.COLUMNS` in order, by kind of cell:
text and texts as strings (texts a list of them, dictionary encoded), points int64 in hundredths, times int64 in ms,
whole numbers int64, yes or no bool, tries and actions lists of structs whose times are int64 in ms. Null is None.
"""
