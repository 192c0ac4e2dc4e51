"""The parts of the page Compare: races, sweeps over distances, seeds, any runs."""
