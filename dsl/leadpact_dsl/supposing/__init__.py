"""What would have to be otherwise for a lead to stand elsewhere: `why_not.py` asks, this package searches."""
