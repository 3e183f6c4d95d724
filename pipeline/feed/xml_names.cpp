#include "pipeline/feed/xml_names.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "base/text.h"
#include "pipeline/feed/xml_chars.h"

namespace wirewatch {
namespace {

using namespace std::string_view_literals;

struct Namespace {
  std::string_view uri;  ///< lower case, without "http://", "https://", "www." and final '/' or '#'
  Space space;
};
constexpr std::array kNamespaces{
    Namespace{"w3.org/2005/atom", Space::atom},
    Namespace{"purl.org/atom/ns", Space::atom},
    Namespace{"purl.org/atom/app", Space::other},
    Namespace{"purl.org/dc/elements/1.1", Space::dc},
    Namespace{"purl.org/dc/elements/1.0", Space::dc},
    Namespace{"purl.org/dc/terms", Space::dcterms},
    Namespace{"purl.org/rss/1.0/modules/content", Space::content},
    Namespace{"itunes.com/dtds/podcast-1.0.dtd", Space::itunes},
    Namespace{"example.com/dtds/podcast-1.0.dtd", Space::itunes},
    Namespace{"search.yahoo.com/mrss", Space::media},
    Namespace{"w3.org/1999/02/22-rdf-syntax-ns", Space::rdf},
    Namespace{"purl.org/rss/1.0/modules/syndication", Space::syndication},
    Namespace{"w3.org/1999/xhtml", Space::xhtml},
    Namespace{"purl.org/rss/1.0", Space::core},
    Namespace{"purl.org/net/rss1.1", Space::core},
    Namespace{"my.netscape.com/rdf/simple/0.9", Space::core},
    Namespace{"channel.netscape.com/rdf/simple/0.9", Space::core},
    Namespace{"backend.userland.com/rss", Space::core},
    Namespace{"backend.userland.com/rss2", Space::core},
    Namespace{"backend.userland.com/rss091", Space::core},
    Namespace{"backend.userland.com/rss092", Space::core},
    Namespace{"blogs.law.harvard.edu/tech/rss", Space::core},
};

struct Prefix {
  std::string_view prefix;
  Space space;
};
constexpr std::array kUsualPrefixes{
    Prefix{"atom", Space::atom},       Prefix{"dc", Space::dc},
    Prefix{"dcterms", Space::dcterms}, Prefix{"content", Space::content},
    Prefix{"itunes", Space::itunes},   Prefix{"media", Space::media},
    Prefix{"rdf", Space::rdf},         Prefix{"sy", Space::syndication},
    Prefix{"xhtml", Space::xhtml},     Prefix{"rss", Space::core},
};

enum class Group : std::uint8_t {
  core,
  dc,
  dcterms,
  content,
  itunes,
  media,
  rdf,
  syndication,
  xhtml
};

struct Known {
  std::string_view local;  ///< lower case
  Group group;
  Tag tag;
};
// Sorted by `local`.
constexpr std::array kKnown{
    Known{"author", Group::core, Tag::author},
    Known{"author", Group::dc, Tag::dc_creator},
    Known{"author", Group::itunes, Tag::itunes_author},
    Known{"body", Group::xhtml, Tag::xhtml_body},
    Known{"category", Group::core, Tag::category},
    Known{"category", Group::itunes, Tag::itunes_category},
    Known{"category", Group::media, Tag::media_category},
    Known{"channel", Group::core, Tag::channel},
    Known{"comments", Group::core, Tag::comments},
    Known{"content", Group::core, Tag::content},
    Known{"content", Group::media, Tag::media_content},
    Known{"contributor", Group::core, Tag::contributor},
    Known{"created", Group::core, Tag::created},
    Known{"created", Group::dcterms, Tag::created},
    Known{"creator", Group::dc, Tag::dc_creator},
    Known{"credit", Group::media, Tag::media_credit},
    Known{"date", Group::dc, Tag::dc_date},
    Known{"description", Group::core, Tag::description},
    Known{"description", Group::dc, Tag::dc_description},
    Known{"description", Group::media, Tag::media_description},
    Known{"div", Group::xhtml, Tag::xhtml_body},
    Known{"email", Group::core, Tag::email},
    Known{"enclosure", Group::core, Tag::enclosure},
    Known{"encoded", Group::content, Tag::content_encoded},
    Known{"entry", Group::core, Tag::entry},
    Known{"feed", Group::core, Tag::feed},
    Known{"group", Group::media, Tag::media_group},
    Known{"guid", Group::core, Tag::guid},
    Known{"id", Group::core, Tag::id},
    Known{"image", Group::core, Tag::image},
    Known{"issued", Group::core, Tag::issued},
    Known{"issued", Group::dcterms, Tag::issued},
    Known{"item", Group::core, Tag::item},
    Known{"language", Group::core, Tag::language},
    Known{"language", Group::dc, Tag::dc_language},
    Known{"link", Group::core, Tag::link},
    Known{"modified", Group::core, Tag::modified},
    Known{"modified", Group::dcterms, Tag::modified},
    Known{"name", Group::core, Tag::name},
    Known{"pubdate", Group::core, Tag::pub_date},
    Known{"published", Group::core, Tag::published},
    Known{"rdf", Group::core, Tag::rdf},
    Known{"rdf", Group::rdf, Tag::rdf},
    Known{"rss", Group::core, Tag::rss},
    Known{"skipdays", Group::core, Tag::skip_days},
    Known{"skiphours", Group::core, Tag::skip_hours},
    Known{"source", Group::core, Tag::source},
    Known{"subject", Group::dc, Tag::dc_subject},
    Known{"subtitle", Group::core, Tag::subtitle},
    Known{"subtitle", Group::itunes, Tag::itunes_subtitle},
    Known{"summary", Group::core, Tag::summary},
    Known{"summary", Group::itunes, Tag::itunes_summary},
    Known{"tagline", Group::core, Tag::subtitle},
    Known{"title", Group::core, Tag::title},
    Known{"title", Group::dc, Tag::dc_title},
    Known{"title", Group::itunes, Tag::itunes_title},
    Known{"title", Group::media, Tag::media_title},
    Known{"ttl", Group::core, Tag::ttl},
    Known{"updated", Group::core, Tag::updated},
    Known{"updatefrequency", Group::syndication, Tag::update_frequency},
    Known{"updateperiod", Group::syndication, Tag::update_period},
};
static_assert(std::is_sorted(kKnown.begin(), kKnown.end(),
                             [](Known const& a, Known const& b) { return a.local < b.local; }));

/// Where in kKnown the names of each first letter begin.
constexpr auto kFirstWith = [] {
  std::array<std::uint8_t, 27> first{};
  for (std::size_t letter = 0; letter <= 26; ++letter)
    while (first[letter] < kKnown.size() &&
           kKnown[first[letter]].local[0] < static_cast<char>('a' + letter))
      ++first[letter];
  return first;
}();

std::optional<Group> group_of(Space space) {
  switch (space) {
    case Space::core:
    case Space::atom:
      return Group::core;
    case Space::dc:
      return Group::dc;
    case Space::dcterms:
      return Group::dcterms;
    case Space::content:
      return Group::content;
    case Space::itunes:
      return Group::itunes;
    case Space::media:
      return Group::media;
    case Space::rdf:
      return Group::rdf;
    case Space::syndication:
      return Group::syndication;
    case Space::xhtml:
      return Group::xhtml;
    case Space::other:
      break;
  }
  return std::nullopt;
}

std::optional<Space> known_namespace(std::string_view uri) {
  std::string const lower = lower_ascii(trim(uri));
  std::string_view rest = lower;
  for (auto const start : {"http://"sv, "https://"sv, "www."sv})
    if (rest.starts_with(start)) rest.remove_prefix(start.size());
  while (!rest.empty() && (rest.back() == '/' || rest.back() == '#')) rest.remove_suffix(1);
  for (Namespace const& known : kNamespaces)
    if (known.uri == rest) return known.space;
  return std::nullopt;
}

Space meaning_of(std::string_view prefix, std::string_view uri) {
  return known_namespace(uri).value_or(prefix.empty() ? Space::core : Space::other);
}

/// The prefix an attribute declares ("" for xmlns itself), nullopt for any other attribute.
std::optional<std::string_view> declared_prefix(std::string_view attribute) {
  if (attribute == "xmlns") return ""sv;
  if (attribute.starts_with("xmlns:")) return attribute.substr(6);
  return std::nullopt;
}

Tag tag_of(Space space, std::string_view local) {
  constexpr std::size_t kLongest = 16;
  auto const group = group_of(space);
  if (!group || local.size() > kLongest) return Tag::unknown;
  std::array<char, kLongest> lower{};
  std::transform(local.begin(), local.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
  std::string_view const name(lower.data(), local.size());
  if (name.empty() || name[0] < 'a' || name[0] > 'z') return Tag::unknown;
  auto const letter = static_cast<std::size_t>(name[0] - 'a');
  for (std::size_t i = kFirstWith[letter]; i < kFirstWith[letter + 1]; ++i)
    if (kKnown[i].group == *group && kKnown[i].local == name) return kKnown[i].tag;
  return Tag::unknown;
}

}  // namespace

ElementName XmlNames::of(pugi::xml_node node) const {
  std::string_view const name = node.name();
  Space const space = space_of(node, name_prefix(name));
  return {space, tag_of(space, local_name(name))};
}

Space XmlNames::space_of(pugi::xml_node node, std::string_view prefix) const {
  for (auto attribute = node.first_attribute(); attribute; attribute = attribute.next_attribute())
    if (declared_prefix(attribute.name()) == prefix) return meaning_of(prefix, attribute.value());
  for (auto binding = bindings_.rbegin(); binding != bindings_.rend(); ++binding)
    if (binding->first == prefix) return binding->second;
  if (prefix.empty()) return Space::core;
  for (Prefix const& usual : kUsualPrefixes)
    if (equals_ignoring_case(usual.prefix, prefix)) return usual.space;
  return Space::other;
}

XmlNames::Scope::Scope(XmlNames& names, pugi::xml_node node)
    : names_(names), size_(names.bindings_.size()) {
  for (auto attribute = node.first_attribute(); attribute; attribute = attribute.next_attribute())
    if (auto const prefix = declared_prefix(attribute.name()))
      names.bindings_.emplace_back(*prefix, meaning_of(*prefix, attribute.value()));
}

XmlNames::Scope::~Scope() { names_.bindings_.resize(size_); }

}  // namespace wirewatch
