#include "pipeline/watch/marker.h"

#include <algorithm>

#include "pipeline/watch/fold.h"
#include "pipeline/watch/hash.h"
#include "pipeline/watch/lower.h"

namespace wirewatch {
namespace {

namespace flag = symbol_flag;

constexpr std::uint32_t kFieldGap = 1U << 21;  ///< more than any NEAR reaches
constexpr std::size_t kLargeTable = 1 << 20;   ///< bytes; fetched ahead
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

void Marker::mark_part(Part const& part) {
  Token const* const tokens = document_.tokens().data();
  FlatMap const& words = symbols_.words();
  // One more than there are tokens: what stands behind the last continues no phrase.
  if (scratch_.words_.size() <= part.range.end) scratch_.words_.resize(2 * part.range.end + 1);
  MatchScratch::Word* const found = scratch_.words_.data();
  if (words.memory() > kLargeTable)
    for (std::uint32_t i = part.range.begin; i < part.range.end; ++i)
      words.prefetch(tokens[i].hash);
  for (std::uint32_t i = part.range.begin; i < part.range.end; ++i)
    found[i].symbol = static_cast<std::uint32_t>(words.probe(tokens[i].hash));
  for (std::uint32_t i = part.range.begin; i < part.range.end; ++i) {
    FlatMap::Entry const* const entry = words.finish(found[i].symbol, tokens[i].hash);
    found[i] = entry ? MatchScratch::Word{entry->value, entry->flags} : MatchScratch::Word{0, 0};
  }
  found[part.range.end] = {0, 0};
  auto const lengths = symbols_.prefix_lengths();
  std::uint32_t const shortest = lengths.empty() ? ~0U : lengths.front();
  for (std::uint32_t i = part.range.begin; i < part.range.end; ++i) {
    MatchScratch::Word const word = found[i];
    if ((word.flags & flag::marks) != 0)
      touch(word.symbol, word.flags, part, {i, i + 1}, part.counts);
    if (may_go_on(word, found[i + 1])) mark_phrases(part, i);
    if (tokens[i].length >= shortest && may_have_prefix(tokens[i], shortest))
      mark_prefixes(part, i);
    if (language_) mark_stems(part, i);
  }
}

bool Marker::may_have_prefix(Token const& token, std::uint32_t shortest) const {
  return shortest < SymbolTable::kFilteredPrefix ||
         symbols_.may_have_prefix(load_8(document_.tokens().key_bytes(token)));
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
  bool const passes =
      token.length >= SymbolTable::kFilteredPrefix && symbols_.may_have_prefix(load_8(key));
  for (std::uint32_t const length : symbols_.prefix_lengths()) {
    if (length > token.length || (!passes && length >= SymbolTable::kFilteredPrefix)) return;
    FlatMap::Entry const* const entry = symbols_.prefixes().find(hash_padded(key, length));
    if (entry) touch(entry->value, entry->flags, part, {i, i + 1}, part.counts);
  }
}

void Marker::mark_stems(Part const& part, std::uint32_t i) {
  for (StemIndex::Target const& target : language_->find(stem_of(i)))
    touch(target.symbol, target.flags, part, {i, i + 1}, part.counts);
}

/// The hash of the token's stem. Kept by the token's key, though marks, which the key lacks, may
/// decide about a stem: then the first spelling seen would decide. So the surface is the key.
std::uint64_t Marker::stem_of(std::uint32_t i) {
  Article const& article = document_.article();
  Token const& token = document_.tokens()[i];
  std::string_view const text = document_.text_of(i);
  std::string& written = scratch_.value_;
  written.assign(text.substr(token.begin, token.end - token.begin));
  std::size_t const length = written.size();
  written.append(8, '\0');
  auto const number = static_cast<std::uint64_t>(*Stemmer::number_of(article.language));
  std::uint64_t const key = mix(hash_padded(written.data(), length), number * 2 + 1);
  if (scratch_.stems_.size() >= kMostStems) {
    scratch_.stems_.clear();
    scratch_.stem_keys_.clear();
  }
  FlatMap::Entry& known = scratch_.stems_.at(key);
  if (known.value == 0) {
    std::string const stem = scratch_.stemmer_.stem(document_.surface(i), article.language);
    scratch_.stem_keys_.push_back(hash_key(stem));
    known.value = static_cast<std::uint32_t>(scratch_.stem_keys_.size());
  }
  return scratch_.stem_keys_[known.value - 1];
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
      case Derived::Kind::unstemmed:
        if (!language_) touch(derived.target, derived.flags, part, place, counts);
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
