#include "pipeline/watch/pairs.h"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <ostream>
#include <utility>
#include <vector>

#include "pipeline/watch/document.h"
#include "pipeline/watch/neutral.h"
#include "pipeline/watch/rule_index.h"

namespace wirewatch {
namespace {

constexpr std::size_t kBlock = 1 << 20;
constexpr std::size_t kLongestLine = 256U << 20;
constexpr std::size_t kSample = 1'000;  ///< documents

struct CloseGzip {
  void operator()(gzFile file) const { (void)gzclose(file); }  // read only: nothing can be lost
};

}  // namespace

Result<void> for_each_line(std::string const& path,
                           std::function<Result<void>(std::string_view)> const& take) {
  std::unique_ptr<std::remove_pointer_t<gzFile>, CloseGzip> const file(gzopen(path.c_str(), "rb"));
  if (!file) return fail(Error::Kind::io, fmt::format("{} cannot be opened", path));
  std::string buffer;
  std::size_t number = 0;
  for (bool more = true; more;) {
    std::size_t const old = buffer.size();
    buffer.resize(old + kBlock);
    int const got = gzread(file.get(), buffer.data() + old, kBlock);
    if (got < 0) return fail(Error::Kind::io, fmt::format("{} cannot be read to its end", path));
    buffer.resize(old + static_cast<std::size_t>(got));
    more = got > 0;
    if (!more && !buffer.empty() && buffer.back() != '\n') buffer += '\n';
    std::size_t at = 0;
    for (std::size_t end = buffer.find('\n', old); end != std::string::npos;
         end = buffer.find('\n', at)) {
      ++number;
      auto const taken = take(std::string_view(buffer).substr(at, end - at));
      if (!taken)
        return fail(taken.error().kind, fmt::format("{}:{}: {}", path, number, taken.error().what));
      at = end + 1;
    }
    buffer.erase(0, at);
    if (buffer.size() > kLongestLine)
      return fail(Error::Kind::limit, fmt::format("{}: a line of more than 256 MB", path));
  }
  return {};
}

Result<void> write_pairs(std::string const& rules_path, std::string const& documents_path,
                         std::ostream& out) {
  std::vector<NeutralRule> rules;
  auto const read = for_each_line(rules_path, [&](std::string_view line) -> Result<void> {
    if (line.empty()) return {};
    auto rule = rule_from_json(line);
    if (!rule) return fail(rule.error());
    rules.push_back(std::move(*rule));
    return {};
  });
  if (!read) return read;
  std::vector<RuleIndex::Rule> numbered;
  for (NeutralRule const& rule : rules)
    numbered.push_back({static_cast<std::uint32_t>(numbered.size()), &rule.expression});
  std::optional<RuleIndex> index;
  MatchScratch scratch;
  Document document;
  std::vector<std::uint32_t> fired;
  auto const match = [&](NeutralDocument const& one) {
    document.assign(one.article);
    fired.clear();
    index->match(document, scratch, fired);
    std::ranges::sort(fired);
    for (std::uint32_t const rule : fired) out << one.id << '\t' << rules[rule].id << '\n';
  };
  std::vector<NeutralDocument> first;  // what the index is laid out for
  auto const begin = [&] {
    index.emplace(numbered, nullptr, [&first] {
      std::vector<Article> sample;
      for (NeutralDocument const& one : first) sample.push_back(one.article);
      return sample;
    });
    std::ranges::for_each(std::exchange(first, {}), match);
  };
  auto const done = for_each_line(documents_path, [&](std::string_view line) -> Result<void> {
    if (line.empty()) return {};
    auto parsed = document_from_json(line);
    if (!parsed) return fail(parsed.error());
    if (index) {
      match(*parsed);
    } else {
      first.push_back(std::move(*parsed));
      if (first.size() == kSample) begin();
    }
    return {};
  });
  if (!index) begin();
  return done;
}

}  // namespace wirewatch
