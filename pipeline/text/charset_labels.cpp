#include "pipeline/text/charset_labels.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"
#include "pipeline/text/latin10.h"

namespace wirewatch {
namespace {

using Width = Charset::Width;

constexpr std::size_t kLongestLabel = 40;

// Source: WHATWG Encoding Standard, section 4.2, and beside it the DOS and Mac code pages and the
// two escaped encodings that old feeds still name.
constexpr std::array<Charset, 51> kCharsets{{
    {"utf-8", "UTF-8", " unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8 ",
     Width::unicode},
    {"ibm866", "ibm-866", " 866 cp866 csibm866 ibm866 "},
    {"iso-8859-2", "ISO-8859-2",
     " csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2 "},
    {"iso-8859-3", "ISO-8859-3",
     " csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3 "},
    {"iso-8859-4", "ISO-8859-4",
     " csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4 "},
    {"iso-8859-5", "ISO-8859-5",
     " csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso8859-5 iso88595 iso_8859-5 "
     "iso_8859-5:1988 "},
    {"iso-8859-6", "ISO-8859-6",
     " arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6 iso-8859-6-e "
     "iso-8859-6-i iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987 "},
    {"iso-8859-7", "ISO-8859-7",
     " csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 iso8859-7 iso88597 "
     "iso_8859-7 iso_8859-7:1987 sun_eu_greek "},
    {"iso-8859-8", "ISO-8859-8",
     " csiso88598e csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-ir-138 iso8859-8 iso88598 "
     "iso_8859-8 iso_8859-8:1988 visual csiso88598i iso-8859-8-i logical "},
    {"iso-8859-10", "iso-8859_10-1998",
     " csisolatin6 iso-8859-10 iso-ir-157 iso8859-10 iso885910 l6 latin6 "},
    {"iso-8859-13", "ISO-8859-13", " iso-8859-13 iso8859-13 iso885913 "},
    {"iso-8859-14", "iso-8859_14-1998", " iso-8859-14 iso8859-14 iso885914 "},
    {"iso-8859-15", "ISO-8859-15", " csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9 "},
    {"iso-8859-16", kLatin10, " iso-8859-16 iso885916 csiso885916 iso-ir-226 latin10 l10 "},
    {"koi8-r", "KOI8-R", " cskoi8r koi koi8 koi8-r koi8_r "},
    {"koi8-u", "KOI8-U", " koi8-ru koi8-u "},
    {"macintosh", "macintosh", " csmacintosh mac macintosh x-mac-roman "},
    {"windows-874", "windows-874",
     " cp874 dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874 "},
    {"windows-1250", "windows-1250", " cp1250 windows-1250 x-cp1250 "},
    {"windows-1251", "windows-1251", " cp1251 windows-1251 x-cp1251 "},
    {"windows-1252", "windows-1252",
     " ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 "
     "iso88591 iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii windows-1252 x-cp1252 "},
    {"windows-1253", "windows-1253", " cp1253 windows-1253 x-cp1253 "},
    {"windows-1254", "windows-1254",
     " cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 "
     "latin5 windows-1254 x-cp1254 "},
    {"windows-1255", "windows-1255", " cp1255 windows-1255 x-cp1255 "},
    {"windows-1256", "windows-1256", " cp1256 windows-1256 x-cp1256 "},
    {"windows-1257", "windows-1257", " cp1257 windows-1257 x-cp1257 "},
    {"windows-1258", "windows-1258", " cp1258 windows-1258 x-cp1258 "},
    {"ibm437", "ibm-437", " 437 cp437 cspc8codepage437 ibm437 "},
    {"ibm850", "ibm-850", " 850 cp850 cspc850multilingual ibm850 "},
    {"ibm852", "ibm-852", " 852 cp852 cspcp852 ibm852 "},
    {"ibm855", "ibm-855", " 855 cp855 csibm855 ibm855 "},
    {"ibm857", "ibm-857", " 857 cp857 csibm857 ibm857 "},
    {"ibm858", "ibm-858", " cp00858 cp858 ibm00858 ibm858 "},
    {"x-mac-ce", "x-mac-centraleurroman", " x-mac-ce x-mac-centraleurroman maccenteuro "},
    {"x-mac-greek", "x-mac-greek", " x-mac-greek macgreek "},
    {"x-mac-turkish", "x-mac-turkish", " x-mac-turkish macturkish "},
    {"x-mac-cyrillic", "x-mac-cyrillic", " x-mac-cyrillic x-mac-ukrainian "},
    {"gbk", "gb18030",
     " chinese cp936 csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 x-gbk ",
     Width::many},
    {"gb18030", "gb18030", " gb18030 ", Width::many},
    {"big5", "Big5-HKSCS", " big5 big5-hkscs big5-eten cp950 cn-big5 csbig5 x-x-big5 ",
     Width::many},
    {"euc-jp", "EUC-JP", " cseucpkdfmtjapanese euc-jp x-euc-jp ", Width::many},
    {"iso-2022-jp", "ISO-2022-JP", " csiso2022jp iso-2022-jp ", Width::escaped},
    {"iso-2022-kr", "ISO-2022-KR", " csiso2022kr iso-2022-kr ", Width::escaped},
    {"hz-gb-2312", "HZ", " hz hz-gb-2312 ", Width::escaped},
    {"shift_jis", "windows-31j",
     " cp932 csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis ", Width::many},
    {"euc-kr", "windows-949",
     " cp949 cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 "
     "ksc_5601 windows-949 uhc ",
     Width::many},
    {"euc-tw", "EUC-TW", " euc-tw ", Width::many},
    {"utf-16be", "UTF-16BE", " unicodefffe utf-16be ", Width::unicode},
    {"utf-16le", "UTF-16LE",
     " csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf-16le ", Width::unicode},
    {"utf-32be", "UTF-32BE", " iso-10646-ucs-4 ucs-4 utf-32be ", Width::unicode},
    {"utf-32le", "UTF-32LE", " utf-32le utf-32 ", Width::unicode},
}};

/// Letters and digits alone: "ISO_8859-2" and "iso8859-2" are one label.
std::string bare(std::string_view label) {
  std::string out = lower_ascii(label);
  std::erase_if(out, [](char c) { return (c < 'a' || c > 'z') && (c < '0' || c > '9'); });
  return out;
}

Charset const* find_exactly(std::string_view label) {
  auto const wanted = " " + lower_ascii(label) + " ";
  if (wanted.size() < 4 || wanted.find(' ', 1) != wanted.size() - 1) return nullptr;
  auto const* const found =
      std::find_if(kCharsets.begin(), kCharsets.end(), [&](Charset const& charset) {
        return charset.labels.find(wanted) != std::string_view::npos;
      });
  return found == kCharsets.end() ? nullptr : found;
}

bool has_bare_label(Charset const& charset, std::string_view wanted) {
  for (std::size_t at = 1; at < charset.labels.size();) {
    std::size_t const end = charset.labels.find(' ', at);
    if (bare(charset.labels.substr(at, end - at)) == wanted) return true;
    at = end + 1;
  }
  return false;
}

/// Labels as people misspell them: "cp-1251", "win1251", "utf_8", "iso 8859-1", "iso-latin-1".
Charset const* find_misspelt(std::string_view label) {
  std::string wanted = bare(label);
  if (wanted.size() < 4) return nullptr;
  for (auto const start : {"windows", "win", "ansi", "ms", "xcp"})
    if (wanted.starts_with(start) && wanted.find("125") != std::string::npos)
      wanted = "cp" + wanted.substr(std::string_view(start).size());
  if (wanted.starts_with("isolatin")) wanted.erase(0, 3);
  auto const* const found =
      std::find_if(kCharsets.begin(), kCharsets.end(),
                   [&](Charset const& charset) { return has_bare_label(charset, wanted); });
  return found == kCharsets.end() ? nullptr : found;
}

}  // namespace

Charset const* find_charset(std::string_view label) {
  label = trim(label);
  auto const* const exact = find_exactly(label);
  return exact || label.size() > kLongestLabel ? exact : find_misspelt(label);
}

}  // namespace wirewatch
