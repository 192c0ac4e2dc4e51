"""How good a trained model is: what it answers, reported and set beside simple methods."""
