"""What `manage.py bench` does: neutral data, servers, load, and one table."""
