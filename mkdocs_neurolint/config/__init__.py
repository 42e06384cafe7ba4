"""What a site has settled: its own files are found, read and checked here, once, for every front end."""
