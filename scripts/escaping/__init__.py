"""Every way out of the locked PC that we know of, tried on the image in an emulated machine."""
