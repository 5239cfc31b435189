"""What is measured of the program; not needed to run it."""
