#!/bin/bash
# A streaming replica: copies the database once, then follows it.
set -eu
data=/var/lib/postgresql/data/replica
if [ ! -f "$data/PG_VERSION" ]; then
    rm -rf "$data"
    until pg_basebackup --pgdata="$data" --dbname="host=database user=lantern" --wal-method=stream --write-recovery-conf; do
        rm -rf "$data"
        sleep 2
    done
    chmod 700 "$data"
fi
exec postgres -D "$data" -c hot_standby=on -c max_connections=200 -c listen_addresses='*'
