"""
What BitBake itself makes of configuration files, as JSON on standard output.

    evaluate.py BITBAKE_DIR files [--no-follow] < JSON list of paths
    evaluate.py BITBAKE_DIR build BUILD_DIR

`files` reads each file into a data store of its own; `build` reads the whole
base configuration of a build directory, by name of the multiconfig: classes of
INHERIT are in, and the event handlers have run. `OE_LIB` in the environment is the lib/ of OpenEmbedded-Core's layer.
Runs on BitBake 1.46 and later. A value that BitBake fails to read is
{"error": TEXT}.
"""

import json
import logging
import os
import sys


def describe(data):
    """Every variable with its value, unexpanded value and flags."""
    names = set()

    def collect(level):
        for name in level:
            if name == "_data":
                collect(level["_data"])
            else:
                names.add(name)

    collect(data.dict)
    described = {}
    for name in names:
        if name.startswith("__") or name == "FILE":
            continue
        value = read(lambda: data.getVar(name))
        raw = read(lambda: data.getVar(name, False))
        if not isinstance(value, (str, dict, type(None))):
            continue
        flags = {
            flag: str(text)
            for flag, text in (data.getVarFlags(name) or {}).items()
            if isinstance(text, (str, int))
        }
        described[name] = {"value": value, "raw": raw, "flags": flags}
    return described


def read(get):
    try:
        return get()
    except BaseException as error:  # BitBake raises several kinds, SystemExit among them.
        if isinstance(error, KeyboardInterrupt):
            raise
        return {"error": str(error)[:200]}


def is_base(path):
    """True for the files that BitBake reads itself, where its version tells them apart (2.4 and later)."""
    import inspect

    import bb.parse

    is_named = path.endswith(("conf/bblayers.conf", "conf/layer.conf", "conf/bitbake.conf"))
    return is_named and "baseconfig" in inspect.signature(bb.parse.handle).parameters


def import_oe(bb):
    """Makes OpenEmbedded's Python library known, as base.bbclass does in a build."""
    library = os.environ.get("OE_LIB")
    if not library:
        return
    sys.path.insert(0, library)
    import oe.types
    import oe.utils

    bb.utils._context["oe"] = oe


def read_files(bb, follow):
    results = []
    for path in json.load(sys.stdin):
        data = bb.data.init()
        data.enableTracking()
        data.setVar("BBPATH", os.path.dirname(path))
        try:
            if is_base(path):
                bb.parse.handle(path, data, 1, baseconfig=True)
            else:
                bb.parse.handle(path, data, 1)
            results.append({"ok": True, "variables": describe(data)})
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            results.append({"ok": False, "error": type(error).__name__ + ": " + str(error)[:300]})
    return results


def read_build(bb, directory):
    """The data stores of a build, one per multiconfig, as BitBake has them when it has started."""
    import bb.cookerdata

    os.chdir(directory)
    os.environ["PWD"] = directory
    os.environ["LC_ALL"] = "en_US.UTF-8"
    configuration = bb.cookerdata.CookerConfiguration()
    configuration.env = dict(os.environ)
    configuration.tracking = True
    builder = bb.cookerdata.CookerDataBuilder(configuration)
    builder.parseBaseConfiguration()
    return {mc: describe(data) for mc, data in builder.mcdata.items()}


def main():
    sys.path.insert(0, os.path.join(sys.argv[1], "lib"))
    import bb
    import bb.cookerdata
    import bb.data
    import bb.parse
    import bb.parse.parse_py

    # BitBake prints and logs to standard output; ours is for the result alone.
    output = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    if sys.argv[2] != "build":
        logging.disable(logging.CRITICAL)
        import_oe(bb)
    if "--no-follow" in sys.argv:
        from bb.parse.parse_py import ConfHandler

        ConfHandler.include = lambda *arguments: None
    if sys.argv[2] == "build":
        result = read_build(bb, sys.argv[3])
    else:
        result = read_files(bb, "--no-follow" not in sys.argv)
    json.dump(result, output)
    output.close()


main()
