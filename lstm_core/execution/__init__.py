"""The processes that train and predict."""
