"""The commands, one module each.

They stand among the exporters because that is what they are: texts in, documents and records out. Here the import
rules prove that none of them loads Qt.
"""
