"""What the pages share: session state, the process-wide store, the sidebar and small drawing blocks."""
