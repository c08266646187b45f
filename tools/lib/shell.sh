# shellcheck shell=bash
# Sourced by every script in tools/: strict mode, the root of the repository, messages and small network questions.
# The scripts need bash, coreutils, findutils, util-linux, .NET SDK 10 and Node 20; nothing else may be taken for granted on a bare image.

set -euo pipefail

REPOSITORY=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
export REPOSITORY

# Build servers that outlive the script would keep its output pipe and its locks open.
export MSBUILDDISABLENODEREUSE=1 DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

say() {
    printf '%s\n' "$*" >&2
}

# Ends the script with exit code 2: refused as a whole, with what to do about it.
die() {
    say "Abbruch: $*"
    exit 2
}

need() {
    command -v "$1" >/dev/null || die "$1 fehlt ($2). / $1 is missing ($2)."
}

# True when something accepts connections on 127.0.0.1:$1.
port_open() {
    (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

# A free port below the range from which the kernel gives ports to outgoing connections.
free_port() {
    local port
    while :; do
        port=$((20000 + RANDOM % 12000))
        port_open "$port" || break
    done
    echo "$port"
}

# True when GET $2 on 127.0.0.1:$1 answers 200.
http_ok() {
    (
        exec 3<>"/dev/tcp/127.0.0.1/$1" || exit 1
        printf 'GET %s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nConnection: close\r\n\r\n' "$2" "$1" >&3
        IFS= read -r -t 5 line <&3 && [[ $line == *" 200"* ]]
    ) 2>/dev/null
}

apt_install() {
    DEBIAN_FRONTEND=noninteractive apt-get update -qq >/dev/null &&
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# True when Debian packages may be installed here.
may_install() {
    [[ $EUID -eq 0 ]] && command -v apt-get >/dev/null
}
