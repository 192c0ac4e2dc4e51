"""A file of one's own on the page Data: brought, examined, mended, looked at, trained on."""
