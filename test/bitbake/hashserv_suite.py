#!/usr/bin/env python3
"""Runs BitBake's own tests of its hash equivalence server against another server.

usage: hashserv_suite.py BITBAKE_DIR COMMAND [ARGUMENT...]

COMMAND is a server that takes the flags of bitbake-hashserv and prints its
address as the last word of its first line. Of BitBake, the tests and the
client run as they are; nothing of it is part of this project.
"""

import os
import subprocess
import sys
import tempfile
import unittest

# The tests with a server of BitBake's own on SQLAlchemy, or one that is
# running somewhere, are left out: they start no server that could be replaced.
CLASSES = (
    "TestHashEquivalenceClient",
    "TestHashEquivalenceUnixServer",
    "TestHashEquivalenceUnixServerLongPath",
    "TestHashEquivalenceTCPServer",
    "TestHashEquivalenceWebsocketServer",
)


class Process:
    """What the tests use of a multiprocessing.Process, for a program."""

    def __init__(self, popen):
        self._popen = popen

    @property
    def exitcode(self):
        return self._popen.poll()

    def terminate(self):
        self._popen.terminate()

    def join(self, timeout=None):
        try:
            self._popen.wait(timeout)
        except subprocess.TimeoutExpired:
            return
        self._popen.stdout.close()


class Server:
    """What the tests use of BitBake's server, for the command."""

    def __init__(self, argv, log):
        self._argv = argv
        self._log = log
        self.address = None
        self.process = None

    def serve_as_process(self, *, prefunc=None, args=(), log_level=None):
        # prefunc prepares a process of BitBake's; ours has its own logging.
        popen = subprocess.Popen(
            self._argv, stdout=subprocess.PIPE, stderr=self._log, encoding="utf-8"
        )
        line = popen.stdout.readline()
        if not line:
            raise RuntimeError(f"no server: exit code {popen.wait()}")
        self.address = line.split()[-1]
        self.process = Process(popen)
        return self.process


def flags(address, database, options):
    """The options of the tests as flags of bitbake-hashserv."""
    result = ["--bind", address, "--database", database, "--log", "INFO"]
    for name, flag in (
        ("upstream", "--upstream"),
        ("admin_username", "--admin-user"),
        ("admin_password", "--admin-password"),
    ):
        if options.get(name):
            result += [flag, options[name]]
    if options.get("read_only"):
        result.append("--read-only")
    if options.get("anon_perms") is not None:
        result += ["--anon-perms", ",".join(options["anon_perms"]) or "@none"]
    return result


def main():
    bitbake, *command = sys.argv[1:]
    sys.path.insert(0, os.path.join(bitbake, "lib"))
    import hashserv
    from hashserv import tests

    if not hasattr(hashserv, "is_valid_unihash"):
        # The tests of that age report unihashes of any form.
        command.append("--any-unihash")

    with tempfile.TemporaryDirectory(prefix="hashserv-suite-") as folder:
        os.chdir(folder)
        log = open("server.log", "w+", encoding="utf-8")
        tests.create_server = lambda address, database, **options: Server(
            command + flags(address, database, options), log
        )
        suite = unittest.TestSuite(
            unittest.defaultTestLoader.loadTestsFromTestCase(getattr(tests, name))
            for name in CLASSES
            if hasattr(tests, name)
        )
        result = unittest.TextTestRunner(verbosity=2, buffer=True).run(suite)
        if not result.wasSuccessful():
            log.seek(0)
            print("What the servers logged:", log.read(), sep="\n", file=sys.stderr)

    failed = len(result.failures) + len(result.errors) + len(result.unexpectedSuccesses)
    skipped = len(result.skipped)
    passed = result.testsRun - failed - skipped
    print(f"BitBake's own tests: {passed} passed, {failed} failed, {skipped} skipped.")
    return 0 if failed == 0 and passed > 0 else 1


if __name__ == "__main__":
    sys.exit(main())
