#include "pipeline/watch/regex_index.h"

#include <hs/hs.h>

#include <algorithm>
#include <cstdlib>
#include <limits>

#include "pipeline/watch/expression.h"
#include "pipeline/watch/occurrences.h"
#include "pipeline/watch/regex.h"

namespace wirewatch {
namespace {

constexpr unsigned kFlags = HS_FLAG_SINGLEMATCH | HS_FLAG_UTF8;

/// Vectorscan 5.4.9 on AVX-512 misses what one byte decides ("a[bc]") in the last 31 bytes of a
/// text, and single bytes anywhere when asked for one match: so texts get a tail of line ends, and
/// patterns that one byte may fill are RE2's.
constexpr std::size_t kTail = 64;

/// So few are searched for by RE2 alone: a database for them takes milliseconds to compile, longer
/// than all else that one more rule costs.
constexpr std::size_t kFewPatterns = 4;

/// What the two libraries read differently: '$' before a last line end, flags, Unicode classes,
/// escapes of their own. Vectorscan then finds no less, or refuses.
bool reads_differently(std::string_view pattern) {
  for (std::string_view const sign : {"$", "(?", "\\p", "\\P", "\\z", "\\Z", "\\A", "\\C", "\\Q",
                                      "\\v", "\\h", "\\R", "[[", "\\s", "\\S"})
    if (pattern.find(sign) != std::string_view::npos) return true;
  return std::ranges::any_of(pattern, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

/// Whether it asks where the text ends, which the tail hides: '$' outside of a class, \z, \Z.
bool looks_at_end(std::string_view pattern) {
  bool in_class = false;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    char const c = pattern[i];
    if (c == '\\') {
      ++i;
      if (i < pattern.size() && (pattern[i] == 'z' || pattern[i] == 'Z')) return true;
    } else if (c == '[' && !in_class) {
      in_class = true;
      if (pattern.substr(i + 1).starts_with("^]"))
        i += 2;
      else if (pattern.substr(i + 1).starts_with(']'))
        ++i;
    } else if (c == ']') {
      in_class = false;
    } else if (c == '$' && !in_class) {
      return true;
    }
  }
  return false;
}

/// As Vectorscan gets it, which finds no less so: to look for a word's begin first would cost it
/// more than all the rest.
std::string_view without_word_begin(std::string_view pattern) {
  bool const begins = pattern.starts_with("\\b") && pattern.size() > 2 &&
                      std::string_view("*+?{").find(pattern[2]) == std::string_view::npos;
  return pattern.substr(begins ? 2 : 0);
}

bool vectorscan_takes(std::string const& pattern) {
  if (looks_at_end(pattern)) return false;
  // Unicode tables of different years: RE2's alone decide.
  if (pattern.find("\\p") != std::string::npos || pattern.find("\\P") != std::string::npos ||
      pattern.find('\0') != std::string::npos)
    return false;
  hs_expr_info_t* info = nullptr;
  hs_compile_error_t* error = nullptr;
  bool const ok =
      hs_expression_info(without_word_begin(pattern).data(), kFlags, &info, &error) == HS_SUCCESS &&
      info->min_width > 1;
  std::free(info);
  if (error) hs_free_compile_error(error);
  return ok;
}

struct Hits {
  std::vector<std::uint32_t>& ids;
  std::size_t end;  ///< of the text; what ends behind it lies in the tail
};

int take_hit(unsigned id, unsigned long long, unsigned long long to, unsigned, void* context) {
  auto& hits = *static_cast<Hits*>(context);
  if (to <= hits.end) hits.ids.push_back(id);
  return 0;
}

}  // namespace

RegexScratch::~RegexScratch() {
  if (scratch_) (void)hs_free_scratch(scratch_);  // fails only for a scratch in use
}

bool RegexScratch::prepare(std::shared_ptr<hs_database const> const& database) {
  std::erase_if(prepared_, [](auto const& known) { return known.expired(); });
  for (auto const& known : prepared_)
    if (known.lock() == database) return true;
  if (hs_alloc_scratch(database.get(), &scratch_) != HS_SUCCESS) return false;
  prepared_.push_back(database);
  return true;
}

Symbol RegexIndex::add(std::string const& pattern, std::uint8_t fields, SymbolTable& symbols) {
  auto const [at, is_new] =
      known_.try_emplace(pattern, static_cast<std::uint32_t>(patterns_.size()));
  if (is_new) {
    Pattern const* const before = known_before(pattern);
    if (!before && !vectorscan_takes(pattern)) {
      known_.erase(at);
      return 0;
    }
    Pattern& made = patterns_.emplace_back();
    made.regex = before ? before->regex : std::make_shared<LazyRegex const>(pattern);
    made.is_loose = without_word_begin(pattern) != pattern || reads_differently(pattern);
  }
  auto& targets = patterns_[at->second].targets;
  auto const known = std::ranges::find(targets, fields, &Target::fields);
  if (known != targets.end()) return known->symbol.symbol();
  Symbol const symbol = symbols.fresh();
  targets.push_back({fields, {symbol, 0}});
  return symbol;
}

void RegexIndex::compile(SymbolTable const& symbols) {
  known_ = {};
  for (Pattern& pattern : patterns_)
    for (Target& target : pattern.targets) target.symbol = symbols.flagged(target.symbol.symbol());
  bool const taken = like_ && take_database();
  like_ = nullptr;
  while (!taken && patterns_.size() > kFewPatterns && !compile_database()) {
  }
}

RegexIndex::Pattern const* RegexIndex::known_before(std::string const& pattern) const {
  if (!like_) return nullptr;
  auto const found = std::ranges::find(like_->patterns_, pattern, &Pattern::text);
  return found != like_->patterns_.end() && found->in_database ? &*found : nullptr;
}

bool RegexIndex::take_database() {
  RegexIndex const& like = *like_;
  if (like.has_others_ ||
      !std::ranges::equal(patterns_, like.patterns_, {}, &Pattern::text, &Pattern::text))
    return false;
  database_ = like.database_;
  return true;
}

/// False when a pattern had to be taken out, and it should be tried again.
bool RegexIndex::compile_database() {
  std::vector<char const*> texts;
  std::vector<unsigned> ids;
  for (std::size_t i = 0; i < patterns_.size(); ++i) {
    if (!patterns_[i].in_database) continue;
    ids.push_back(static_cast<unsigned>(i));
    texts.push_back(without_word_begin(patterns_[i].text()).data());
  }
  if (texts.empty()) return true;
  std::vector<unsigned> const flags(texts.size(), kFlags);
  hs_compile_error_t* error = nullptr;
  hs_database_t* database = nullptr;
  auto const status =
      hs_compile_multi(texts.data(), flags.data(), ids.data(), static_cast<unsigned>(texts.size()),
                       HS_MODE_BLOCK, nullptr, &database, &error);
  int const culprit = error ? error->expression : -1;
  if (error) hs_free_compile_error(error);
  if (status == HS_SUCCESS) {
    database_.reset(database, hs_free_database);
    return true;
  }
  bool const one = culprit >= 0 && static_cast<std::size_t>(culprit) < ids.size();
  for (std::size_t i = 0; i < ids.size(); ++i)
    if (!one || i == static_cast<std::size_t>(culprit)) patterns_[ids[i]].in_database = false;
  has_others_ = true;
  return false;
}

void RegexIndex::hit(Pattern const& pattern, std::uint8_t field, Occurrences& found) {
  for (Target const& target : pattern.targets)
    if ((target.fields & field) != 0) found.mark(target.symbol);
}

void RegexIndex::search_plainly(std::string_view text, std::uint8_t field, bool all,
                                Occurrences& found) const {
  for (Pattern const& pattern : patterns_) {
    if (!all && pattern.in_database) continue;
    if (pattern.regex->occurs(text)) hit(pattern, field, found);
  }
}

void RegexIndex::search(std::string_view text, std::uint8_t field, bool is_utf8,
                        RegexScratch& scratch, Occurrences& found) const {
  if (patterns_.empty()) return;
  bool const fits = text.size() + kTail <= std::numeric_limits<unsigned>::max();
  if (!database_ || !is_utf8 || !fits || !scratch.prepare(database_))
    return search_plainly(text, field, true, found);
  scratch.hits_.clear();
  scratch.text_.assign(text).append(kTail, '\n');
  Hits hits{scratch.hits_, text.size()};
  if (hs_scan(database_.get(), scratch.text_.data(), static_cast<unsigned>(scratch.text_.size()), 0,
              scratch.scratch_, take_hit, &hits) != HS_SUCCESS)
    return search_plainly(text, field, true, found);
  for (std::uint32_t const id : scratch.hits_) {
    Pattern const& pattern = patterns_[id];
    if (!pattern.is_loose || pattern.regex->occurs(text)) hit(pattern, field, found);
  }
  if (has_others_) search_plainly(text, field, false, found);
}

std::size_t RegexIndex::memory() const {
  std::size_t bytes = 0;
  if (database_)
    (void)hs_database_size(database_.get(), &bytes);  // leaves 0, which is what is known
  for (Pattern const& pattern : patterns_)
    bytes += sizeof pattern + sizeof(LazyRegex) + pattern.text().capacity() +
             pattern.targets.capacity() * sizeof(Target);
  return bytes;
}

}  // namespace wirewatch
