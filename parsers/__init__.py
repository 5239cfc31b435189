"""From bytes to text. Knows no other folder."""
