// How a document's encoding is found. Labels lie: servers add a default charset to everything,
// pages are saved in another encoding than their template says. Bytes lie less: text in another
// encoding is almost never valid UTF-8 by chance. So labels are tried in order of trust, and one
// that the bytes contradict is passed over.
#include "pipeline/text/charset.h"

#include <uchardet/uchardet.h>
#include <unicode/ucnv.h>

#include <array>
#include <memory>
#include <optional>

#include "base/text.h"
#include "pipeline/text/charset_labels.h"
#include "pipeline/text/declared_charset.h"
#include "pipeline/text/latin10.h"
#include "pipeline/text/utf8_scan.h"

namespace wirewatch {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr std::size_t kDetected = 262'144;
// In a legacy two-byte encoding so few characters may form valid UTF-8 by chance.
constexpr std::size_t kChance = 4;
// UTF-8 with some broken bytes (a cut sequence, one pasted letter) is still UTF-8.
constexpr std::size_t kGoodForEachBad = 8;

using Converter = std::unique_ptr<UConverter, decltype(&ucnv_close)>;

Converter open_converter(char const* name) {
  UErrorCode status = U_ZERO_ERROR;
  Converter converter(ucnv_open(name, &status), &ucnv_close);
  return U_SUCCESS(status) ? std::move(converter) : Converter(nullptr, &ucnv_close);
}

/// `bytes` read in `charset`; bad bytes are U+FFFD. nullopt when ICU lacks the encoding.
std::optional<std::string> convert(std::string_view bytes, Charset const& charset) {
  if (std::string_view(charset.converter) == kLatin10) return latin10_to_utf8(bytes);
  Converter const from = open_converter(charset.converter);
  Converter const to = open_converter("UTF-8");
  if (!from || !to) return std::nullopt;
  std::string out;
  std::array<char, 16384> chunk{};
  std::array<UChar, 4096> pivot{};
  UChar* pivot_source = pivot.data();
  UChar* pivot_target = pivot.data();
  char const* source = bytes.data();
  UBool reset = 1;
  UErrorCode status = U_BUFFER_OVERFLOW_ERROR;
  while (status == U_BUFFER_OVERFLOW_ERROR) {
    status = U_ZERO_ERROR;
    char* target = chunk.data();
    ucnv_convertEx(to.get(), from.get(), &target, chunk.data() + chunk.size(), &source,
                   bytes.data() + bytes.size(), pivot.data(), &pivot_source, &pivot_target,
                   pivot.data() + pivot.size(), reset, 1, &status);
    reset = 0;
    out.append(chunk.data(), target);
  }
  return out;
}

Charset const* detect(std::string_view bytes) {
  std::unique_ptr<uchardet, decltype(&uchardet_delete)> const detector(uchardet_new(),
                                                                       &uchardet_delete);
  auto const head = bytes.substr(0, kDetected);
  if (uchardet_handle_data(detector.get(), head.data(), head.size()) != 0) return nullptr;
  uchardet_data_end(detector.get());
  return find_charset(uchardet_get_charset(detector.get()));
}

struct Mark {
  std::string_view bytes;
  std::string_view charset;
};
// UTF-32LE begins like UTF-16LE: it must come first.
constexpr std::array<Mark, 5> kMarks{{{"\xEF\xBB\xBF", "utf-8"},
                                      {{"\xFF\xFE\0\0", 4}, "utf-32le"},
                                      {{"\0\0\xFE\xFF", 4}, "utf-32be"},
                                      {"\xFF\xFE", "utf-16le"},
                                      {"\xFE\xFF", "utf-16be"}}};

/// Wide text shows itself by the zero bytes of its first ASCII characters ("<" and "?", "{" and
/// "\"").
Charset const* sniff_wide(std::string_view bytes) {
  if (bytes.size() < 4) return nullptr;
  auto const zero = [&](std::size_t i) { return bytes[i] == '\0'; };
  if (!zero(0) && zero(1) && zero(2) && zero(3)) return find_charset("utf-32le");
  if (zero(0) && zero(1) && zero(2) && !zero(3)) return find_charset("utf-32be");
  if (!zero(0) && zero(1) && !zero(2) && zero(3)) return find_charset("utf-16le");
  if (zero(0) && !zero(1) && zero(2) && !zero(3)) return find_charset("utf-16be");
  return nullptr;
}

bool has_escapes(std::string_view bytes) {
  return bytes.find('\x1B') != std::string_view::npos || bytes.find("~{") != std::string_view::npos;
}

bool is_wide(Charset const& charset) {
  return charset.width == Charset::Width::unicode && !charset.is_utf8();
}

bool is_broken_utf8(Utf8Scan const& scan) {
  return !scan.valid() && scan.sequences >= scan.bad * kGoodForEachBad;
}

DecodedText as_utf8(std::string_view bytes, Utf8Scan const& scan) {
  if (scan.valid()) return {std::string(bytes), "utf-8", false};
  return {repair_utf8(bytes), "utf-8", true};
}

std::optional<DecodedText> as(Charset const& charset, std::string_view bytes) {
  auto text = convert(bytes, charset);
  if (!text) return std::nullopt;
  bool const repaired = text->find(kReplacement) != std::string::npos;
  return DecodedText{std::move(*text), std::string(charset.name), repaired};
}

/// What the label makes of the bytes, or nullopt when the bytes contradict it.
std::optional<DecodedText> believe(Charset const* label, std::string_view bytes,
                                   Utf8Scan const& scan) {
  if (!label || is_wide(*label)) return std::nullopt;  // wide text was found by its zero bytes
  if (label->is_utf8()) {
    if (!scan.valid() && !is_broken_utf8(scan)) return std::nullopt;
    return as_utf8(bytes, scan);
  }
  bool const escapes = label->width == Charset::Width::escaped && has_escapes(bytes);
  bool const by_chance = label->width == Charset::Width::many && scan.sequences < kChance;
  if (scan.valid() && scan.sequences > 0 && !by_chance) return std::nullopt;
  if (scan.valid() && scan.sequences == 0 && !escapes)
    return DecodedText{std::string(bytes), std::string(label->name), false};
  if (is_broken_utf8(scan)) return std::nullopt;
  return as(*label, bytes);
}

}  // namespace

DecodedText decode_text(std::string_view bytes, std::string_view content_type, MarkupKind kind) {
  for (Mark const& mark : kMarks) {
    if (!bytes.starts_with(mark.bytes)) continue;
    auto const rest = bytes.substr(mark.bytes.size());
    auto const* const charset = find_charset(mark.charset);
    if (charset->is_utf8()) return as_utf8(rest, scan_utf8(rest));
    if (auto text = as(*charset, rest)) return std::move(*text);
  }
  if (auto const* const wide = sniff_wide(bytes))
    if (auto text = as(*wide, bytes)) return std::move(*text);

  auto const scan = scan_utf8(bytes);
  for (auto const label : {content_type_charset(content_type), declared_charset(bytes, kind)})
    if (auto text = believe(find_charset(label), bytes, scan)) return std::move(*text);
  bool const escapes = bytes.find("\x1B$") != std::string_view::npos;
  if ((scan.valid() && !escapes) || is_broken_utf8(scan)) return as_utf8(bytes, scan);
  if (auto text = believe(detect(bytes), bytes, scan)) return std::move(*text);
  if (auto text = as(*find_charset("windows-1252"), bytes)) return std::move(*text);
  return as_utf8(bytes, scan);
}

}  // namespace wirewatch
