#include "tests/corpus/article_corpus.h"

#include <zlib.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace wirewatch {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

json::value read_json(fs::path const& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return json::parse(text.str());
}

std::string field(json::object const& object, char const* key) {
  auto const* value = object.if_contains(key);
  return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

std::string read_gzip(fs::path const& path) {
  gzFile const file = gzopen(path.c_str(), "rb");
  if (!file) throw std::runtime_error("no file " + path.string());
  std::string out;
  char chunk[65536];
  for (int n = 0; (n = gzread(file, chunk, sizeof chunk)) > 0;) out.append(chunk, std::size_t(n));
  gzclose(file);
  return out;
}

}  // namespace

std::string CorpusPage::html() const { return read_gzip(folder / "pages" / (id + ".html.gz")); }
std::string CorpusPage::flat() const { return read_gzip(folder / "flat" / (id + ".txt.gz")); }

fs::path corpora_folder() {
  char const* const named = std::getenv("WIREWATCH_CORPORA");
  fs::path const path =
      named ? fs::path(named) : fs::path(WIREWATCH_SOURCE_DIR "/../shared/corpora");
  return fs::exists(path) ? path : fs::path();
}

std::vector<CorpusPage> read_article_corpus(fs::path const& articles) {
  std::vector<CorpusPage> pages;
  for (auto const& entry : fs::directory_iterator(articles / "expected")) {
    auto const value = read_json(entry.path());
    auto const& object = value.as_object();
    auto const* const flat = object.if_contains("flat");
    bool const has_flat = flat && ((flat->is_bool() && flat->get_bool()) || flat->is_string());
    pages.push_back({articles, field(object, "id"), field(object, "split_key"),
                     field(object, "url"), field(object, "charset"), field(object, "kind"),
                     field(object, "source"), field(object, "gold"), field(object, "body"),
                     field(object, "title"), has_flat});
  }
  std::sort(pages.begin(), pages.end(), [](auto const& a, auto const& b) { return a.id < b.id; });
  return pages;
}

std::vector<std::vector<std::string>> read_site_order(fs::path const& articles) {
  std::vector<std::vector<std::string>> sites;
  auto const value = read_json(articles / "sites.json");
  for (auto const& [site, pages] : value.as_object()) {
    sites.emplace_back();
    for (auto const& page : pages.as_array()) sites.back().push_back(field(page.as_object(), "id"));
  }
  return sites;
}

int fold_of(std::string const& site, int folds) {
  std::uint32_t hash = 2166136261U;
  for (char const c : site) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  return int((hash >> 8U) % std::uint32_t(folds));
}

}  // namespace wirewatch
