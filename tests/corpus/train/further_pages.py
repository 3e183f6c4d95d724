#!/usr/bin/env python3
"""Makes folders of further pages in the form of the article corpus, out of checkouts of public data sets:
    further_pages.py CORPUS OUT [--wcxb DIR] [--naeb DIR] [--read DIR] [--waddle DIR]
writes OUT/wcxb, OUT/naeb and OUT/read, which the models learn from, and OUT/waddle, on which they are only measured. DIR is a checkout; that of --read
holds several, each as OWNER/NAME (read_bodies.tsv). CORPUS is the article corpus (its development part), whose pages are left out, but for those that
were read because it has no body made by people for them. Every site that its published rule puts into the other part is left out too: what is learned
here knows nothing of the sites that are kept back."""
import argparse
import collections
import gzip
import hashlib
import html
import json
import pathlib
import re
from urllib.parse import urlsplit

import read_pages

DEVELOPMENT = 0.6  # share of the sites
SECOND_LEVEL = set("co com org net gov ac edu ne or go in info ltd plc me nhs sch".split())
HOSTED = set("blogspot wordpress substack medium tumblr github livejournal typepad wixsite weebly hatenablog blog "
             "ghost webflow netlify vercel herokuapp squarespace".split())
SHORTEST = 200  # characters of a body
PAGES_A_SITE = 4  # of waddle, most of whose pages are of few sites
IN_PAGE = 0.9  # of a waddle body's runs of four words; others hold further pages or the menu


def fraction(key):
    return int(hashlib.sha256(f"wirewatch-33:{key}".encode()).hexdigest()[:12], 16) / 2**48


def site_keys(host):
    """The host's split key, and every other reading of it, should the rule be understood differently."""
    bare = host.lower().split(":")[0].removeprefix("www.")
    labels = bare.split(".")
    if len(labels) < 2:
        return bare, set()
    country = len(labels) >= 3 and len(labels[-1]) == 2 and labels[-2] in SECOND_LEVEL
    at = len(labels) - (3 if country else 2)
    key = bare if labels[at] in HOSTED and at > 0 else labels[at]
    below_a_domain = {bare, host.lower(), labels[at - 1], labels[at], labels[-2]} if at > 0 else set()
    return key, {key} | below_a_domain


def charset_of(page):
    charset = re.search(rb"charset=[\"']?([\w-]+)", page[:4000])
    return charset.group(1).decode() if charset else "utf-8"


def decode(page, charset):
    try:
        return page.decode(charset, "replace")
    except LookupError:
        return page.decode("utf-8", "replace")


class Folder:
    def __init__(self, corpus, out, source):
        self.corpus, self.out, self.source, self.count = corpus, out, source, 0
        for name in ("pages", "expected"):
            (out / name).mkdir(parents=True, exist_ok=True)
        known = [json.loads(path.read_text("utf-8")) for path in (corpus / "expected").glob("*.json")]
        self.ids = {page["id"] for page in known}
        self.urls = {page["url"] for page in known}
        self.hashes = {hashlib.sha256(gzip.decompress(path.read_bytes())).digest()
                       for path in (corpus / "pages").glob("*.gz")}

    def key_of(self, url):
        """The split key of a page that may be learned from, or None."""
        host = urlsplit(url).hostname or ""
        key, readings = site_keys(host)
        if url in self.urls or not readings or any(fraction(reading) >= DEVELOPMENT for reading in readings):
            return None
        return key

    def put(self, identity, url, page, body, title):
        page_hash = hashlib.sha256(page).digest()
        if identity in self.ids or page_hash in self.hashes:
            return
        language = re.search(rb"<html[^>]*\blang=[\"']?([a-zA-Z]{2})", page)
        expected = {"id": identity, "url": url, "site": urlsplit(url).hostname, "split_key": self.key_of(url),
                    "source": self.source, "language": language.group(1).decode().lower() if language else "en",
                    "charset": charset_of(page), "title": title, "kind": "body", "gold": "human", "body": body}
        self.write(expected, page)

    def write(self, expected, page):
        identity = expected["id"]
        (self.out / "expected" / f"{identity}.json").write_text(json.dumps(expected, ensure_ascii=False), "utf-8")
        (self.out / "pages" / f"{identity}.html.gz").write_bytes(gzip.compress(page, 5, mtime=0))
        self.count += 1


def add_wcxb(folder, checkout):
    files = json.loads((checkout / "metadata.json").read_text("utf-8"))["files"]
    for name, about in files.items():
        if about["page_type"] != "article":
            continue
        part = checkout / about["split"]
        truth = json.loads((part / "ground-truth" / f"{name}.json").read_text("utf-8"))
        body = truth["ground_truth"].get("main_content") or ""
        page = part / "html" / f"{name}.html.gz"
        if len(body) >= SHORTEST and page.exists() and folder.key_of(truth["url"]):
            folder.put(f"wx-{name}", truth["url"], gzip.decompress(page.read_bytes()), body,
                       truth["ground_truth"].get("title") or "")


def add_naeb(folder, checkout):
    for article in json.loads((checkout / "news_articles.json").read_text("utf-8")):
        url = article["link"] or ""
        names = (article["html_file"], hashlib.md5(url.encode()).hexdigest())
        pages = [path for path in (checkout / "html" / f"{name}.html" for name in names) if path.exists()]
        if len(article["text"]) >= SHORTEST and pages and folder.key_of(url):
            folder.put(f"na-{pages[0].stem[:12]}", url, pages[0].read_bytes(), article["text"],
                       article["title"] or "")


def paragraphs(reference):
    return [html.unescape(re.sub("<[^>]+>", "", part)).strip()
            for part in re.findall(r"(?s)<(?:p|h\d|l|li)>(.*?)</(?:p|h\d|l|li)>", reference)]


def letters(text):
    return re.sub(r"\W+", "", text.lower())


def runs_of_words(text):
    words = re.findall(r"\w+", text)
    return collections.Counter(zip(*(words[i:] for i in range(4))))


def is_in_page(body, page):
    shown = re.sub(r"(?is)<(script|style)\b.*?</\1>|<!--.*?-->|<[^>]+>", " ", page)
    wanted = runs_of_words(body)
    return (wanted & runs_of_words(html.unescape(shown))).total() >= IN_PAGE * wanted.total()


def add_waddle(folder, checkout):
    corpus = checkout / "corpora" / "Corpus_daniel_v2.1"
    of_site = collections.Counter()
    for path in sorted((corpus / "html").iterdir()):
        day, host, name = path.name.split("_", 2)
        url = f"http://{host}/{name}"
        key = folder.key_of(url)
        reference = corpus / "reference" / path.name
        if not key or of_site[key] == PAGES_A_SITE or not reference.exists():
            continue
        page = path.read_bytes()
        text = page.decode("utf-8", "replace")
        title = re.search(r"(?is)<title[^>]*>(.*?)</title>", text)
        title = html.unescape(title[1]).strip() if title else ""
        body = paragraphs(reference.read_text("utf-8", "replace"))
        if body and len(body[0]) > 5 and letters(body[0]) in letters(title):
            title, *body = body  # the references begin with the headline
        body = "\n".join(filter(None, body))
        if len(body) >= SHORTEST and is_in_page(body, text):
            of_site[key] += 1
            folder.put(f"wd-{day}-{host}-{name[-8:]}", url, page, body, title)


def add_read(folder, checkouts):
    for repository, path, url, ranges in read_pages.read_table():
        if repository == "corpus":
            page = gzip.decompress((folder.corpus / "pages" / f"{path}.html.gz").read_bytes())
            expected = json.loads((folder.corpus / "expected" / f"{path}.json").read_text("utf-8"))
            body = read_pages.body_of(decode(page, expected["charset"]), ranges)
            folder.write(expected | {"kind": "body", "gold": "read", "body": body}, page)
        elif (checkouts / repository / path).exists() and folder.key_of(url):
            page = (checkouts / repository / path).read_bytes()
            name = hashlib.sha256(f"{repository}/{path}".encode()).hexdigest()[:10]
            folder.put(f"rd-{name}", url, page, read_pages.body_of(decode(page, charset_of(page)), ranges), "")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    sources = {"wcxb": add_wcxb, "naeb": add_naeb, "read": add_read, "waddle": add_waddle}
    for name in sources:
        parser.add_argument(f"--{name}", type=pathlib.Path, metavar="DIR")
    options = parser.parse_args()
    for name, add in sources.items():
        checkout = getattr(options, name)
        if checkout:
            folder = Folder(options.corpus, options.out / name, name)
            add(folder, checkout)
            print(name, folder.count)


if __name__ == "__main__":
    main()
