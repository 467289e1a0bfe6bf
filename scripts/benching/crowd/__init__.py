"""Many kiosks at one server: written beforehand, sent over real TLS by a program of its own."""
