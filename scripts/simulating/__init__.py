"""The deterministic simulator: shipped kiosk and server, virtual clock, one seed."""
