"""The benchmark of the editor: real programs behind a real pseudo-terminal, key to changed cell."""
