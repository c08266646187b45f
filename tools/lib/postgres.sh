# shellcheck shell=bash
# A private PostgreSQL cluster; sourced after shell.sh by tools/run, tools/bench and tools/test.
#
# CLUSTER, the folder of a cluster, holds: data/ (PGDATA), password (of the superuser "postgres", mode 0600),
# port (remembered, so that open connection strings survive a restart) and postgres.log.
# It listens on 127.0.0.1 only, without Unix sockets: their path may not be longer than 107 bytes, that of a checkout may.

CLUSTER=
POSTGRES_BIN=
unset PGDATA PGHOST PGPORT PGUSER PGPASSWORD PGDATABASE PGOPTIONS PGSERVICE

# Sets POSTGRES_BIN; installs Debian's package where that is allowed.
postgres_find() {
    postgres_present && return
    if may_install; then
        say "PostgreSQL fehlt und wird aus den Debian-Paketen installiert …"
        postgres_install || say "apt-get ist gescheitert."
        postgres_present && return
    fi
    die "Die PostgreSQL-Serverprogramme (initdb, pg_ctl, postgres) fehlen im PATH und unter /usr/lib/postgresql.
  Abhilfe: als root 'apt-get install postgresql' aufrufen, oder ConnectionStrings__Schools auf eine Datenbank setzen.
  PostgreSQL server binaries are missing. Remedy: 'apt-get install postgresql' as root, or set ConnectionStrings__Schools."
}

# PATH first; a link there is followed, because the other programs may lie only beside its target.
postgres_present() {
    local candidate
    candidate=$(command -v initdb || true)
    if [[ -n $candidate ]]; then
        candidate=$(dirname "$(readlink -f "$candidate")")
    else
        candidate=$(find /usr/lib/postgresql -mindepth 2 -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1)
    fi
    [[ -n $candidate && -x $candidate/initdb && -x $candidate/pg_ctl && -x $candidate/postgres ]] || return 1
    POSTGRES_BIN=$candidate
}

# Without the cluster that Debian's package would create and start by itself.
postgres_install() {
    local conf=/etc/postgresql-common/createcluster.d/schools.conf result=0
    mkdir -p "${conf%/*}"
    echo "create_main_cluster = false" >"$conf"
    apt_install postgresql || result=$?
    rm -f "$conf"
    return "$result"
}

# Runs a server program: PostgreSQL refuses to run as root, so the user postgres does it there.
as_postgres() {
    if [[ $EUID -eq 0 ]]; then
        (cd / && exec runuser -u postgres -- env LC_ALL=C.UTF-8 "$@")
    else
        LC_ALL=C.UTF-8 "$@"
    fi
}

# Sets CLUSTER to the folder $1, or to one that the user postgres can reach; a link at $1 then remembers it.
cluster_place() {
    local wanted=$1
    [[ $EUID -ne 0 ]] || getent passwd postgres >/dev/null || useradd --system --no-create-home postgres
    if [[ -L $wanted && ! -d $wanted ]]; then
        rm "$wanted"
    fi
    (umask 022 && mkdir -p "$wanted")
    CLUSTER=$(readlink -f "$wanted")
    if [[ $EUID -eq 0 ]]; then
        as_postgres test -x "$CLUSTER" || [[ -d $CLUSTER/data ]] || cluster_place_elsewhere "$wanted"
        chown postgres: "$CLUSTER"
        as_postgres test -x "$CLUSTER" || die "Der Benutzer postgres erreicht den Ordner $CLUSTER nicht mehr.
  Abhilfe: die Rechte der Ordner darüber wieder öffnen (chmod o+x) oder SCHOOLS_DATA auf einen anderen Ordner setzen."
    elif [[ ! -O $CLUSTER ]]; then
        die "Der Ordner $CLUSTER gehört einem anderen Benutzer.
  Abhilfe: als dieser Benutzer (oder als root) starten oder SCHOOLS_DATA auf einen anderen Ordner setzen."
    fi
    chmod 700 "$CLUSTER"
}

cluster_place_elsewhere() {
    rmdir "$1"
    (umask 022 && mkdir -p /var/lib/schools)
    CLUSTER=$(mktemp -d /var/lib/schools/cluster-XXXXXX)
    chown postgres: "$CLUSTER"
    ln -s "$CLUSTER" "$1"
    say "Der Benutzer postgres erreicht $1 nicht; die Datenbank liegt darum in $CLUSTER (dort steht jetzt ein Verweis)."
}

# Creates the cluster with an empty database "schools" unless it is there. $@: options for initdb.
cluster_create() {
    [[ -d $CLUSTER/data ]] && return
    say "Lege die Datenbank in $CLUSTER an …"
    rm -rf "$CLUSTER/data.new"
    (umask 077 && head -c 24 /dev/urandom | base64 | tr -d '+/=\n' >"$CLUSTER/password")
    [[ $EUID -ne 0 ]] || chown postgres: "$CLUSTER/password"
    as_postgres "$POSTGRES_BIN/initdb" -D "$CLUSTER/data.new" -U postgres --pwfile="$CLUSTER/password" \
        --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 "$@" >"$CLUSTER/initdb.log" 2>&1 ||
        die "initdb ist gescheitert: $(tail -n 5 "$CLUSTER/initdb.log")"
    cat >>"$CLUSTER/data.new/postgresql.conf" <<'CONF'
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 130   # the program's pools hold 100 in all
shared_buffers = 256MB
max_wal_size = 2GB      # an import does not force checkpoints
timezone = 'UTC'
log_timezone = 'UTC'
CONF
    # Single-user mode asks for no client program: psql may be absent where the server is present.
    echo "create database schools" |
        as_postgres "$POSTGRES_BIN/postgres" --single -D "$CLUSTER/data.new" postgres >>"$CLUSTER/initdb.log" 2>&1 ||
        die "Die Datenbank ließ sich nicht anlegen: $(tail -n 5 "$CLUSTER/initdb.log")"
    # The rename comes last: what was cut off before is made anew at the next start.
    mv "$CLUSTER/data.new" "$CLUSTER/data"
}

# True when a postmaster of this very cluster lives. Its number alone proves nothing: after kill -9 and a reboot it may be
# another program's. A postmaster works in its data folder.
cluster_running() {
    local pid
    pid=$(head -n 1 "$CLUSTER/data/postmaster.pid" 2>/dev/null) || return 1
    [[ -n $pid && $(readlink "/proc/$pid/cwd" 2>/dev/null) == "$CLUSTER/data" ]]
}

# Starts the cluster, also after kill -9. $@: settings of this start, each as name=value.
cluster_start() {
    local setting attempt options=
    for setting in "$@"; do
        options+=" -c $setting"
    done
    for attempt in {1..30}; do
        if cluster_running; then
            # A postmaster that was killed is seen for a moment more; it no longer listens.
            port_open "$(<"$CLUSTER/port")" && return
            sleep 0.5
            continue
        fi
        rm -f "$CLUSTER/data/postmaster.pid"
        [[ -s $CLUSTER/port ]] || free_port >"$CLUSTER/port"
        if as_postgres "$POSTGRES_BIN/pg_ctl" start -D "$CLUSTER/data" -l "$CLUSTER/postgres.log" -w -t 600 \
            -o "-p $(<"$CLUSTER/port")$options" >/dev/null 2>&1 </dev/null 7>&- 8>&- 9>&-; then
            return
        fi
        # Either somebody else took the remembered port, or backends of a killed postmaster still leave.
        if port_open "$(<"$CLUSTER/port")"; then
            rm "$CLUSTER/port"
        else
            sleep 0.5
        fi
    done
    die "PostgreSQL startet nicht ($attempt Versuche). Ende von $CLUSTER/postgres.log:
$(tail -n 10 "$CLUSTER/postgres.log")"
}

cluster_stop() {
    [[ -n $CLUSTER ]] && cluster_running || return 0
    as_postgres "$POSTGRES_BIN/pg_ctl" stop -D "$CLUSTER/data" -m fast -w -t 60 >/dev/null 2>&1 ||
        as_postgres "$POSTGRES_BIN/pg_ctl" stop -D "$CLUSTER/data" -m immediate -w -t 60 >/dev/null 2>&1 ||
        say "PostgreSQL in $CLUSTER ließ sich nicht anhalten; siehe postgres.log dort."
}

# Stops the cluster and removes it, with the folder $1 in which it was asked for.
cluster_remove() {
    cluster_stop
    [[ -z $CLUSTER ]] || rm -rf "$CLUSTER"
    rm -rf "$1"
}

# The connection string of the superuser for database $1.
cluster_connection() {
    echo "Host=127.0.0.1;Port=$(<"$CLUSTER/port");Database=$1;Username=postgres;Password=$(<"$CLUSTER/password")"
}
