"""The open feed: our records as Open Referral UK 3.0, a profile of HSDS 3.0, for other councils' tools."""
