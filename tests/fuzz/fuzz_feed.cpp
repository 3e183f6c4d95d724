// Any bytes: the parser ends, and what it gives is well-formed UTF-8 that can be written as JSON.
// The first byte chooses the hints.
#include <boost/json.hpp>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/text.h"
#include "pipeline/feed/feed_json.h"
#include "pipeline/feed/parse_feed.h"

namespace {

void require(bool promise) {
  if (!promise) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  using namespace wirewatch;
  if (size == 0) return 0;
  ParseHints hints;
  if (data[0] & 1U) hints.content_type = "text/xml; charset=iso-8859-1";
  if (data[0] & 2U) hints.base_url = "http://example.org/feeds/a.xml";
  std::string_view const bytes(reinterpret_cast<char const*>(data) + 1, size - 1);
  ParsedFeed const feed = parse_feed(bytes, hints);
  require(feed.format != FeedFormat::none || feed.entries.empty());
  require(feed.format != FeedFormat::none || !feed.problem.empty());
  for (Entry const& entry : feed.entries)
    for (auto const* text : {&entry.id, &entry.title, &entry.link, &entry.summary, &entry.content})
      require(is_utf8(*text));
  boost::json::error_code fault;
  (void)boost::json::parse(to_json(feed, "fuzz"), fault);
  require(!fault);
  return 0;
}
