"""A whole sitting, without a person, at an emulated PC that is started from the stick."""
