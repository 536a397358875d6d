"""Forms of readers, learners and staff."""
