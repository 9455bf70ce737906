"""One lead's decision, explained: found in files, laid out as a page of values, printed for people or programs."""
