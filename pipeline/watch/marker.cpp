#include "pipeline/watch/marker.h"

#include <algorithm>
#include <bit>

#include "pipeline/text/fold.h"
#include "pipeline/watch/hash.h"
#include "pipeline/watch/lower.h"

namespace wirewatch {
namespace {

namespace flag = symbol_flag;

constexpr std::uint32_t kFieldGap = 1U << 21;  ///< more than any NEAR reaches
constexpr std::size_t kMostStems = 500'000;    ///< kept; then they are forgotten and made anew

}  // namespace

void Marker::mark_values() {
  found_.mark(symbols_.always());
  Article const& article = document_.article();
  if (symbols_.asks_for(ValueKind::language)) mark_value(ValueKind::language, article.language);
  if (symbols_.asks_for(ValueKind::source)) {
    mark_value(ValueKind::source, article.source);
    mark_value(ValueKind::source, article.site_name);
  }
  if (symbols_.asks_for(ValueKind::tag))
    for (std::string const& tag : article.tags) mark_value(ValueKind::tag, tag);
  if (symbols_.asks_for(ValueKind::category)) {
    mark_value(ValueKind::category, article.section);
    for (std::string const& category : article.categories)
      mark_value(ValueKind::category, category);
  }
  if (symbols_.asks_for(ValueKind::event)) mark_value(ValueKind::event, name_of(article.event));
}

void Marker::mark_value(ValueKind kind, std::string_view value) {
  std::string& key = scratch_.value_;
  key.clear();
  for (char c : value) {
    if (static_cast<unsigned char>(c) >= 0x80) {
      key = fold(value);
      break;
    }
    key += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  FrozenMap::Entry const entry = symbols_.values().look_up(SymbolTable::value_key(kind, key));
  found_.mark({entry.value, 0});
}

void Marker::mark_tokens() {
  if (!stems_.empty()) language_ = stems_.language(document_.article().language);
  mark_part({document_.title(), field::title, 0});
  mark_part({document_.body(), field::body, kFieldGap});
  mark_part({document_.author(), field::author, 2 * kFieldGap});
}

void Marker::mark_part(Part const& part) {
  if (part.range.empty()) return;
  scratch_.marks_.clear();
  look_up(part.range);
  list_marks(part.range);
  find_phrases();
  list_long(part.range);
  find_prefixes(part.range);
  if (language_) find_stems(part.range);
  // Rules that name no field do not look at authors: only what follows from such a mark counts.
  if (part.field == field::author)
    for (std::size_t i = 0; i < scratch_.marks_.size(); ++i)
      scratch_.marks_.data()[i].symbol.bits &= ~(flag::marks | flag::places);
  mark_found(part);
}

void Marker::look_up(TokenRange range) {
  if (scratch_.words_.size() <= range.end) scratch_.words_.resize(2 * range.end + 1);
  FlaggedSymbol* const found = scratch_.words_.data();
  Token const* const tokens = document_.tokens().data();
  FrozenMap::Look const words(symbols_.words());
  words.for_all(
      range.end - range.begin, scratch_.places_,
      [&](std::size_t i) { return tokens[range.begin + i].hash; },
      [&](std::size_t i, FrozenMap::Entry const& entry) {
        found[range.begin + i] = {entry.value, entry.more};
      });
  found[range.end] = {};  // what stands behind the last continues no phrase
}

/// Words that rules ask for, and neighbours that may be a phrase.
void Marker::list_marks(TokenRange range) {
  FlaggedSymbol const* const words = scratch_.words_.data();
  scratch_.paths_.clear();
  Found* mark = scratch_.marks_.room(range.end - range.begin);
  Found* path = scratch_.paths_.room(range.end - range.begin);
  for (std::uint32_t i = range.begin; i < range.end; ++i) {
    *mark = *path = {words[i], i, i + 1};
    mark += words[i].bits >> 31;
    path += words[i].may_go_on(words[i + 1]);
  }
  scratch_.marks_.end_at(mark);
  scratch_.paths_.end_at(path);
}

/// Tokens that may begin with a long prefix.
void Marker::list_long(TokenRange range) {
  TokenList const& tokens = document_.tokens();
  scratch_.long_.clear();
  if (symbols_.prefix_lengths().empty()) return;
  std::uint32_t* candidate = scratch_.long_.room(range.end - range.begin);
  for (std::uint32_t i = range.begin; i < range.end; ++i) {
    *candidate = i;
    candidate += symbols_.may_have_prefix(load_8(tokens.key_bytes(tokens[i])));
  }
  scratch_.long_.end_at(candidate);
}

/// All paths are led on by one word, then those that may go on by the next one.
void Marker::find_phrases() {
  FlaggedSymbol const* const words = scratch_.words_.data();
  FrozenMap::Look const edges(symbols_.edges());
  while (scratch_.paths_.size() > 0) {
    std::size_t const count = scratch_.paths_.size();
    Found const* const paths = scratch_.paths_.begin();
    Found* mark = scratch_.marks_.room(count);
    Found* longer = scratch_.paths_.data();
    edges.for_all(
        count, scratch_.places_,
        [&](std::size_t i) {
          return SymbolTable::edge_key(paths[i].symbol.symbol(), words[paths[i].end].symbol());
        },
        [&](std::size_t i, FrozenMap::Entry const& edge) {
          Found const here{{edge.value, edge.more}, paths[i].begin, paths[i].end + 1};
          *mark = *longer = here;
          mark += here.symbol.bits >> 31;
          longer += here.symbol.may_go_on(words[here.end]);
        });
    scratch_.marks_.end_at(mark);
    scratch_.paths_.end_at(longer);
  }
}

void Marker::find_prefixes(TokenRange range) {
  TokenList const& tokens = document_.tokens();
  std::uint32_t const* const candidates = scratch_.long_.begin();
  scratch_.beginnings_.clear();
  FrozenMap::Look(symbols_.prefix_heads())
      .for_all(
          scratch_.long_.size(), scratch_.places_,
          [&](std::size_t i) {
            return SymbolTable::head_key(load_8(tokens.key_bytes(tokens[candidates[i]])));
          },
          [&](std::size_t i, FrozenMap::Entry const& head) {
            list_beginnings(candidates[i], head.value);
          });
  for (std::uint32_t const length : symbols_.prefix_lengths()) {
    if (length >= SymbolTable::kFilteredPrefix) break;
    for (std::uint32_t i = range.begin; i < range.end; ++i) list_beginning(i, length);
  }
  Beginning const* const beginnings = scratch_.beginnings_.begin();
  Found* mark = scratch_.marks_.room(scratch_.beginnings_.size());
  FrozenMap::Look(symbols_.prefixes())
      .for_all(
          scratch_.beginnings_.size(), scratch_.places_,
          [&](std::size_t i) { return beginnings[i].hash; },
          [&](std::size_t i, FrozenMap::Entry const& prefix) {
            std::uint32_t const token = beginnings[i].token;
            *mark = {{prefix.value, prefix.more}, token, token + 1};
            mark += prefix.value >> 31;
          });
  scratch_.marks_.end_at(mark);
}

/// Those of the lengths that long prefixes with the token's first letters have.
void Marker::list_beginnings(std::uint32_t i, std::uint32_t lengths) {
  constexpr std::uint32_t kLast = SymbolTable::kFilteredPrefix + SymbolTable::kLastBit;
  for (; lengths != 0; lengths &= lengths - 1) {
    std::uint32_t const length =
        SymbolTable::kFilteredPrefix + static_cast<std::uint32_t>(std::countr_zero(lengths));
    if (length < kLast)
      list_beginning(i, length);
    else
      for (std::uint32_t const one : symbols_.prefix_lengths())
        if (one >= kLast) list_beginning(i, one);
  }
}

void Marker::list_beginning(std::uint32_t i, std::uint32_t length) {
  Token const& token = document_.tokens()[i];
  std::uint32_t const bytes = std::min(length, token.length);
  Beginning* const beginning = scratch_.beginnings_.room(1);
  *beginning = {hash_padded(document_.tokens().key_bytes(token), bytes), i};
  scratch_.beginnings_.end_at(beginning + (token.length >= length));
}

void Marker::add(FlaggedSymbol symbol, std::uint32_t begin, std::uint32_t end) {
  Found* const mark = scratch_.marks_.room(1);
  *mark = {symbol, begin, end};
  scratch_.marks_.end_at(mark + 1);
}

void Marker::find_stems(TokenRange range) {
  for (std::uint32_t i = range.begin; i < range.end; ++i)
    for (StemIndex::Target const& target : language_->find(stem_of(i))) add(target, i, i + 1);
}

/// Marks all of `marks_`, which grows by what follows from what it holds.
void Marker::mark_found(Part const& part) {
  std::uint32_t const late =
      part.field == field::body ? std::max(document_.lead().end, document_.hlead().end) : ~0U;
  for (std::size_t done = 0; done < scratch_.marks_.size();) {
    std::span const marks(scratch_.marks_.begin() + done, scratch_.marks_.end());
    found_.mark_all(marks, part.shift);
    scratch_.derive_.clear();
    Found* from = scratch_.derive_.room(marks.size());
    for (Found const& mark : marks) {
      *from = mark;
      std::uint32_t const counts = mark.begin < late ? flag::derives : flag::derives_late;
      from += (mark.symbol.bits & counts) != 0;
    }
    scratch_.derive_.end_at(from);
    done += marks.size();
    derive(part);
  }
}

/// What follows from all of `derive_`.
void Marker::derive(Part const& part) {
  Found const* const bases = scratch_.derive_.begin();
  scratch_.runs_.clear();
  FrozenMap::Entry* const runs = scratch_.runs_.room(scratch_.derive_.size());
  FrozenMap::Look(symbols_.derived_runs())
      .for_all(
          scratch_.derive_.size(), scratch_.places_,
          [&](std::size_t i) { return SymbolTable::derived_key(bases[i].symbol.symbol()); },
          [&](std::size_t i, FrozenMap::Entry const& run) {
            runs[i] = run;
            __builtin_prefetch(symbols_.derived(run).data());
          });
  for (std::size_t i = 0; i < scratch_.derive_.size(); ++i)
    for (Derived const& derived : symbols_.derived(runs[i])) derive(bases[i], derived, part);
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

void Marker::derive(Found const& base, Derived const& derived, Part const& part) {
  bool const is_field = derived.kind == Derived::Kind::field;
  if (is_field && (derived.fields & fields_of(base, part)) == 0) return;
  if (derived.kind == Derived::Kind::exact && !is_written(base, derived.surface)) return;
  bool const counts = is_field || base.symbol.has(flag::marks);
  std::uint32_t const lost = counts ? 0 : flag::marks | flag::places;
  add({derived.target & ~lost, 0}, base.begin, base.end);
}

/// The fields that it lies in.
std::uint8_t Marker::fields_of(Found const& found, Part const& part) const {
  if (part.field == field::title) return field::title | field::lead | field::hlead;
  if (part.field != field::body) return part.field;
  std::uint8_t fields = field::body;
  if (found.end <= document_.lead().end) fields |= field::lead;
  if (found.end <= document_.hlead().end) fields |= field::hlead;
  return fields;
}

bool Marker::is_written(Found const& found, std::uint64_t surface) const {
  std::string& written = scratch_.value_;
  written.clear();
  for (std::uint32_t i = found.begin; i < found.end; ++i) {
    document_.append_surface(i, written);
    written += kSurfaceEnd;
  }
  std::size_t const length = written.size();
  written.append(8, '\0');
  return hash_padded(written.data(), length) == surface;
}

}  // namespace wirewatch
