"""A made-up band to try the site with on your own machine; development settings only."""
