"""leadpact: sales and marketing agreements that run and that people read.

Nothing is imported here, so that the command line starts at once.
"""

__version__ = "0.1.0"
