#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace wirewatch {

/// One page of the article corpus, with what is expected of it.
struct CorpusPage {
  std::filesystem::path folder;  ///< of the corpus
  std::string id;
  std::string site;  ///< pages with the same key never stand on both sides of a split
  std::string url;
  std::string charset;
  std::string kind;    ///< "body" or "snippets"
  std::string source;  ///< the data set it is from
  std::string gold;    ///< how good the expected body is
  std::string body;
  std::string title;
  bool has_flat = false;

  std::string content_type() const { return "text/html; charset=" + charset; }
  std::string html() const;  ///< its bytes
  std::string flat() const;  ///< the flattened text, where it has one
};

/// The folder of shared test data, from WIREWATCH_CORPORA or beside the source; empty when there is
/// none.
std::filesystem::path corpora_folder();

/// The pages of such a folder, by id.
std::vector<CorpusPage> read_article_corpus(std::filesystem::path const& articles);
/// The ids of the pages of each site with several pages, in order of time.
std::vector<std::vector<std::string>> read_site_order(std::filesystem::path const& articles);
/// Which part of `folds` a site belongs to, by the hash of its name.
int fold_of(std::string const& site, int folds);
constexpr int kArticleFolds = 5;

}  // namespace wirewatch
