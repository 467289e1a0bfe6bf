"""Pictures of kiosk screens and pages, drawn from one selection that is the same each time."""
