"""From a case to the letters that are owed. Knows only `classifiers` and `parsers`."""
