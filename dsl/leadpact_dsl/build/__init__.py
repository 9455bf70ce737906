"""From lines and their parse trees to the syntax tree (ast.py), a file for each part of the language."""
