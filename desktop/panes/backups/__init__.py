"""What the dialog of backups is put together from."""
