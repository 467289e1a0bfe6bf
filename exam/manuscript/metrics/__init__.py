"""The measures of the fonts that papers are set in, as data: one module for each font."""
