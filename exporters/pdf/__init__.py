"""Reports as PDF: Korean line breaking, page flow and typography of our own, on ReportLab's canvas."""
