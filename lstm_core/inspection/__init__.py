"""What goes on inside a network: gates and states, gradients through time, what single units do."""
