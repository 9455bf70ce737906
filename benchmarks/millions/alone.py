"""Runs a command and says on stdout, as JSON: seconds until its end, seconds of the processor, peak memory in KiB.

Run as `python -I -S alone.py COMMAND …`. A process inherits the peak of whoever started it, so this one is small. What
the command prints on stdout is in the JSON; what it prints on stderr is shown only when it fails.
"""

import json
import os
import subprocess
import sys
import tempfile
import time

with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as complained:
    start = time.perf_counter()
    process = subprocess.Popen(sys.argv[1:], stdout=said, stderr=complained)
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    said.seek(0)
    output = said.read().decode()
    if process.returncode:
        complained.seek(0)
        sys.stderr.write(complained.read().decode())
        sys.exit(process.returncode)

found = {
    "seconds": seconds,
    "processor": used.ru_utime + used.ru_stime,
    "peak": used.ru_maxrss,
    "output": output,
}
json.dump(found, sys.stdout)
