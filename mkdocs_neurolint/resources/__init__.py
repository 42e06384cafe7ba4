"""Support services: the register, what of it a page shows, whether that is enough, and what of it is wrong."""
