"""Pictures of every screen of the kiosk, in every look and at every size."""
