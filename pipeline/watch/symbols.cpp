#include "pipeline/watch/symbols.h"

#include <algorithm>

#include "pipeline/watch/hash.h"
#include "pipeline/watch/tokens.h"

namespace wirewatch {

namespace flag = symbol_flag;

namespace {

constexpr Symbol kSpelling = 0x100;  ///< in the keys of variants; fields are below

}  // namespace

Symbol SymbolTable::intern(FlatMap& map, std::uint64_t key) {
  FlatMap::Entry& entry = map.at(key);
  if (entry.value == 0) entry.value = fresh();
  return entry.value;
}

Symbol SymbolTable::fresh() {
  flags_.push_back(0);
  return static_cast<Symbol>(flags_.size() - 1);
}

Symbol SymbolTable::word(std::string_view key) { return intern(words_, hash_key(key)); }

Symbol SymbolTable::sequence(std::span<std::string const> keys) {
  Symbol path = word(keys.front());
  for (std::string const& key : keys.subspan(1)) {
    Symbol const next = word(key);
    flags_[path] |= flag::starts;
    flags_[next] |= flag::continues;
    std::size_t const known = edges_.size();
    Symbol const from = path;
    path = intern(edges_, edge_key(path, next));
    if (edges_.size() != known) steps_.push_back({from, next});
  }
  longest_phrase_ = std::max(longest_phrase_, static_cast<std::uint32_t>(keys.size()));
  return path;
}

Symbol SymbolTable::prefix(std::string_view key) {
  auto const length = static_cast<std::uint32_t>(key.size());
  auto const at = std::ranges::lower_bound(prefix_lengths_, length);
  if (at == prefix_lengths_.end() || *at != length) prefix_lengths_.insert(at, length);
  if (length >= kFilteredPrefix) {
    std::uint64_t const first_8 = load_8(std::string(key).append(8, '\0').data());
    std::uint64_t const bit = filter_bit(first_8);
    prefix_filter_[bit >> 6] |= std::uint64_t{1} << (bit & 63);
    prefix_heads_.at(head_key(first_8)).value |= length_bit(length);
  }
  return intern(prefixes_, hash_key(key));
}

Symbol SymbolTable::in_fields(Symbol base, std::uint8_t fields) {
  std::uint64_t const key = edge_key(base, fields);
  if (FlatMap::Entry const* const known = variants_.find(key)) return known->value;
  Symbol const target = intern(variants_, key);
  Derived derived;
  derived.kind = Derived::Kind::field;
  derived.fields = fields;
  derived.target = target;
  derive(base, derived);
  return target;
}

Symbol SymbolTable::exact(Symbol folded, std::uint64_t surface) {
  std::uint64_t const key = edge_key(folded, kSpelling) ^ surface;
  if (FlatMap::Entry const* const known = variants_.find(key)) return known->value;
  Symbol const target = intern(variants_, key);
  Derived derived;
  derived.kind = Derived::Kind::exact;
  derived.surface = surface;
  derived.target = target;
  derive(folded, derived);
  return target;
}

Symbol SymbolTable::stem(std::string const& word) {
  auto const [at, is_new] = stems_.try_emplace(word, 0);
  if (is_new) at->second = fresh();
  return at->second;
}

Symbol SymbolTable::value(std::string_view name, std::string_view key) {
  return intern(values_, value_key(name, key));
}

void SymbolTable::derive(Symbol from, Derived const& derived) {
  links_.push_back({from, derived});
  flags_[from] |= flag::derives | flag::marks;
}

void SymbolTable::need(Symbol symbol, bool places) {
  flags_[symbol] |= flag::marks;
  if (places) flags_[symbol] |= flag::places;
}

void SymbolTable::spread(FlatMap& map, std::vector<std::uint32_t> const& flags) {
  map.shrink();
  map.for_each([&](FlatMap::Entry& entry) { entry.flags = flags[entry.value]; });
}

void SymbolTable::freeze() {
  std::vector<std::uint32_t> flags(flags_.begin(), flags_.end());
  for (Step const& step : steps_) flags[step.from] |= 1U << flag::next_bit(step.word);
  for (FlatMap* const map : {&words_, &edges_, &prefixes_, &values_}) spread(*map, flags);
  steps_ = {};
  variants_ = {};
  std::ranges::stable_sort(links_, {}, &Link::from);
  derived_.reserve(links_.size());
  derived_at_.resize(flags_.size() + 1);
  for (Link const& link : links_) {
    derived_.push_back(link.derived);
    derived_.back().flags = flags_[link.derived.target];
    derived_at_[link.from + 1] = static_cast<std::uint32_t>(derived_.size());
  }
  for (std::size_t i = 1; i < derived_at_.size(); ++i)
    derived_at_[i] = std::max(derived_at_[i], derived_at_[i - 1]);
  links_ = {};
  flags_.shrink_to_fit();
}

std::span<Derived const> SymbolTable::derived(Symbol symbol) const {
  std::uint32_t const* const at = derived_at_.data() + symbol;
  return {derived_.data() + at[0], derived_.data() + at[1]};
}

std::size_t SymbolTable::memory() const {
  return words_.memory() + edges_.memory() + prefixes_.memory() + prefix_heads_.memory() +
         values_.memory() + derived_at_.capacity() * sizeof(std::uint32_t) + flags_.capacity() +
         derived_.capacity() * sizeof(Derived);
}

std::uint64_t SymbolTable::edge_key(Symbol from, Symbol word) {
  return mix((std::uint64_t{from} << 32 | word) ^ 0x9e3779b97f4a7c15, 0xd6e8feb86659fd93);
}

std::uint64_t SymbolTable::value_key(std::string_view name, std::string_view key) {
  return hash_key(std::string(name) + ':' + std::string(key));
}

}  // namespace wirewatch
