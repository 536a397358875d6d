"""What `make serve` does, one subject a file; `journey.py` puts them in order.

Lantern is served by one supervising process (`manage.py serve`) that prepares everything, then
starts Granian and the task worker as children and waits. The children are plain programs that a
production machine can start without the supervisor.
"""
