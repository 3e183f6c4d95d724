#!/usr/bin/env python3
"""Who may include whom: the folder rules of the architecture, checked over every source file."""
import pathlib
import re
import sys

MAY_INCLUDE = {
    "base": {"base"},
    "net": {"base", "net"},
    "pipeline": {"base", "pipeline"},
    "config": {"base", "config", "pipeline"},
    "store": {"base", "store", "pipeline"},
    "fetcher": {"base", "net", "config", "store", "fetcher", "pipeline"},
    "alerts": {"base", "net", "config", "store", "alerts", "pipeline"},
    "app": {"base", "net", "pipeline", "config", "store", "fetcher", "alerts", "app"},
}
# The pipeline is pure: no I/O, no clock, no sockets, no threads.
PURE = "pipeline"
IMPURE_HEADERS = ("boost/asio", "curl/", "sqlite3.h", "spdlog", "base/log.h", "sys/socket.h", "unistd.h")
INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]', re.M)


def main():
    root = pathlib.Path(sys.argv[1])
    faults = []
    count = 0
    for folder, allowed in MAY_INCLUDE.items():
        for path in sorted((root / folder).rglob("*")):
            if path.suffix not in (".h", ".cpp"):
                continue
            count += 1
            for quote, name in INCLUDE.findall(path.read_text(encoding="utf-8")):
                where = f"{path.relative_to(root)}: includes {name}"
                if quote == '"' and name.split("/")[0] not in allowed:
                    faults.append(f"{where}, but {folder}/ may include only {', '.join(sorted(allowed))}")
                if folder == PURE and name.startswith(IMPURE_HEADERS):
                    faults.append(f"{where}, but {folder}/ is pure: no I/O, no clock")
    print("\n".join(faults) if faults else f"{count} files keep the include rules")
    return 1 if faults or count == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
