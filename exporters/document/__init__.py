"""The document between records and writers: frozen nodes, and the outline text they are written in."""
