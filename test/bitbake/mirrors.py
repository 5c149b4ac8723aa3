"""What BitBake's fetcher makes of URLs through pairs of a mirror variable.

    mirrors.py BITBAKE_DIR

Reads JSON from stdin: {"urls": [...], "pairs": [[PATTERN, REPLACEMENT], ...]}.
Prints, for each URL, a list with what each pair makes of it: the URL that
BitBake would try, null for none, or {"error": ...} where it fails.
"""
import json
import logging
import os
import sys

sys.path.insert(0, os.path.join(sys.argv[1], "lib"))

import bb.data  # noqa: E402
import bb.fetch2 as fetch  # noqa: E402

logging.disable(logging.CRITICAL)


def store():
    d = bb.data.init()
    d.setVar("DL_DIR", "/downloads")
    d.setVar("FILESPATH", "/downloads")
    d.setVar("SRCREV", "a" * 40)
    d.setVar("PN", "zlib")
    d.setVar("BB_FETCH_PREMIRRORONLY", "")
    d.setVar("FETCHCMD_git", "git")
    return d


def tokens(ud):
    """As build_mirroruris sets them up."""
    return {
        "TYPE": ud.type,
        "HOST": ud.host,
        "PATH": ud.path,
        "BASENAME": ud.path.split("/")[-1],
        "MIRRORNAME": ud.host.replace(":", ".") + ud.path.replace("/", ".").replace("*", "."),
    }


def through(url, find, replace, d):
    try:
        ud = fetch.FetchData(url, d)
        ud.setup_localpath(d)
        tarball = (getattr(ud, "mirrortarballs", None) or [None])[0]
        return fetch.uri_replace(ud, find, replace, tokens(ud), d, tarball)
    except Exception as error:  # whatever a member makes BitBake raise
        return {"error": repr(error)}


def main():
    asked = json.load(sys.stdin)
    d = store()
    results = [[through(url, *pair, d) for pair in asked["pairs"]] for url in asked["urls"]]
    json.dump(results, sys.stdout)


main()
