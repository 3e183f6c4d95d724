#pragma once

#include <string>
#include <vector>

#include "pipeline/article/html/document.h"

namespace wirewatch {

/// What a page's JSON-LD says about its article. Texts may hold markup, as the page gives them.
struct LinkedData {
  bool is_article = false;
  std::string headline;
  std::string body;                  ///< articleBody
  std::vector<std::string> updates;  ///< articleBody of each post of a live blog
  std::string description;
  std::vector<std::string> authors;
  std::string published;
  std::string modified;
  std::string section;
  std::vector<std::string> keywords;
  std::string image;
  std::string site_name;
  std::string url;
  std::string language;
};

/// Reads every application/ld+json script, ill-formed ones as far as they can be mended. The first
/// object of an article type wins; what it leaves out may come from further ones.
LinkedData read_linked_data(HtmlDocument const& document);

}  // namespace wirewatch
