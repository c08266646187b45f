# shellcheck shell=bash
# The demo authority: files written by Schools.SampleData, taken in through the normal import of the running server.
# Sourced after shell.sh; needs SCHOOLS_DATA and SCHOOLS_SERVER.

# Loads the demo when the authority is empty, or when loading it was cut off before (imports may be repeated).
demo_load() {
    local folder="$SCHOOLS_DATA/demo" pending="$SCHOOLS_DATA/demo.pending" file profile day school
    [[ -e $pending ]] || demo_authority_is_empty || return 0
    need node "Node 20"
    touch "$pending"
    rm -rf "$folder"
    say "Schreibe die Dateien des Demo-Kreises nach $folder …"
    dotnet "$REPOSITORY/tools/Schools.SampleData/bin/Release/net10.0/Schools.SampleData.dll" demo --out "$folder" >/dev/null 9>&- || {
        say "Die Demo-Dateien ließen sich nicht schreiben; der Kreis bleibt leer."
        return 0
    }
    # The plan first: its facts reach back to 2021, so schools and WLAN of October 2022 have their figures too.
    "$REPOSITORY/tools/schools" preset load rkn-masterplan-2021 >/dev/null 9>&- || {
        say "Der Demo-Kreis mit seinem Plan ließ sich nicht anlegen. Der nächste Start versucht es noch einmal."
        return 0
    }
    while IFS='|' read -r file profile day school; do
        demo_import "$folder/$file" --profile "$profile" --holds-from "$day" ${school:+--school "$school"} || return 0
    done < <(demo_manifest "$folder/manifest.json")
    # What no list says: standards, steps of the WLAN, licences and waves, as examples. They name schools and orders of the lists.
    "$REPOSITORY/tools/schools" preset load "$folder/19-rollout.json" >/dev/null 9>&- || {
        say "Standards, Lizenzen und Wellen des Demo-Kreises ließen sich nicht laden. Der nächste Start versucht es noch einmal."
        return 0
    }
    say "  19-rollout.json: Standards, WLAN-Schritte, Lizenzen und Wellen (Beispieldaten)"
    rm -f "$pending"
}

demo_authority_is_empty() {
    local status
    status=$("$REPOSITORY/tools/schools" status --json 9>&-) || return 1
    node -e 'const s = JSON.parse(process.argv[1]); process.exit(s.schools === 0 && s.devices === 0 ? 0 : 1)' "$status"
}

# One line FILE|PROFILE|DAY|SCHOOL for each file, in the order of the manifest.
demo_manifest() {
    node -e 'for (const f of JSON.parse(require("fs").readFileSync(process.argv[1], "utf8")))
        console.log([f.file, f.profile, f.holdsFrom, f.school ?? ""].join("|"))' "$1"
}

# Exit code 1 of the import is expected: the demo files hold a few honest defects, and the good rows were taken in.
demo_import() {
    local result code=0
    result=$("$REPOSITORY/tools/schools" import apply "$@" --json </dev/null 9>&-) || code=$?
    if [[ $code -gt 1 ]]; then
        say "  ${1##*/}: nicht übernommen (Code $code). Der nächste Start versucht es noch einmal."
        return 1
    fi
    node -e 'const p = JSON.parse(process.argv[2]);
        const wrong = p.errors.length === 1 ? "eine fehlerhafte Angabe" : `${p.errors.length} fehlerhafte Angaben`;
        const errors = p.errors.length ? `, ${wrong} (gewollt, siehe Seite Import)` : "";
        console.error(`  ${process.argv[1]}: ${p.rows} Zeilen, ${p.new} neu, ${p.changed} geändert, `
            + `${p.unchanged} unverändert${errors}`)' "${1##*/}" "$result"
}
