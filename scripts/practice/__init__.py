"""The practice day: a whole exam on one machine, with a person or without."""
