#pragma once

#include <pugixml.hpp>
#include <string_view>
#include <utility>
#include <vector>

namespace wirewatch {

/// The vocabularies that feeds mix. `core` is RSS in all its namespaces and whatever a feed speaks
/// by default.
enum class Space : std::uint8_t {
  core,
  atom,
  dc,
  dcterms,
  content,
  itunes,
  media,
  rdf,
  syndication,
  xhtml,
  other
};

/// The elements that are read. RSS's and Atom's elements of one name share a tag.
enum class Tag : std::uint8_t {
  unknown,
  rss,
  rdf,
  feed,
  channel,
  item,
  entry,
  image,
  title,
  link,
  description,
  summary,
  content,
  guid,
  id,
  author,
  contributor,
  name,
  email,
  category,
  enclosure,
  pub_date,
  published,
  updated,
  issued,
  modified,
  created,
  comments,
  source,
  language,
  subtitle,
  ttl,
  skip_hours,
  skip_days,
  dc_title,
  dc_creator,
  dc_date,
  dc_subject,
  dc_description,
  dc_language,
  content_encoded,
  itunes_author,
  itunes_summary,
  itunes_title,
  itunes_subtitle,
  itunes_category,
  media_content,
  media_group,
  media_title,
  media_description,
  media_credit,
  media_category,
  xhtml_body,
  update_period,
  update_frequency,
};

struct ElementName {
  Space space = Space::other;
  Tag tag = Tag::unknown;
};

/// Resolves prefixes by their namespaces, whatever they are called; prefixes nobody declared get
/// their usual meaning ("dc", "content"). Names are read without regard to case, as feeds write
/// them.
class XmlNames {
 public:
  ElementName of(pugi::xml_node node) const;

  /// The declarations of `node` hold until the Scope ends.
  class Scope {
   public:
    Scope(XmlNames& names, pugi::xml_node node);
    ~Scope();
    Scope(Scope const&) = delete;
    Scope& operator=(Scope const&) = delete;

   private:
    XmlNames& names_;
    std::size_t size_;
  };

 private:
  Space space_of(pugi::xml_node node, std::string_view prefix) const;
  std::vector<std::pair<std::string_view, Space>> bindings_;
};

}  // namespace wirewatch
