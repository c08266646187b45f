# shellcheck shell=bash
# Building only what changed; sourced after shell.sh.

# Builds $2 (Release) unless nothing under the paths $3… changed since the last build known as $1.
# Two stamps: files count from the start of the build (an edit during it is not lost), folders, which tell of removed
# files, from its end (the build itself makes folders).
build_if_stale() {
    local name=$1 target=$2 stamps="$REPOSITORY/tools/obj"
    shift 2
    mkdir -p "$stamps"
    exec 8>"$stamps/build.lock"
    flock 8
    if build_is_stale "$stamps/$name" "$@"; then
        say "Baue die Programme …"
        rm -f "$stamps/$name.done"
        touch "$stamps/$name.begun"
        restore_front_end "$@"
        dotnet msbuild "$REPOSITORY/$target" -restore -m -tl:off -v:quiet -p:Configuration=Release >&2 8>&- 9>&- ||
            die "Der Bau ist gescheitert; die Meldungen stehen darüber."
        built_as >"$stamps/$name.done"
        # The program holds the command line: tools/schools need not build it once more.
        [[ $name != program ]] || { cp -p "$stamps/program.begun" "$stamps/cli.begun" && built_as >"$stamps/cli.done"; }
    fi
    exec 8>&-
}

# With or without Orleans: the two builds lie in the same folders.
built_as() {
    echo "WithOrleans=${WithOrleans:-false}"
}

build_is_stale() {
    local stamp=$1
    shift
    [[ -e $stamp.done && $(cat "$stamp.done") == "$(built_as)" ]] || return 0
    local changed
    changed=$(cd "$REPOSITORY" && find "$@" Directory.Build.props Directory.Packages.props global.json .editorconfig \
        \( -name bin -o -name obj -o -name node_modules -o -path '*/wwwroot/lib' \) -prune -o \
        \( -type f -newer "$stamp.begun" -o -type d -newer "$stamp.done" \) -print -quit)
    [[ -n $changed ]]
}

# npm packages of the pages, when they are among the paths $@ and older than their lock file.
restore_front_end() {
    local web="$REPOSITORY/src/Schools.Web"
    [[ " $* " == *" src "* && -e $web/package-lock.json ]] || return 0
    [[ $web/node_modules/.package-lock.json -nt $web/package-lock.json ]] && return
    need npm "Node 20"
    (cd "$web" && npm ci --no-audit --no-fund --loglevel=error >&2) || die "npm ci ist gescheitert."
    touch "$web/node_modules/.package-lock.json"
}
