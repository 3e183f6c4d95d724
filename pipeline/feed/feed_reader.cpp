#include "pipeline/feed/feed_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "base/text.h"
#include "pipeline/feed/entry_reader.h"
#include "pipeline/feed/resolve_url.h"
#include "pipeline/feed/xml_names.h"
#include "pipeline/feed/xml_text.h"

namespace wirewatch {
namespace {

using namespace std::string_view_literals;
using namespace std::chrono_literals;

std::optional<unsigned> read_number(std::string_view text) {
  unsigned value = 0;
  auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc{} || end == text.data()) return std::nullopt;
  return value;
}

class FeedReader {
 public:
  FeedReader(std::string const& base, std::size_t max_entries)
      : base_(base), max_entries_(max_entries) {}

  ParsedFeed run(pugi::xml_node root) {
    XmlNames::Scope const scope(names_, root);
    std::string const base = base_of(root, base_);
    xml_language_ = attribute_of(root, "xml:lang");
    switch (names_.of(root).tag) {
      case Tag::rss:
      case Tag::channel:
        feed_.format = FeedFormat::rss;
        break;
      case Tag::rdf:
        feed_.format = FeedFormat::rdf;
        break;
      case Tag::feed:
        feed_.format = FeedFormat::atom;
        break;
      case Tag::entry:
        feed_.format = FeedFormat::atom;
        add_entry(root, base_);
        return std::move(feed_);
      default:
        return std::move(feed_);
    }
    if (names_.of(root).tag == Tag::channel)
      read_channel(root, base);
    else
      read_children(root, base);
    finish();
    return std::move(feed_);
  }

 private:
  void read_channel(pugi::xml_node channel, std::string const& outer) {
    XmlNames::Scope const scope(names_, channel);
    if (auto const language = attribute_of(channel, "xml:lang"); !language.empty())
      xml_language_ = language;
    read_children(channel, base_of(channel, outer));
  }

  void read_children(pugi::xml_node parent, std::string const& base) {
    for (auto const child : parent.children())
      if (child.type() == pugi::node_element) read_child(child, base);
  }

  void read_child(pugi::xml_node child, std::string const& base) {
    auto const [space, tag] = names_.of(child);
    switch (tag) {
      case Tag::channel:
        return read_channel(child, base);
      case Tag::item:
      case Tag::entry:
        return add_entry(child, base);
      case Tag::title:
        return set(feed_.title, child);
      case Tag::link:
        return read_link(child, base);
      case Tag::description:
        return set(feed_.description, child);
      case Tag::subtitle:
        return set(feed_.description, child);
      case Tag::language:
        return set(feed_.language, child);
      case Tag::dc_title:
        return set(dc_title_, child);
      case Tag::dc_description:
        return set(dc_description_, child);
      case Tag::dc_language:
        return set(dc_language_, child);
      default:
        return read_rhythm(child, tag);
    }
  }

  static void set(std::string& field, pugi::xml_node child) {
    if (field.empty()) field = construct_text(child);
  }

  void add_entry(pugi::xml_node item, std::string const& base) {
    if (feed_.entries.size() < max_entries_) {
      feed_.entries.push_back(read_entry(item, names_, base));
    } else if (feed_.problem.empty()) {
      feed_.problem = fmt::format("more than {} entries: the rest is left out", max_entries_);
    }
  }

  void read_link(pugi::xml_node child, std::string const& base) {
    auto const href = attribute_of(child, "href");
    if (href.empty()) {
      if (feed_.link.empty()) feed_.link = resolve_in(child, base, text_of(child));
      return;
    }
    auto const relation = attribute_of(child, "rel");
    if (relation.empty() || equals_ignoring_case(relation, "alternate")) {
      if (alternate_.empty()) alternate_ = link_target(child, base);
    } else if (equals_ignoring_case(relation, "self")) {
      if (feed_.self_url.empty()) feed_.self_url = link_target(child, base);
    } else if (equals_ignoring_case(relation, "hub")) {
      if (feed_.hub.empty()) feed_.hub = link_target(child, base);
    }
  }

  void read_rhythm(pugi::xml_node child, Tag tag) {
    std::string buffer;
    switch (tag) {
      case Tag::ttl:
        if (auto const minutes = read_number(text_view(child, buffer)))
          feed_.rhythm.ttl = std::chrono::minutes(*minutes);
        return;
      case Tag::update_period:
        update_period_ = lower_ascii(text_view(child, buffer));
        return;
      case Tag::update_frequency:
        update_frequency_ = std::max(1U, read_number(text_view(child, buffer)).value_or(1));
        return;
      case Tag::skip_hours:
        for (auto const hour : child.children())
          if (auto const number = read_number(text_view(hour, buffer)); number && *number <= 24)
            feed_.rhythm.skip_hours |= 1U << (*number % 24);
        return;
      case Tag::skip_days:
        for (auto const day : child.children()) skip_day(text_view(day, buffer));
        return;
      default:
        return;
    }
  }

  void skip_day(std::string_view name) {
    constexpr std::array kDays{"sun"sv, "mon"sv, "tue"sv, "wed"sv, "thu"sv, "fri"sv, "sat"sv};
    for (std::size_t day = 0; day < kDays.size(); ++day)
      if (equals_ignoring_case(name.substr(0, 3), kDays[day]))
        feed_.rhythm.skip_days = static_cast<std::uint8_t>(feed_.rhythm.skip_days | (1U << day));
  }

  void finish() {
    if (feed_.link.empty()) feed_.link = alternate_;
    if (feed_.title.empty()) feed_.title = dc_title_;
    if (feed_.description.empty()) feed_.description = dc_description_;
    if (feed_.language.empty()) feed_.language = dc_language_;
    std::replace(xml_language_.begin(), xml_language_.end(), '_', '-');
    if (feed_.language.empty()) feed_.language = xml_language_;
    struct Period {
      std::string_view name;
      std::chrono::seconds length;
    };
    for (auto const& [name, length] :
         {Period{"hourly", 1h}, Period{"daily", 24h}, Period{"weekly", 168h},
          Period{"monthly", 720h}, Period{"yearly", 8760h}})
      if (update_period_ == name) feed_.rhythm.update_period = length / update_frequency_;
  }

  std::string const& base_;
  std::size_t max_entries_;
  XmlNames names_;
  ParsedFeed feed_;
  std::string alternate_, dc_title_, dc_description_, dc_language_, xml_language_;
  std::string update_period_;
  unsigned update_frequency_ = 1;
};

}  // namespace

ParsedFeed read_xml_feed(pugi::xml_document const& document, std::string const& base,
                         std::size_t max_entries) {
  return FeedReader(base, max_entries).run(document.document_element());
}

}  // namespace wirewatch
