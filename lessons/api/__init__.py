"""The read API: Wagtail's API v2, narrowed to what every reader of the site may see."""
