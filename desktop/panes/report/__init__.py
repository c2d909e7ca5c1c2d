"""What the export dialog is put together from: the definition, what was found, and the pages as they will be."""
