#include "pipeline/watch/marker.h"

#include <algorithm>

#include "pipeline/watch/fold.h"
#include "pipeline/watch/hash.h"
#include "pipeline/watch/lower.h"

namespace wirewatch {
namespace {

namespace flag = symbol_flag;

constexpr std::uint32_t kFieldGap = 1U << 21;  ///< more than any NEAR reaches
constexpr std::size_t kLargeTable = 1 << 15;   ///< bytes; fetched ahead
constexpr std::uint32_t kAhead = 12;           ///< tokens
constexpr std::size_t kMostStems = 500'000;    ///< kept; then they are forgotten and made anew

}  // namespace

void Marker::mark_values() {
  found_.mark(kAlways, 0, 0, 0);
  if (symbols_.values().size() == 0) return;
  Article const& article = document_.article();
  mark_value("lang", article.language);
  mark_value("source", article.source);
  mark_value("source", article.site_name);
  for (std::string const& tag : article.tags) mark_value("tag", tag);
  mark_value("category", article.section);
  for (std::string const& category : article.categories) mark_value("category", category);
  mark_value("event", name_of(article.event));
}

void Marker::mark_value(std::string_view name, std::string_view value) {
  std::string& key = scratch_.value_;
  key.assign(name);
  key += ':';
  for (char c : value) {
    if (static_cast<unsigned char>(c) >= 0x80) {
      key.resize(name.size() + 1);
      key += fold(value);
      break;
    }
    key += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  std::size_t const length = key.size();
  key.append(8, '\0');
  FlatMap::Entry const* const entry = symbols_.values().find(hash_padded(key.data(), length));
  if (entry) found_.mark(entry->value, entry->flags, 0, 0);
}

void Marker::mark_tokens() {
  if (!stems_.empty()) language_ = stems_.language(document_.article().language);
  mark_part({document_.title(), field::title, 0, true});
  mark_part({document_.body(), field::body, kFieldGap, true});
  mark_part({document_.author(), field::author, 2 * kFieldGap, false});
}

void Marker::look_up(TokenRange range) {
  Token const* const tokens = document_.tokens().data();
  MatchScratch::Word* const found = scratch_.words_.data();
  FlatMap const& words = symbols_.words();
  bool const is_large = words.memory() > kLargeTable;
  for (std::uint32_t i = range.begin; i < range.end; ++i) {
    if (is_large && i + 2 * kAhead < range.end) {
      words.prefetch(tokens[i + 2 * kAhead].hash);
      words.prefetch_entry(tokens[i + kAhead].hash);
    }
    FlatMap::Entry const entry = words.look_up(tokens[i].hash);
    found[i] = {entry.value, entry.flags};
  }
  found[range.end] = {0, 0};  // what stands behind the last continues no phrase
}

/// Lists the tokens at which there is more to do: few, and chosen without a branch, which no
/// processor could foretell.
std::uint32_t Marker::list_busy(TokenRange range) {
  MatchScratch::Word const* const found = scratch_.words_.data();
  MatchScratch::Busy* const busy = scratch_.busy_.data();
  Token const* const tokens = document_.tokens().data();
  auto const lengths = symbols_.prefix_lengths();
  std::uint32_t const shortest = lengths.empty() ? ~0U : lengths.front();
  std::uint32_t const unfiltered = shortest < SymbolTable::kFilteredPrefix ? shortest : ~0U;
  std::uint32_t const every = language_ ? flag::marks : 0;  // it may have a stem that is asked for
  std::uint32_t count = 0;
  for (std::uint32_t i = range.begin; i < range.end; ++i) {
    bool const phrase = may_go_on(found[i], found[i + 1]);
    bool const prefix = symbols_.may_have_prefix(load_8(document_.tokens().key_bytes(tokens[i]))) ||
                        tokens[i].length >= unfiltered;
    busy[count] = {i, phrase, prefix};
    count += ((found[i].flags | every) & flag::marks) | static_cast<std::uint32_t>(phrase) |
             static_cast<std::uint32_t>(prefix);
  }
  return count;
}

/// What marking will need at a token.
void Marker::prefetch(MatchScratch::Busy const& busy) const {
  MatchScratch::Word const* const word = scratch_.words_.data() + busy.token;
  if ((word->flags & flag::places) != 0) found_.prefetch(word->symbol);
  if (!busy.phrase) return;
  std::uint64_t const edge = SymbolTable::edge_key(word[0].symbol, word[1].symbol);
  symbols_.edges().prefetch(edge);
  symbols_.edges().prefetch_entry(edge);
}

void Marker::mark_part(Part const& part) {
  if (part.range.empty()) return;
  if (scratch_.words_.size() <= part.range.end) {
    scratch_.words_.resize(2 * part.range.end + 1);
    scratch_.busy_.resize(2 * part.range.end + 1);
  }
  look_up(part.range);
  MatchScratch::Word const* const found = scratch_.words_.data();
  MatchScratch::Busy const* const busy = scratch_.busy_.data();
  constexpr std::uint32_t kSoon = 4;
  for (std::uint32_t n = 0, count = list_busy(part.range); n < count; ++n) {
    if (n + kSoon < count) prefetch(busy[n + kSoon]);
    std::uint32_t const i = busy[n].token;
    MatchScratch::Word const word = found[i];
    if ((word.flags & flag::marks) != 0)
      touch(word.symbol, word.flags, part, {i, i + 1}, part.counts);
    if (busy[n].phrase) mark_phrases(part, i);
    if (busy[n].prefix) mark_prefixes(part, i);
    if (language_) mark_stems(part, i);
  }
}

void Marker::mark_phrases(Part const& part, std::uint32_t i) {
  MatchScratch::Word const* const found = scratch_.words_.data();
  MatchScratch::Word path = found[i];
  for (std::uint32_t k = i + 1; k < part.range.end && may_go_on(path, found[k]); ++k) {
    FlatMap::Entry const* const edge =
        symbols_.edges().find(SymbolTable::edge_key(path.symbol, found[k].symbol));
    if (!edge) return;
    path = {edge->value, edge->flags};
    if ((path.flags & flag::marks) != 0)
      touch(path.symbol, path.flags, part, {i, k + 1}, part.counts);
  }
}

void Marker::mark_prefixes(Part const& part, std::uint32_t i) {
  Token const& token = document_.tokens()[i];
  char const* const key = document_.tokens().key_bytes(token);
  std::uint32_t const known =
      token.length < SymbolTable::kFilteredPrefix ? 0 : symbols_.prefix_lengths_of(load_8(key));
  for (std::uint32_t const length : symbols_.prefix_lengths()) {
    if (length > token.length || (known == 0 && length >= SymbolTable::kFilteredPrefix)) return;
    if (length >= SymbolTable::kFilteredPrefix && (known & SymbolTable::length_bit(length)) == 0)
      continue;
    FlatMap::Entry const* const entry = symbols_.prefixes().find(hash_padded(key, length));
    if (entry) touch(entry->value, entry->flags, part, {i, i + 1}, part.counts);
  }
}

void Marker::mark_stems(Part const& part, std::uint32_t i) {
  for (StemIndex::Target const& target : language_->find(stem_of(i)))
    touch(target.symbol, target.flags, part, {i, i + 1}, part.counts);
}

/// The hash of the token's stem, made once for each spelling: a token's key lacks the marks that a
/// stemmer looks at. In ASCII there are none, so that the key will do.
std::uint64_t Marker::stem_of(std::uint32_t i) {
  Article const& article = document_.article();
  Token const& token = document_.tokens()[i];
  std::string_view const text = document_.text_of(i).substr(token.begin, token.end - token.begin);
  auto const language = static_cast<std::uint64_t>(*Stemmer::number_of(article.language));
  std::uint64_t key = token.hash;
  bool const is_ascii =
      std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  if (!is_ascii) {
    std::string& written = scratch_.value_;
    written.assign(text).append(8, '\0');
    key = hash_padded(written.data(), text.size());
  }
  key = mix(key, language * 4 + (is_ascii ? 1 : 3));
  if (FlatMap::Entry const* const known = scratch_.stems_.find(key))
    return scratch_.stem_keys_[known->value];
  if (scratch_.stems_.size() >= kMostStems) {
    scratch_.stems_.clear();
    scratch_.stem_keys_.clear();
  }
  scratch_.stems_.at(key).value = static_cast<std::uint32_t>(scratch_.stem_keys_.size());
  scratch_.stem_keys_.push_back(
      hash_key(scratch_.stemmer_.stem(document_.surface(i), article.language)));
  return scratch_.stem_keys_.back();
}

void Marker::derive(Symbol symbol, Part const& part, TokenRange place, bool counts) {
  for (Derived const& derived : symbols_.derived(symbol)) {
    switch (derived.kind) {
      case Derived::Kind::field:
        if (lies_in(derived.fields, part, place))
          touch(derived.target, derived.flags, part, place, true);
        break;
      case Derived::Kind::exact:
        if (is_written(place, derived.surface))
          touch(derived.target, derived.flags, part, place, counts);
        break;
      case Derived::Kind::member:
        touch(derived.target, derived.flags, part, place, counts);
        break;
    }
  }
}

bool Marker::lies_in(std::uint8_t fields, Part const& part, TokenRange place) const {
  if (part.field != field::body)
    return (fields & part.field) != 0 ||
           (part.field == field::title && (fields & (field::lead | field::hlead)) != 0);
  return std::ranges::any_of(document_.ranges(fields), [&](TokenRange const& range) {
    return place.begin >= range.begin && place.end <= range.end;
  });
}

bool Marker::is_written(TokenRange place, std::uint64_t surface) const {
  SurfaceHash hash;
  for (std::uint32_t i = place.begin; i < place.end; ++i) hash.add(document_.surface(i));
  return hash.value() == surface;
}

}  // namespace wirewatch
