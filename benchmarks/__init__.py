"""How fast and how well the intake reads, beside what others do with the same pages: `make bench`."""
