# Live
problem-crowded = Too many open windows
problem-crowded-detail = Too many of your windows are listening at once. Close some and reload; pages work without it.
