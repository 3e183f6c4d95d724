#!/usr/bin/env python3
"""Turns what train_body and train_sequence.py learned into the source that holds it: write_table.py Body|Flat OUTDIR > ..._model_table.cpp"""
import pathlib
import sys


def literal(name, text):
    # Compilers limit the length of one literal: one a line, joined by the compiler.
    lines = "\n".join(f'    "{line}\\n"' for line in text.strip().splitlines())
    return f"std::string_view const {name} =\n{lines};\n"


def main():
    kind, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    print("// Made by tests/corpus/train (train_body, train_sequence.py, write_table.py); not to be edited.\n// clang-format off\n"
          '#include "pipeline/article/body_model_table.h"\n\nnamespace wirewatch {\n')
    print("\n".join(literal(f"k{order}{kind}Model", (folder / file).read_text())
                    for order, file in (("First", "all.1.txt"), ("Second", "all.2.txt"), ("Sequence", "all.3.txt"))))
    print("}  // namespace wirewatch")


if __name__ == "__main__":
    main()
