"""The kiosk, without a screen and with one."""
