#!/usr/bin/env python3
"""Bodies of pages that were read for this project. read_bodies.tsv tells of each page its repository, its path there, its address and which of its
pieces of text are the article.

    read_pages.py PAGE.html     prints a page's pieces by their numbers, to mark a further one

What is marked: standfirst, paragraphs, subheadings, lists, tables and quotes of the article, corrections and agencies' sign-offs. What is not: headline,
byline, date, captions and credits, read-more lines and what invites to anything, what tells of the author, embedded posts, comments, other articles,
second copies of a text; of a live blog what stands above the posts."""
import html
import pathlib
import re
import sys

TABLE = pathlib.Path(__file__).with_name("read_bodies.tsv")
UNSEEN = re.compile(r"(?is)<!--.*?-->|<(script|style|noscript|template|title)\b[^>]*>.*?</\1\s*>")
TAG = re.compile(r"(?s)</?[a-zA-Z!?][^>]*>")


def pieces(page):
    """The texts between a page's tags, in order; the numbers of read_bodies.tsv count these."""
    texts = (html.unescape(text).strip() for text in TAG.split(UNSEEN.sub("<br>", page)))
    return [text for text in texts if text]


def body_of(page, ranges):
    """The pieces of such ranges as "14-72,75", one a line."""
    texts = pieces(page)
    ends = ([int(end) for end in part.split("-")] for part in ranges.split(","))
    return "\n".join("\n".join(texts[end[0]:end[-1] + 1]) for end in ends)


def read_table():
    """Repository, path, address and ranges of each page; of the article corpus' pages the path is their id."""
    return [line.split("\t") for line in TABLE.read_text("utf-8").splitlines()]


if __name__ == "__main__":
    for number, piece in enumerate(pieces(pathlib.Path(sys.argv[1]).read_text("utf-8", "replace"))):
        print(number, " ".join(piece.split()))
