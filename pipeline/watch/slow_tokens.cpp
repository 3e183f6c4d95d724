#include "pipeline/watch/slow_tokens.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "base/text.h"
#include "pipeline/watch/character_table.h"

namespace wirewatch {
namespace {

enum class Part { cut, mark, run, single };

Part part_of(UChar32 c) {
  auto const mask = U_GET_GC_MASK(c);
  if (mask & U_GC_M_MASK) return Part::mark;
  if (!(mask & (U_GC_L_MASK | U_GC_N_MASK))) return Part::cut;
  return is_unspaced(static_cast<char32_t>(c)) ? Part::single : Part::run;
}

class Cutter {
 public:
  explicit Cutter(std::function<void(SlowToken const&)> const& give) : give_(give) {}

  void take(icu::UnicodeString const& piece, std::uint32_t begin, std::uint32_t end) {
    for (std::int32_t i = 0; i < piece.length(); i = piece.moveIndex32(i, 1)) {
      UChar32 const c = piece.char32At(i);
      if (u_charType(c) != U_FORMAT_CHAR) take(c, begin, end);
    }
  }
  void close() {
    if (!open_.surface.empty()) give_(open_);
    open_.surface.clear();
    holds_single_ = false;
  }

 private:
  void take(UChar32 c, std::uint32_t begin, std::uint32_t end) {
    Part const part = part_of(c);
    if (part == Part::cut || part == Part::single || (part == Part::run && holds_single_)) close();
    if (part == Part::cut) return;
    if (open_.surface.empty()) open_.begin = begin;
    append_utf8(open_.surface, static_cast<char32_t>(c));
    open_.end = end;
    if (part == Part::single) holds_single_ = true;
  }

  std::function<void(SlowToken const&)> const& give_;
  SlowToken open_;
  bool holds_single_ = false;
};

}  // namespace

std::vector<SlowToken> cut_slowly(std::string_view text) {
  std::vector<SlowToken> tokens;
  cut_slowly(text, [&tokens](SlowToken const& token) { tokens.push_back(token); });
  return tokens;
}

void cut_slowly(std::string_view text, std::function<void(SlowToken const&)> const& give) {
  UErrorCode status = U_ZERO_ERROR;
  static icu::Normalizer2 const* const nfkc = icu::Normalizer2::getNFKCInstance(status);
  Cutter cutter(give);
  icu::UnicodeString piece;
  std::size_t piece_begin = 0;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t const begin = at;
    auto const c = static_cast<UChar32>(next_code_point(text, at));
    if (!piece.isEmpty() && nfkc->hasBoundaryBefore(c)) {
      cutter.take(nfkc->normalize(piece, status), static_cast<std::uint32_t>(piece_begin),
                  static_cast<std::uint32_t>(begin));
      piece.remove();
    }
    if (piece.isEmpty()) piece_begin = begin;
    piece.append(c);
  }
  cutter.take(nfkc->normalize(piece, status), static_cast<std::uint32_t>(piece_begin),
              static_cast<std::uint32_t>(text.size()));
  cutter.close();
}

}  // namespace wirewatch
