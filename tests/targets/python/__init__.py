"""The standalone scorer as a program of its own: how it reads what it is given, and how it behaves in a shell."""
