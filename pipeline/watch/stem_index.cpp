#include "pipeline/watch/stem_index.h"

#include <algorithm>
#include <map>

#include "pipeline/watch/tokens.h"

namespace wirewatch {

StemIndex::StemIndex(SymbolTable const& symbols) {
  for (auto const& [word, symbol] : symbols.stems())
    words_.push_back({word, symbols.flagged(symbol)});
  if (!words_.empty()) slots_ = std::make_unique<std::array<Slot, 64>>();
}

StemIndex::Language const* StemIndex::language(std::string_view name) const {
  auto const number = Stemmer::number_of(name);
  if (!number) return nullptr;
  Slot& slot = (*slots_)[*number];
  std::call_once(slot.once, [&] { make(name, slot.table); });
  return &slot.table;
}

void StemIndex::make(std::string_view name, Language& table) const {
  Stemmer stemmer;
  std::map<std::uint64_t, std::vector<Target>> by_stem;
  for (Word const& word : words_)
    by_stem[hash_key(stemmer.stem(word.text, name))].push_back(word.target);
  for (auto const& [hash, targets] : by_stem) {
    FlatMap::Entry& entry = table.at_.at(hash);
    entry.value = static_cast<std::uint32_t>(table.targets_.size());
    entry.more = static_cast<std::uint32_t>(targets.size());
    table.targets_.insert(table.targets_.end(), targets.begin(), targets.end());
  }
}

std::span<StemIndex::Target const> StemIndex::Language::find(std::uint64_t stem_hash) const {
  FlatMap::Entry const* const entry = at_.find(stem_hash);
  if (!entry) return {};
  return std::span(targets_).subspan(entry->value, entry->more);
}

}  // namespace wirewatch
