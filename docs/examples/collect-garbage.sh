#!/bin/sh
# Forgets the equivalences of shared state that is no longer there.
#
#   collect-garbage.sh SSTATE_DIR [DAYS]
#
# With DAYS, objects that no build used for so long are deleted first. Every
# object in a shared state cache has its unihash in its name. Those are marked,
# and what is not marked is deleted. Builds may go on meanwhile: what they
# report between the beginning and the sweep is marked by itself.
#
# HASHSERVER_ADDRESS names the server, HASHSERVER_USER and HASHSERVER_PASSWORD
# (or .netrc) a user with @read and @db-admin.
set -eu

usage='usage: collect-garbage.sh SSTATE_DIR [DAYS]'
folder=${1:?$usage}
days=${2:-}
case $days in
0* | *[!0-9]*)
	echo "$usage: DAYS is a whole number of at least 1" >&2
	exit 2
	;;
esac
mark=$(date -u +%Y-%m-%dT%H:%M:%SZ)
names=$(mktemp)
keep=$(mktemp)
trap 'rm -f "$names" "$keep"' EXIT

if [ -n "$days" ]; then
	# By the age of the object: its .siginfo is touched less often, and goes with it.
	find "$folder" -type f -name 'sstate:*' \( -name '*.tgz' -o -name '*.tar.*' \) \
		! -name '*.siginfo' ! -name '*.sig' ! -name '*.done' -mtime "+$days" -exec sh -c '
			for object; do
				rm -f "$object" "$object.siginfo" "$object.sig" "$object.done"
				echo .
			done' sh {} + >"$names"
	echo "$(wc -l <"$names") objects were not used for $days days and are deleted."
fi

# Begins the mark before anything is listed, which takes its time; no row has this unihash.
hashequiv client gc-mark "$mark" -w unihash none >/dev/null

# By itself, so that a folder that cannot be read ends the script.
find "$folder" -name 'sstate:*' -printf '%f\n' >"$names"
sed -nE 's/^.*:([0-9a-f]{64})_[^:]*\.(tgz|tar\.[a-z]+)$/unihash \1/p' "$names" | sort -u >"$keep"

if ! [ -s "$keep" ]; then
	echo "$folder holds no shared state: nothing was forgotten." >&2
	exit 1
fi
echo "$(wc -l <"$keep") unihashes are in use."

hashequiv client gc-mark-stream "$mark" <"$keep" >/dev/null
hashequiv client gc-status
hashequiv client gc-sweep "$mark"
# Reports of outputs whose unihash is gone; a day old, so that no running build's are among them.
hashequiv client clean-unused 86400
