"""Room: see CONTRIBUTING.md."""
