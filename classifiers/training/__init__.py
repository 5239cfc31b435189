"""The corpus of our own, what is trained on it, and the measure of both; not needed to run the program."""
