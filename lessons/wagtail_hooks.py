"""What the lessons add to the editors' desk."""
