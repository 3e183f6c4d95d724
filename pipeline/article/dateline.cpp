// Each part of the world writes datelines in its own way. Where a form could be something else, too
// ("The long lock (Keldan): ..."), the place must be in capitals or the agency a known one.
#include "pipeline/article/dateline.h"

#include <re2/re2.h>
#include <unicode/uchar.h>

#include <array>

#include "base/text.h"

namespace wirewatch {
namespace {

constexpr std::size_t kLongest = 200;   ///< bytes that are looked at
constexpr std::size_t kLittleWord = 3;  ///< letters: "de", "3 mar"

// Every pattern has a group for the dateline and one or two for its agency. Compiled once; linear
// in the text.
struct Patterns {
  // "(Reuters) — ", "(ANSA) - ROMA, 03 MAR - "
  RE2 bare{
      R"(^(\((\p{L}[\p{L}. /&-]{1,29})\)\s*[-–—−]+\s*(?:\p{Lu}[\p{Lu} ]{2,30}, ?\d{1,2} \p{Lu}{3}\s*[-–—−]+\s*)?))"};
  // "SEOUL/MOSCOW (Reuters) –", "BERLIN, 3. März (dpa) -", "MADRID, 3 Mar (EFE).-", "Wien (KNA). "
  RE2 bracketed{R"(^(\p{Lu}[^()\n]{1,60}?\(([^()\n]{1,60})\)\s*(?:[.:]?\s?[-–—−]+|[:：.])\s*))"};
  // "WASHINGTON — ", "CLEVELAND, Ohio – ", "DUBAI, United Arab Emirates — "
  RE2 plain{
      R"(^((?:\p{Lu}[\p{Lu}.'’/-]+)(?: \p{Lu}[\p{Lu}.'’/-]*){0,3}(?:, ?\p{Lu}[\p{L}.]*(?: [\p{Lu}\d][\p{L}\d.]*){0,3}){0,2}\s*(?:--|[–—]|\s-)\s*)())"};
  // "МОСКВА, 4 марта. /ТАСС/. ", "МОСКВА, 4 мар — РИА Новости. ", "Москва. 4 марта. INTERFAX.RU - "
  RE2 russian{
      R"(^(\p{Lu}[\p{L} -]{2,40}[,.] \d{1,2} \p{Ll}{3,9}\.? ?(?:/(\p{L}[^/\n]{1,20})/\.?\s*(?:[-–—−]\s*)?|(?:[-–—−] ?)?(РИА Новости|ПРАЙМ|INTERFAX[\w.-]*)\s?[-–—−.]\s*)))"};
  // "（東京＝共同）", "【台北=中央社】", "(서울=연합뉴스)"
  RE2 eastern{
      R"(^([（(【\[]([^\x01-\x1f!-~（）【】＝]{1,20})[=＝]([^（）()【】\[\]]{1,16})[)）】\]]\s*))"};
  // "【ワシントン時事】", "[東京 4日 ロイター] - "
  RE2 japanese{
      R"(^([【［\[][^【】［］\[\]\n]{2,20}?(時事|共同|ロイター|AFP|CNN)[】］\]]\s*(?:[-－―–—]\s*)?))"};
  // "（中央社記者劉世怡台北11日電）", "新华社北京3月4日电（记者王宁）"
  RE2 chinese{
      R"(^([（(](中央社)[^（）()\n]{2,30}[電电]\s?[)）]|據?据?(新华社|新華社|中新社)[^\s，。]{2,16}日[电電]\s?(?:[（(][^（）()\n]{1,30}[)）])?\s*))"};
  // "القاهرة (رويترز) - ", "नई दिल्ली, 4 मार्च (भाषा) "
  RE2 caseless{
      R"(^((?:\p{Arabic}|\p{Devanagari})[^()\n]{1,40}?\((رويترز|أ ?ف ?ب|فرانس برس|د ?ب ?أ|سانا|واس|وام|شينخوا|بترا|الأناضول|سبوتنيك|भाषा|आईएएनएस|पीटीआई|एएनआई|वार्ता)\)[\s.:।-]*[-–—−]?\s*))"};
  RE2 known{
      R"((?i)(?:aa|afp|agence france-presse|ana|anadolu|ani|anp|ansa|antara|ap|apa|ats|belga|bernama|bloomberg|čtk|ctk|dpa|dts|efe|epd|hina|ians|interfax|jiji|kna|kyodo|lusa|mti|ntb|ots|pap|pti|reuters|ria|ritzau|sda|sid|stt|tanjug|tass|tasr|télam|tt|ukrinform|unian|upi|xinhua|yonhap)(?:[/, -].*)?|(?i).*(?:news|press|agen[ct]|wire|media|новости|информ|\.\w\w).*)"};
  RE2 label{R"(^((?:\p{Lu}[\p{Lu}.'’/-]{2,})(?: \p{Lu}[\p{Lu}.'’/-]*){0,3}: )["'“‘«]?\p{Lu})"};
};

Patterns const& patterns() {
  static Patterns const kPatterns;
  return kPatterns;
}

bool has_digits(std::string_view text) {
  return text.find_first_of("0123456789") != std::string_view::npos;
}

bool is_in_capitals(std::string_view text) {
  for (std::size_t at = 0; at < text.size();)
    if (u_islower(UChar32(next_code_point(text, at)))) return false;
  return true;
}

/// Whether what stands before the agency is a place (and a day): names, numbers and little words.
bool is_place(std::string_view text) {
  bool starts_word = true;
  std::size_t letters = 0;
  bool small = false;
  for (std::size_t at = 0; at < text.size();) {
    char32_t const c = next_code_point(text, at);
    bool const letter = u_isalpha(UChar32(c)) != 0;
    if (letter && starts_word) small = u_islower(UChar32(c)) != 0;
    letters = letter ? letters + 1 : 0;
    if (small && letters > kLittleWord) return false;
    starts_word = !letter;
  }
  return true;
}

bool is_known_agency(std::string_view text) {
  return RE2::FullMatch(re2::StringPiece(text.data(), text.size()), patterns().known);
}

bool is_agency(std::string_view text) { return is_known_agency(text) || is_in_capitals(text); }

/// Of a place and brackets, whether they are a dateline rather than a name, a label or a sentence.
bool is_bracketed_dateline(std::string_view text, std::string_view in_brackets) {
  auto const place = text.substr(0, text.find('('));
  bool const known = is_known_agency(in_brackets);
  auto const end = trim(text).back();
  if (!is_place(place)) return false;
  if (end == '.') return known;
  if (end == ':' || end == '\x9a')  // the last byte of a wide colon
    return known || (is_in_capitals(place) && !has_digits(in_brackets));
  return is_agency(in_brackets) || is_in_capitals(place) || has_digits(text);
}

}  // namespace

std::optional<Dateline> find_dateline(std::string_view paragraph) {
  auto const& p = patterns();
  re2::StringPiece const start(paragraph.data(), std::min(paragraph.size(), kLongest));
  std::array<re2::StringPiece, 3> groups;
  auto const found = [&] {
    auto const piece = [](re2::StringPiece one) {
      return std::string_view(one.data(), one.size());
    };
    auto const agency = trim(piece(groups[2].empty() ? groups[1] : groups[2]));
    return Dateline{piece(groups[0]), has_digits(agency) ? std::string_view() : agency};
  };
  if (RE2::PartialMatch(start, p.bare, &groups[0], &groups[1])) {
    auto bare = found();
    if (!is_agency(bare.agency)) bare.agency = {};  // "(Leipzig) - "
    return bare;
  }
  if (RE2::PartialMatch(start, p.bracketed, &groups[0], &groups[1]) &&
      is_bracketed_dateline({groups[0].data(), groups[0].size()},
                            {groups[1].data(), groups[1].size()}))
    return found();
  if (RE2::PartialMatch(start, p.eastern, &groups[0], &groups[1], &groups[2]) ||
      RE2::PartialMatch(start, p.chinese, &groups[0], &groups[1], &groups[2]) ||
      RE2::PartialMatch(start, p.russian, &groups[0], &groups[1], &groups[2]))
    return found();
  for (auto const* pattern : {&p.japanese, &p.caseless, &p.plain})
    if (RE2::PartialMatch(start, *pattern, &groups[0], &groups[1])) return found();
  return std::nullopt;
}

std::string_view label_in_capitals(std::string_view paragraph) {
  re2::StringPiece label;
  re2::StringPiece const start(paragraph.data(), std::min(paragraph.size(), kLongest));
  if (!RE2::PartialMatch(start, patterns().label, &label)) return {};
  return {label.data(), label.size()};
}

}  // namespace wirewatch
