#!/bin/sh
# Forgets the equivalences of shared state that is no longer there.
#
#   collect-garbage.sh SSTATE_DIR
#
# Every object in a shared state cache has its unihash in its name. Those are
# marked, and what is not marked is deleted. Builds may go on meanwhile: what
# they report between the mark and the sweep is marked by itself.
#
# HASHSERVER_ADDRESS names the server, HASHSERVER_USER and HASHSERVER_PASSWORD
# (or .netrc) a user with @read and @db-admin.
set -eu

folder=${1:?usage: collect-garbage.sh SSTATE_DIR}
mark=$(date -u +%Y-%m-%dT%H:%M:%SZ)
names=$(mktemp)
keep=$(mktemp)
trap 'rm -f "$names" "$keep"' EXIT

# By itself, so that a folder that cannot be read ends the script.
find "$folder" -name 'sstate:*' -printf '%f\n' >"$names"
sed -nE 's/^.*:([0-9a-f]{64})_[^:]*\.(tgz|tar\.[a-z]+)$/unihash \1/p' "$names" | sort -u >"$keep"

if ! [ -s "$keep" ]; then
	echo "$folder holds no shared state: nothing was deleted." >&2
	exit 1
fi
echo "$(wc -l <"$keep") unihashes are in use."

hashequiv client gc-mark-stream "$mark" <"$keep" >/dev/null
hashequiv client gc-status
hashequiv client gc-sweep "$mark"
# Reports of outputs whose unihash is gone; a day old, so that no running build's are among them.
hashequiv client clean-unused 86400
