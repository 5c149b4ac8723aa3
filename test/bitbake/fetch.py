#!/usr/bin/env python3
"""Asks a mirror of shared state for objects with BitBake's own fetcher.

usage: fetch.py BITBAKE_DIR FOLDER MIRRORS

Standard input: a JSON list of paths below SSTATE_DIR. Standard output: JSON,
{"status": [true where the mirror has it], "connections": how many were used,
"fetched": the sha256 of the first object as it was downloaded}.
"""
import hashlib
import json
import os
import sys
import warnings

warnings.simplefilter("ignore")


def main():
    bitbake, folder, mirrors = sys.argv[1:4]
    # What BitBake logs must not get into the answer.
    answer = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    sys.path.insert(0, os.path.join(bitbake, "lib"))
    import bb
    import bb.fetch2
    import bb.data_smart
    import bb.utils

    paths = json.load(sys.stdin)

    d = bb.data_smart.DataSmart()
    for name, value in {
        "PATH": os.environ["PATH"],
        "TOPDIR": folder,
        "PERSISTENT_DIR": os.path.join(folder, "persist"),
        "DL_DIR": os.path.join(folder, "objects"),
        "FILESPATH": os.path.join(folder, "objects"),
        "PREMIRRORS": mirrors,
        "MIRRORS": "",
    }.items():
        d.setVar(name, value)

    cache = bb.fetch2.FetchConnectionCache()
    status = []
    for path in paths:
        fetcher = bb.fetch2.Fetch(["file://" + path], d, connection_cache=cache)
        try:
            fetcher.checkstatus()
            status.append(True)
        except bb.fetch2.BBFetchException:
            status.append(False)
    connections = len(cache.cache)
    cache.close_connections()

    uri = "file://{0};downloadfilename={0}".format(paths[0])
    bb.fetch2.Fetch([uri], d).download()
    with open(os.path.join(folder, "objects", paths[0]), "rb") as file:
        fetched = hashlib.sha256(file.read()).hexdigest()
    with answer:
        json.dump({"status": status, "connections": connections, "fetched": fetched}, answer)


main()
