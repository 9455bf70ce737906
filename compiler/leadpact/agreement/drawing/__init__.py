"""What is drawn: places and sizes worked out in whole numbers, so that a drawing is the same on every machine."""
