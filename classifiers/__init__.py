"""From text to findings and a decision. Knows only `parsers`."""
