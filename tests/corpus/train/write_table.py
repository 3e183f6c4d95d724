#!/usr/bin/env python3
"""Turns what train_body learned into the source that holds it: write_table.py MODELS > body_model_table.cpp"""
import pathlib
import sys


def literal(name, text):
    # Compilers limit the length of one literal: one a tree, joined by the compiler.
    lines = "\n".join(f'    "{line}\\n"' for line in text.strip().splitlines())
    return f"std::string_view const {name} =\n{lines};\n"


def main():
    folder = pathlib.Path(sys.argv[1])
    parts = [(name, (folder / file).read_text()) for name, file in (
        ("kFirstBodyModel", "all.1.txt"), ("kSecondBodyModel", "all.2.txt"))]
    print("// Made by tests/corpus/train (train_body, write_table.py); not to be edited.\n// clang-format off\n"
          '#include "pipeline/article/body_model_table.h"\n\nnamespace wirewatch {\n')
    print("\n".join(literal(name, text) for name, text in parts))
    print("}  // namespace wirewatch")


if __name__ == "__main__":
    main()
