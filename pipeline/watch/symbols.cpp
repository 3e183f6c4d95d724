#include "pipeline/watch/symbols.h"

#include <algorithm>
#include <stdexcept>

#include "pipeline/watch/expression.h"
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
  if (size_ == kMostSymbols) throw std::length_error("too many terms in one set of rules");
  drafts_->flags.push_back(0);
  return static_cast<Symbol>(size_++);
}

Symbol SymbolTable::word(std::string_view key) { return intern(drafts_->words, hash_key(key)); }

Symbol SymbolTable::sequence(std::span<std::string const> keys) {
  FlatMap& edges = drafts_->edges;
  Symbol path = word(keys.front());
  for (std::string const& key : keys.subspan(1)) {
    Symbol const next = word(key);
    add_flags(next, flag::continues);
    std::size_t const known = edges.size();
    Symbol const from = path;
    path = intern(edges, edge_key(path, next));
    if (edges.size() != known) drafts_->steps.push_back({from, next});
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
    drafts_->prefix_heads.at(head_key(first_8)).value |= length_bit(length);
  }
  return intern(drafts_->prefixes, hash_key(key));
}

Symbol SymbolTable::in_fields(Symbol base, std::uint8_t fields) {
  std::uint64_t const key = edge_key(base, fields);
  if (FlatMap::Entry const* const known = drafts_->variants.find(key)) return known->value;
  Symbol const target = intern(drafts_->variants, key);
  Derived derived;
  derived.kind = Derived::Kind::field;
  derived.fields = fields;
  derived.target = target;
  derive(base, derived);
  return target;
}

Symbol SymbolTable::exact(Symbol folded, std::uint64_t surface) {
  std::uint64_t const key = edge_key(folded, kSpelling) ^ surface;
  if (FlatMap::Entry const* const known = drafts_->variants.find(key)) return known->value;
  Symbol const target = intern(drafts_->variants, key);
  Derived derived;
  derived.kind = Derived::Kind::exact;
  derived.surface = surface;
  derived.target = target;
  derive(folded, derived);
  return target;
}

Symbol SymbolTable::stem(std::string const& word) {
  auto const [at, is_new] = drafts_->stems.try_emplace(word, 0);
  if (is_new) at->second = fresh();
  return at->second;
}

Symbol SymbolTable::value(ValueKind kind, std::string_view key) {
  value_kinds_ |= 1U << static_cast<int>(kind);
  return intern(drafts_->values, value_key(kind, key));
}

void SymbolTable::derive(Symbol from, Derived const& derived) {
  constexpr std::uint8_t kEarly = field::title | field::lead | field::hlead;
  bool const is_early = derived.kind == Derived::Kind::field && (derived.fields & ~kEarly) == 0;
  drafts_->links.push_back({from, derived});
  add_flags(from, flag::derives | flag::marks | (is_early ? 0 : flag::derives_late));
}

void SymbolTable::need(Symbol symbol, bool places) {
  add_flags(symbol, places ? flag::marks | flag::places : flag::marks);
}

FrozenMap SymbolTable::freeze(FlatMap& map, std::vector<std::uint32_t> const& next) {
  map.for_each([&](FlatMap::Entry& entry) { entry.more = next[entry.value]; });
  return FrozenMap(map);
}

void SymbolTable::freeze() {
  std::vector<std::uint32_t> next(size_);
  for (Step const& step : drafts_->steps) next[step.from] |= 1U << (step.word & 31);
  words_ = freeze(drafts_->words, next);
  edges_ = freeze(drafts_->edges, next);
  prefixes_ = freeze(drafts_->prefixes, next);
  values_ = freeze(drafts_->values, next);
  prefix_heads_ = FrozenMap(drafts_->prefix_heads);
  freeze_derived();
  flag_all([this](Symbol symbol) { return flags_of(symbol) | flag::wakes; });
}

void SymbolTable::set_flags() {
  flag_all([this](Symbol symbol) { return flags_of(symbol); });
}

template <class Flags>
void SymbolTable::flag_all(Flags const& flags) {
  auto const set = [&](std::uint32_t& bits) {
    Symbol const symbol = FlaggedSymbol{bits, 0}.symbol();
    bits = symbol == 0 ? 0 : symbol | flags(symbol);
  };
  for (FrozenMap* const map : {&words_, &edges_, &prefixes_, &values_})
    map->for_each([&](FrozenMap::Entry& entry) { set(entry.value); });
  for (Derived& derived : derived_) set(derived.target);
  always_ = {flags(kAlways), 0};
}

void SymbolTable::freeze_derived() {
  std::vector<Link>& links = drafts_->links;
  std::ranges::stable_sort(links, {}, &Link::from);
  derived_.reserve(links.size());
  FlatMap runs;
  for (Link const& link : links) {
    FlatMap::Entry& run = runs.at(derived_key(link.from));
    if (run.more++ == 0) run.value = static_cast<std::uint32_t>(derived_.size());
    derived_.push_back(link.derived);
  }
  derived_at_ = FrozenMap(runs);
}

std::size_t SymbolTable::memory() const {
  std::size_t bytes =
      derived_.capacity() * sizeof(Derived) + prefix_filter_.capacity() * sizeof(std::uint64_t);
  for (FrozenMap const* const map :
       {&words_, &edges_, &prefixes_, &prefix_heads_, &values_, &derived_at_})
    bytes += map->memory();
  return bytes;
}

std::uint64_t SymbolTable::value_key(ValueKind kind, std::string_view key) {
  return mix(hash_key(key), kHashStart + static_cast<std::uint64_t>(kind));
}

}  // namespace wirewatch
