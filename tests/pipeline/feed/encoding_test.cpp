// Whatever a feed is encoded in and whatever it says about it, its text arrives.
#include <gtest/gtest.h>
#include <unicode/ucnv.h>

#include <vector>

#include "pipeline/feed/parse_feed.h"

namespace wirewatch {
namespace {

/// `utf8` in an encoding of ICU's.
std::string encoded(std::string const& utf8, char const* charset) {
  std::vector<char> out(utf8.size() * 4 + 16);
  UErrorCode status = U_ZERO_ERROR;
  auto const length =
      ucnv_convert(charset, "UTF-8", out.data(), static_cast<std::int32_t>(out.size()), utf8.data(),
                   static_cast<std::int32_t>(utf8.size()), &status);
  EXPECT_TRUE(U_SUCCESS(status)) << charset;
  return {out.data(), static_cast<std::size_t>(length)};
}

std::string feed_of(std::string const& text, std::string const& declared) {
  std::string const declaration =
      declared.empty() ? "" : "<?xml version='1.0' encoding='" + declared + "'?>";
  return declaration + "<rss version='2.0'><channel><title>" + text + "</title><item><title>" +
         text + "</title><description>" + text + "</description></item></channel></rss>";
}

struct Case {
  char const* label;
  char const* text;
  char const* converter = nullptr;  ///< where it is not the label
};
void PrintTo(Case const& c, std::ostream* os) { *os << c.label; }
class EncodingTest : public ::testing::TestWithParam<Case> {
 protected:
  void expect_text(ParsedFeed const& feed) {
    EXPECT_EQ(feed.title, GetParam().text);
    ASSERT_EQ(feed.entries.size(), 1U);
    EXPECT_EQ(feed.entries[0].summary, GetParam().text);
    EXPECT_FALSE(feed.bozo) << feed.problem;
  }
  static char const* converter() {
    return GetParam().converter ? GetParam().converter : GetParam().label;
  }
};

TEST_P(EncodingTest, IsReadWhereTheFeedDeclaresIt) {
  expect_text(parse_feed(encoded(feed_of(GetParam().text, GetParam().label), converter()), {}));
}

TEST_P(EncodingTest, IsReadWhereOnlyTheServerNamesIt) {
  ParseHints hints;
  hints.content_type = std::string("text/xml; charset=\"") + GetParam().label + "\"";
  expect_text(parse_feed(encoded(feed_of(GetParam().text, ""), converter()), hints));
}

constexpr char const* kFrench = "Économie : la crise à Genève";
constexpr char const* kRussian = "Президент прибыл на переговоры";
constexpr char const* kJapanese = "首相が会談で合意を発表";
constexpr char const* kChinese = "总理宣布达成协议";
constexpr char const* kTaiwanese = "總理宣布達成協議";
constexpr char const* kKorean = "총리 회담에서 합의 발표";

INSTANTIATE_TEST_SUITE_P(
    All, EncodingTest,
    ::testing::Values(
        Case{"utf-8", kRussian}, Case{"iso-8859-1", kFrench}, Case{"windows-1252", "„Größe“ – 5 €"},
        Case{"iso-8859-2", "Žluťoučký kůň"}, Case{"windows-1250", "Žluťoučký kůň úpěl"},
        Case{"iso-8859-3", "Ĝisdatigo ĉiutage"}, Case{"iso-8859-4", "Ķēniņš šodien"},
        Case{"iso-8859-5", kRussian}, Case{"windows-1251", kRussian}, Case{"koi8-r", kRussian},
        Case{"koi8-u", "Уряд ухвалив рішення їжак"}, Case{"ibm866", kRussian},
        Case{"x-mac-cyrillic", kRussian}, Case{"iso-8859-6", "أخبار اليوم"},
        Case{"windows-1256", "أخبار اليوم پژ"}, Case{"iso-8859-7", "Η κυβέρνηση ανακοίνωσε"},
        Case{"windows-1253", "Η κυβέρνηση ανακοίνωσε"}, Case{"iso-8859-8", "הממשלה הודיעה"},
        Case{"windows-1255", "הממשלה הודיעה"}, Case{"iso-8859-9", "Hükûmet açıkladı"},
        Case{"windows-1254", "Hükûmet açıkladı"}, Case{"iso-8859-13", "Vyriausybė paskelbė"},
        Case{"windows-1257", "Vyriausybė paskelbė"}, Case{"iso-8859-15", "5 € à Genève"},
        Case{"windows-1258", "Hôm nay"}, Case{"tis-620", "รัฐบาลประกาศ"},
        Case{"windows-874", "รัฐบาลประกาศ"}, Case{"macintosh", kFrench}, Case{"ibm850", kFrench},
        Case{"shift_jis", kJapanese}, Case{"euc-jp", kJapanese}, Case{"iso-2022-jp", kJapanese},
        Case{"gb2312", kChinese, "gb18030"}, Case{"gbk", kChinese}, Case{"gb18030", kChinese},
        Case{"hz-gb-2312", kChinese, "HZ"}, Case{"big5", kTaiwanese}, Case{"euc-tw", kTaiwanese},
        Case{"euc-kr", kKorean}, Case{"iso-2022-kr", kKorean},
        Case{"ks_c_5601-1987", kKorean, "windows-949"}, Case{"x-sjis", kJapanese, "shift_jis"},
        Case{"win-1251", kRussian, "windows-1251"}, Case{"CP-1251", kRussian, "windows-1251"},
        Case{"ISO_8859-2", "Žluťoučký kůň", "iso-8859-2"}, Case{"latin-1", kFrench, "iso-8859-1"},
        Case{"utf_8", kRussian, "utf-8"}, Case{"UTF8", kRussian, "utf-8"},
        Case{"cp932", kJapanese, "shift_jis"}, Case{"eucKR", kKorean, "euc-kr"}),
    [](auto const& test) {
      std::string name = test.param.label;
      for (char& c : name)
        if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
      return name + "_" + std::to_string(test.index);
    });

TEST(Encoding, RomanianInItsOwnIsoEncodingIsRead) {
  ParsedFeed const feed = parse_feed(feed_of("\xAAtiri \xBAi \xFEiri", "iso-8859-16"), {});
  EXPECT_EQ(feed.title, "Știri și țiri");
  EXPECT_FALSE(feed.bozo);
}

struct Wide {
  char const* name;
  char const* converter;
  std::string mark;
};
TEST(Encoding, WideTextIsReadWithAndWithoutItsMark) {
  using namespace std::string_literals;
  for (auto const& [name, converter, mark] :
       {Wide{"utf-16le", "UTF-16LE", "\xFF\xFE"}, Wide{"utf-16be", "UTF-16BE", "\xFE\xFF"},
        Wide{"utf-32le", "UTF-32LE", "\xFF\xFE\0\0"s},
        Wide{"utf-32be", "UTF-32BE", "\0\0\xFE\xFF"s}})
    for (std::string const& before : {mark, ""s})
      for (char const* declared : {"", "utf-16", "utf-32", "utf-8", "iso-8859-1"}) {
        ParsedFeed const feed =
            parse_feed(before + encoded(feed_of(kJapanese, declared), converter), {});
        EXPECT_EQ(feed.title, kJapanese) << name << " declared " << declared;
        EXPECT_EQ(feed.entries.size(), 1U);
      }
}

TEST(Encoding, TheServerIsBelievedBeforeTheDeclaration) {
  ParseHints hints;
  hints.content_type = "application/rss+xml; charset=windows-1251";
  EXPECT_EQ(parse_feed(encoded(feed_of(kRussian, "koi8-r"), "windows-1251"), hints).title,
            kRussian);
}

TEST(Encoding, BytesAreBelievedBeforeLabels) {
  ParseHints hints;
  hints.content_type = "text/xml; charset=iso-8859-1";
  ParsedFeed const feed = parse_feed(feed_of(kRussian, "windows-1251"), hints);
  EXPECT_EQ(feed.title, kRussian);
  EXPECT_EQ(feed.entries.at(0).summary, kRussian);
  ParsedFeed const latin = parse_feed(encoded(feed_of(kFrench, "utf-8"), "iso-8859-1"), {});
  EXPECT_EQ(latin.title, kFrench);
  EXPECT_TRUE(latin.bozo);
  EXPECT_EQ(latin.problem, "encoded in windows-1252 and does not say so");
}

TEST(Encoding, LabelsNobodyKnowsLeaveTheBytesToDetection) {
  for (char const* label : {"x-unknown", "none", "", "utf-8; x", "iso"}) {
    EXPECT_EQ(parse_feed(feed_of(kRussian, label), {}).title, kRussian) << label;
    std::string long_text;
    for (int i = 0; i < 8; ++i)
      long_text += std::string(kRussian) + " в город, сообщает агентство. ";
    EXPECT_EQ(parse_feed(encoded(feed_of(long_text + ".", label), "windows-1251"), {}).title,
              long_text + ".")
        << label;
  }
}

TEST(Encoding, BrokenBytesCostOneCharacter) {
  ParsedFeed const feed =
      parse_feed(feed_of("Größe, Übermut, Äpfel, Öl, schön, grün, müde \xC3 Ende", "utf-8"), {});
  EXPECT_EQ(feed.title, "Größe, Übermut, Äpfel, Öl, schön, grün, müde \uFFFD Ende");
  EXPECT_TRUE(feed.bozo);
  EXPECT_EQ(feed.problem, "bytes that are not valid in utf-8");
}

TEST(Encoding, AsciiIsAsciiWhateverItIsCalled) {
  for (char const* label : {"us-ascii", "ascii", "iso-2022-jp", "utf-16", "big5", "koi8-r"})
    EXPECT_EQ(parse_feed(feed_of("plain text", label), {}).title, "plain text") << label;
}

}  // namespace
}  // namespace wirewatch
