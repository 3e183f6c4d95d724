#include "pipeline/feed/entry_reader.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "pipeline/feed/feed_date.h"
#include "pipeline/feed/resolve_url.h"
#include "pipeline/feed/xml_text.h"

namespace wirewatch {
namespace {

/// Texts for one field from several vocabularies; the best source that says something wins, the
/// first one of equals.
class Best {
 public:
  void offer(int rank, std::string value) {
    if (value.empty() || (rank_ != 0 && rank_ <= rank)) return;
    rank_ = rank;
    value_ = std::move(value);
  }
  std::string take() { return std::move(value_); }

 private:
  int rank_ = 0;
  std::string value_;
};

/// Of one entry; more of its tags, people or enclosures are left out.
constexpr std::size_t kMaxOfAKind = 1000;

void add_once(std::vector<std::string>& list, std::string value) {
  if (value.empty() || list.size() >= kMaxOfAKind ||
      std::find(list.begin(), list.end(), value) != list.end())
    return;
  list.push_back(std::move(value));
}

class EntryReader {
 public:
  EntryReader(pugi::xml_node item, XmlNames& names, std::string const& base)
      : item_(item),
        names_(names),
        scope_(names, item),
        base_(base_of(item, base)),
        is_atom_(names.of(item).tag == Tag::entry) {}

  Entry run() {
    id_.offer(4, std::string(about()));
    for (auto child = item_.first_child(); child; child = child.next_sibling())
      if (child.type() == pugi::node_element) read_child(child);
    return finish();
  }

 private:
  std::string_view about() const { return attribute_of(item_, "rdf:about"); }

  void read_child(pugi::xml_node child) {
    auto const [space, tag] = names_.of(child);
    switch (tag) {
      case Tag::title:
        return title_.offer(space == Space::core ? 1 : 2, construct_text(child));
      case Tag::dc_title:
        return title_.offer(3, text_of(child));
      case Tag::media_title:
        return title_.offer(4, text_of(child));
      case Tag::link:
        return read_link(child);
      case Tag::guid:
        return read_guid(child);
      case Tag::id:
        return id_.offer(2, text_of(child));
      case Tag::description:
        return summary_.offer(1, text_of(child));
      case Tag::summary:
        return summary_.offer(2, construct_text(child));
      case Tag::dc_description:
        return summary_.offer(3, text_of(child));
      case Tag::itunes_summary:
        return summary_.offer(4, text_of(child));
      case Tag::content_encoded:
        return content_.offer(1, text_of(child));
      case Tag::content:
        return content_.offer(2, construct_text(child));
      case Tag::xhtml_body:
        return content_.offer(3, text_of(child));
      case Tag::author:
      case Tag::dc_creator:
      case Tag::itunes_author:
        return add_once(entry_.authors, read_person(child, names_));
      case Tag::category:
      case Tag::media_category:
        return read_category(child);
      case Tag::itunes_category:
        return read_itunes_category(child);
      case Tag::dc_subject:
        return add_once(entry_.categories, text_of(child));
      case Tag::enclosure:
        return add_enclosure(child, "url");
      case Tag::media_content:
        return add_enclosure(child, "url");
      case Tag::media_group:
        return read_media_group(child);
      default:
        return read_date(child, space, tag);
    }
  }

  void read_date(pugi::xml_node child, Space space, Tag tag) {
    switch (tag) {
      case Tag::pub_date:
        return published_.offer(1, text_of(child));
      case Tag::published:
        return published_.offer(2, text_of(child));
      case Tag::issued:
        return published_.offer(space == Space::dcterms ? 5 : 3, text_of(child));
      case Tag::dc_date:
        return published_.offer(4, text_of(child));
      case Tag::created:
        return published_.offer(6, text_of(child));
      case Tag::updated:
        return updated_.offer(1, text_of(child));
      case Tag::modified:
        return updated_.offer(2, text_of(child));
      default:
        return;
    }
  }

  void read_link(pugi::xml_node child) {
    auto const href = attribute_of(child, "href");
    auto const relation = attribute_of(child, "rel");
    bool const alternate = relation.empty() || equals_ignoring_case(relation, "alternate");
    if (equals_ignoring_case(relation, "enclosure"))
      add_enclosure(child, "href");
    else if (alternate && href.empty())
      link_.offer(1, resolve_in(child, base_, text_of(child)));
    else if (alternate)
      link_.offer(2, link_target(child, base_));
  }

  void read_guid(pugi::xml_node child) {
    std::string guid = text_of(child);
    bool const permalink = !equals_ignoring_case(attribute_of(child, "isPermaLink"), "false");
    if (permalink && (guid.starts_with("http://") || guid.starts_with("https://")))
      link_.offer(9, guid);
    id_.offer(1, std::move(guid));
  }

  void read_category(pugi::xml_node child) {
    auto const term = attribute_of(child, "term");
    add_once(entry_.categories, term.empty() ? plain_text_of(child) : std::string(term));
  }

  void read_itunes_category(pugi::xml_node category) {
    add_once(entry_.categories, std::string(attribute_of(category, "text")));
    for (auto const child : category.children())
      if (names_.of(child).tag == Tag::itunes_category)
        add_once(entry_.categories, std::string(attribute_of(child, "text")));
  }

  void add_enclosure(pugi::xml_node child, char const* attribute) {
    auto const url = attribute_of(child, attribute);
    if (url.empty() || entry_.enclosures.size() >= kMaxOfAKind) return;
    Enclosure enclosure;
    enclosure.url = resolve_in(child, base_, url);
    enclosure.type = attribute_of(child, "type");
    auto const bytes =
        attribute_of(child, attribute_of(child, "length").empty() ? "fileSize" : "length");
    (void)std::from_chars(bytes.data(), bytes.data() + bytes.size(), enclosure.bytes);  // else 0
    for (Enclosure const& known : entry_.enclosures)
      if (known.url == enclosure.url) return;
    entry_.enclosures.push_back(std::move(enclosure));
  }

  void read_media_group(pugi::xml_node group) {
    for (auto const child : group.children())
      if (names_.of(child).tag == Tag::media_content) add_enclosure(child, "url");
  }

  std::optional<TimePoint> date(std::string const& text) {
    auto const time = parse_feed_date(text);
    if (!time && !text.empty()) entry_.undatable = true;
    return time;
  }

  /// RSS has one date. A second one from another vocabulary counts where it says something else.
  void settle_dates() {
    if (!entry_.published) entry_.published = entry_.updated;
    auto const second = [](auto time) { return std::chrono::floor<std::chrono::seconds>(*time); };
    if (entry_.updated && second(entry_.updated) == second(entry_.published))
      entry_.updated.reset();
  }

  Entry finish() {
    entry_.id = id_.take();
    entry_.title = title_.take();
    entry_.link = link_.take();
    entry_.summary = summary_.take();
    entry_.content = content_.take();
    entry_.published = date(published_.take());
    entry_.updated = date(updated_.take());
    if (!is_atom_) settle_dates();
    return std::move(entry_);
  }

  pugi::xml_node item_;
  XmlNames& names_;
  XmlNames::Scope scope_;
  std::string base_;
  bool is_atom_;
  Entry entry_;
  Best id_, title_, link_, summary_, content_, published_, updated_;
};

bool is_address(std::string_view text) {
  return text.find('@') != std::string_view::npos && text.find(' ') == std::string_view::npos;
}

/// "ann@example.org (Ann Lee)" and "Ann Lee <ann@example.org>" without the address.
std::string_view person_in(std::string_view text) {
  for (auto const& [open, close] : {std::pair{'(', ')'}, std::pair{'<', '>'}}) {
    std::size_t const begin = text.find(open);
    std::size_t const end = text.rfind(close);
    if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) continue;
    auto const inside = trim(text.substr(begin + 1, end - begin - 1));
    auto const outside = trim(text.substr(0, begin));
    if (is_address(outside) && !inside.empty()) return inside;
    if (is_address(inside) && !outside.empty()) return outside;
  }
  return text;
}

}  // namespace

Entry read_entry(pugi::xml_node item, XmlNames& names, std::string const& base) {
  return EntryReader(item, names, base).run();
}

std::string read_person(pugi::xml_node node, XmlNames const& names) {
  std::string email;
  bool structured = false;
  for (auto const child : node.children()) {
    if (child.type() != pugi::node_element) continue;
    structured = true;
    auto const tag = names.of(child).tag;
    if (tag == Tag::name)
      if (auto name = text_of(child); !name.empty()) return name;
    if (tag == Tag::email) email = text_of(child);
  }
  if (structured) return email;
  std::string buffer;
  return std::string(person_in(text_view(node, buffer)));
}

std::string link_target(pugi::xml_node node, std::string const& base) {
  return resolve_in(node, base, attribute_of(node, "href"));
}

}  // namespace wirewatch
