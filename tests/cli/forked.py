"""Calls `nettverk` as a shell would, some hundred times a second: a process of its own that forks for every call.

Started by `tests.cli.shell`; reads one call a line from standard input, as JSON, and answers with one line.
"""

import contextlib
import io
import json
import os
import resource
import selectors
import signal
import sys
import traceback
from typing import Any

#: Ends a call that waits for ever (seconds); no call comes near it.
_LONGEST_SECONDS = 120


def serve() -> None:
    """Answer until the input ends."""
    _warm_up()
    for line in sys.stdin:
        call = json.loads(line)
        pipes = {name: os.pipe() for name in ("stdout", "stderr")}
        child = os.fork()
        if child == 0:
            _be(call, {name: writer for name, (_, writer) in pipes.items()})
        for _, writer in pipes.values():
            os.close(writer)
        written = _read_to_the_end({name: reader for name, (reader, _) in pipes.items()})
        _, status = os.waitpid(child, 0)
        print(json.dumps({"code": os.waitstatus_to_exitcode(status), **written}), flush=True)


def _read_to_the_end(readers: dict[str, int]) -> dict[str, str]:
    """Read pipes to their end; each byte is given as one letter."""
    found = dict.fromkeys(readers, b"")
    with selectors.DefaultSelector() as selector:
        for name, reader in readers.items():
            selector.register(reader, selectors.EVENT_READ, name)
        while selector.get_map():
            for key, _ in selector.select():
                if block := os.read(key.fd, 1 << 20):
                    found[key.data] += block
                else:
                    selector.unregister(key.fd)
                    os.close(key.fd)
    return {name: block.decode("latin-1") for name, block in found.items()}


def _warm_up() -> None:
    """Load once what every call needs."""
    import matplotlib.backends.backend_agg
    import matplotlib.backends.backend_svg
    import matplotlib.figure  # noqa: F401
    import openpyxl  # noqa: F401
    import rich.table  # noqa: F401

    from nettverk_tui.cli import program
    from nettverk_tui.resources import knowledge

    program("en")
    knowledge()


def _be(call: dict[str, Any], pipes: dict[str, int]) -> None:
    """Run the call as its own process, from start to exit."""
    signal.alarm(_LONGEST_SECONDS)
    os.environ.update(call["env"])
    os.chdir(call["folder"])
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for number, name in ((1, "stdout"), (2, "stderr")):
        _lead(number, call[name], pipes[name])
    for pipe in pipes.values():
        os.close(pipe)
    if call["room"] is not None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (call["room"], call["room"]))
    encoding = call["encoding"]
    sys.stdin = open(0, encoding=encoding)  # noqa: SIM115
    for number, name, errors in ((1, "stdout", "strict"), (2, "stderr", "backslashreplace")):
        # As the interpreter does it, where a descriptor is closed too.
        closed = call[name] == "closed"
        setattr(sys, name, None if closed else io.TextIOWrapper(io.FileIO(number, "wb"), encoding, errors))
    sys.argv = ["nettverk", *call["arguments"]]
    code = _run()
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except Exception:
            # The exit code of the interpreter when its last flush fails.
            code = 120
    os._exit(code)


def _lead(number: int, place: str, pipe: int) -> None:
    if place == "closed":
        os.close(number)
        return
    if place == "pipe":
        os.dup2(pipe, number)
        return
    if place == "nobody":
        reader, descriptor = os.pipe()
        os.close(reader)
    else:
        descriptor = os.open(place, os.O_WRONLY)
    os.dup2(descriptor, number)
    os.close(descriptor)


def _run() -> int:
    from nettverk_tui.cli import main

    try:
        main()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        with contextlib.suppress(Exception):
            traceback.print_exc()
        return 99
    return 0


if __name__ == "__main__":
    serve()
