#include "pipeline/text/charset.h"

#include <gtest/gtest.h>

#include <string>

#include "pipeline/text/charset_labels.h"
#include "pipeline/text/utf8_scan.h"

namespace wirewatch {
namespace {

using namespace std::string_literals;

struct Case {
  char const* name;
  std::string bytes;
  char const* content_type;
  MarkupKind kind;
  char const* charset;
  char const* utf8;
  bool repaired = false;
};
void PrintTo(Case const& c, std::ostream* os) { *os << c.name; }
class DecodeTest : public ::testing::TestWithParam<Case> {};

TEST_P(DecodeTest, FindsTheEncodingAndTheText) {
  auto const& c = GetParam();
  auto const decoded = decode_text(c.bytes, c.content_type, c.kind);
  EXPECT_EQ(decoded.charset, c.charset);
  EXPECT_EQ(decoded.utf8, c.utf8);
  EXPECT_EQ(decoded.repaired, c.repaired);
}

constexpr auto kHtml = MarkupKind::html;
constexpr auto kXml = MarkupKind::xml;
constexpr auto kJson = MarkupKind::json;

INSTANTIATE_TEST_SUITE_P(
    Documents, DecodeTest,
    ::testing::Values(
        Case{"empty", "", "", kHtml, "utf-8", ""},
        Case{"mark_is_removed", "\xEF\xBB\xBF<a>", "text/html; charset=latin1", kHtml, "utf-8",
             "<a>"},
        Case{"utf16_mark", "\xFF\xFE<\0a\0"s, "", kXml, "utf-16le", "<a"},
        Case{"utf16_without_mark", "\0<\0?\0x"s, "", kXml, "utf-16be", "<?x"},
        Case{"utf16_json", "{\0\"\0\xE9\0"s, "", kJson, "utf-16le", "{\"\xC3\xA9"},
        Case{"utf16_declared_by_ascii", "<?xml encoding='utf-16'?>\xC3\xA9", "", kXml, "utf-8",
             "<?xml encoding='utf-16'?>\xC3\xA9"},
        Case{"http_charset", "caf\xE9", "text/html; charset=\"ISO-8859-1\"", kHtml, "windows-1252",
             "caf\xC3\xA9"},
        Case{"latin1_is_windows", "\x93hi\x94", "text/html;charset=latin1", kHtml, "windows-1252",
             "\xE2\x80\x9Chi\xE2\x80\x9D"},
        Case{"xml_declaration", "<?xml version='1.0' encoding='windows-1251'?>\xCC\xE8\xF0", "",
             kXml, "windows-1251", "<?xml version='1.0' encoding='windows-1251'?>Мир"},
        Case{"meta_charset", "<META charset=koi8-r>\xED\xC9\xD2", "text/html", kHtml, "koi8-r",
             "<META charset=koi8-r>Мир"},
        Case{"meta_http_equiv", "<meta http-equiv=a content='text/html; charset=iso-8859-2'>\xB1",
             "", kHtml, "iso-8859-2",
             "<meta http-equiv=a content='text/html; charset=iso-8859-2'>ą"},
        Case{"http_before_declaration", "<meta charset=koi8-r>\xCC\xE8\xF0",
             "text/html; charset=windows-1251", kHtml, "windows-1251", "<meta charset=koi8-r>Мир"},
        Case{"utf8_contradicts_latin1", "caf\xC3\xA9", "text/html; charset=iso-8859-1", kHtml,
             "utf-8", "caf\xC3\xA9"},
        Case{"latin1_contradicts_utf8", "<meta charset=iso-8859-1>caf\xE9 cr\xE8me",
             "text/html; charset=utf-8", kHtml, "windows-1252",
             "<meta charset=iso-8859-1>café crème"},
        Case{"shift_jis", "\x93\xFA\x96\x7B", "text/html; charset=x-sjis", kHtml, "shift_jis",
             "日本"},
        Case{"gb2312_is_wider", "\xD6\xD0\x81\x30\x81\x30", "text/html; charset=gb2312", kHtml,
             "gbk", "中\xC2\x80"},
        Case{"gbk_valid_utf8_by_chance", "\xC1\xAA\xCD\xA8", "text/html; charset=gbk", kHtml, "gbk",
             "联通"},
        Case{"iso_2022_jp", "\x1B$BF|K\\\x1B(B", "text/plain; charset=iso-2022-jp", kHtml,
             "iso-2022-jp", "日本"},
        Case{"single_bad_byte", "Größe, Übermut, Äpfel, Öl, schön, grün, müde \xFF", "", kHtml,
             "utf-8", "Größe, Übermut, Äpfel, Öl, schön, grün, müde \xEF\xBF\xBD", true},
        Case{"unknown_label_is_ignored", "caf\xC3\xA9", "text/html; charset=x-nonsense", kHtml,
             "utf-8", "caf\xC3\xA9"}),
    [](auto const& test) { return std::string(test.param.name); });

TEST(Detection, ReadsUnlabelledCyrillic) {
  std::string const text =
      "\xCF\xF0\xE5\xE7\xE8\xE4\xE5\xED\xF2 \xEF\xF0\xE8\xE1\xFB\xEB \xE2 \xE3\xEE\xF0\xEE\xE4 "
      "\xED\xE0 \xEF\xE5\xF0\xE5\xE3\xEE\xE2\xEE\xF0\xFB";
  EXPECT_EQ(decode_text(text, "", kHtml).utf8, "Президент прибыл в город на переговоры");
}

TEST(Labels, AreThoseOfTheWeb) {
  EXPECT_EQ(find_charset(" Latin1 ")->name, "windows-1252");
  EXPECT_EQ(find_charset("UTF8")->name, "utf-8");
  EXPECT_EQ(find_charset("iso-8859-9")->name, "windows-1254");
  EXPECT_EQ(find_charset("no-such"), nullptr);
  EXPECT_EQ(find_charset(""), nullptr);
  EXPECT_EQ(find_charset("utf-8 utf8"), nullptr);
}

TEST(Utf8Scan, CountsGoodAndBadAtEveryOffset) {
  for (std::size_t pad = 0; pad < 70; ++pad) {
    auto const scan =
        scan_utf8(std::string(pad, 'a') + "é漢😀\xEF\xBF\xBD\xFF\xC3" + std::string(70, 'b'));
    EXPECT_EQ(scan.sequences, 4U) << pad;
    EXPECT_EQ(scan.bad, 2U) << pad;
  }
}

}  // namespace
}  // namespace wirewatch
