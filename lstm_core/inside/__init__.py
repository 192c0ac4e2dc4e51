"""A trained model looked into: what the page Inside shows, composed of a model, its data and `inspection`."""
