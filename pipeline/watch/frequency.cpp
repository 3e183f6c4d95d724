#include "pipeline/watch/frequency.h"

namespace wirewatch {
namespace {

constexpr std::size_t kMostWords = 2'000'000;

}  // namespace

void Frequencies::add(Document const& document) {
  ++documents_;
  TokenList const& tokens = document.tokens();
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (counts_.size() >= kMostWords && !counts_.find(tokens[i].hash)) continue;
    FlatMap::Entry& count = counts_.at(tokens[i].hash);
    if (count.more == documents_) continue;
    count.more = documents_;
    ++count.value;
  }
}

std::uint32_t Frequencies::of(std::uint64_t hash) const {
  FlatMap::Entry const* const count = counts_.find(hash);
  return count ? count->value : 0;
}

}  // namespace wirewatch
