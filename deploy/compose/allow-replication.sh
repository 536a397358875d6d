#!/bin/sh
# Runs once, when the database is made: lets the replica follow it, over the network of these containers alone.
set -eu
echo "host replication lantern samenet scram-sha-256" >>"$PGDATA/pg_hba.conf"
