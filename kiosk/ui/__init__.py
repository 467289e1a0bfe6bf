"""The candidate's screens: one screen or widget a file; nothing here decides or stores."""
