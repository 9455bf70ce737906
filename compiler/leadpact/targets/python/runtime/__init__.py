"""What every scorer brings along: these modules are written into it whole, without their imports of each other.

They are ordinary modules, checked and tested as such, and use nothing but the standard library.
"""
