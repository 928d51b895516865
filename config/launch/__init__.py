"""What `run.py` does once its Python is new enough. Standard library only: it makes the environment."""
