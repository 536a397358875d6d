"""Why the desk does not get a file, in words for an officer."""

AGAIN = "Try again in a few minutes. If it stays so, tell whoever looks after the server."
REASONS = {
    "no_tool": "Nothing on this server can make a clean copy of this kind of file. Take out the original only for the police.",
    "damaged": "The file is damaged, is not what it says, or took too long to open. It may be harmful.",
    "too_large": "The file has too many points or pages to be opened safely.",
    "locked": "The PDF is locked with a password. Ask the reporter for one without, or take out the original for the police.",
    "scanner_away": f"The virus scanner does not answer, so nothing leaves the desk unscanned. {AGAIN}",
    "not_scanned": f"The virus scanner could not look through all of this file, so it stays here. {AGAIN}",
    "quarantined": "The file is in quarantine. Nobody looks at it here; a manager can hand it to the police.",
    "row_damaged": "The file was changed or damaged in the database. Tell whoever looks after the server: a backup may hold it.",
}
