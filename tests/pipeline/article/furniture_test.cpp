#include "pipeline/article/furniture.h"

#include <gtest/gtest.h>

namespace wirewatch {
namespace {

struct Case {
  char const* name;
  std::string body;
  std::string kinds;  ///< "kind: text" of each piece, joined by " | "
};
void PrintTo(Case const& c, std::ostream* os) { *os << c.name; }
class FurnitureTest : public ::testing::TestWithParam<Case> {};

TEST_P(FurnitureTest, IsFoundWithItsPlace) {
  auto const& body = GetParam().body;
  std::string found;
  for (auto const& piece : find_furniture(body)) {
    ASSERT_LE(piece.span.end, body.size());
    if (!found.empty()) found += " | ";
    found += std::string(name_of(piece.kind)) + ": " +
             body.substr(piece.span.begin, piece.span.end - piece.span.begin);
  }
  EXPECT_EQ(found, GetParam().kinds);
}

std::string const kProse = "\n\nThe boat left at six, and the harbour was quiet again by noon.";

INSTANTIATE_TEST_SUITE_P(
    Bodies, FurnitureTest,
    ::testing::Values(
        Case{"none", "The boat left the harbour at six.", ""},
        Case{"dateline", "SEOUL/MOSCOW (Reuters) – The president arrived." + kProse,
             "dateline: SEOUL/MOSCOW (Reuters) –  | agency: Reuters"},
        Case{"german", "BERLIN (dpa) - Der Bundestag hat abgestimmt." + kProse,
             "dateline: BERLIN (dpa) -  | agency: dpa"},
        Case{"spanish", "MADRID, 3 Mar (EFE).- El presidente ha llegado." + kProse,
             "dateline: MADRID, 3 Mar (EFE).-  | agency: EFE"},
        Case{"japanese", "（東京＝共同）首相は到着した。" + kProse,
             "dateline: （東京＝共同） | agency: 共同"},
        Case{"korean", "(서울=연합뉴스) 대통령이 도착했다." + kProse,
             "dateline: (서울=연합뉴스)  | agency: 연합뉴스"},
        Case{"capitals", "WASHINGTON — The senate has voted." + kProse, "dateline: WASHINGTON — "},
        Case{"brackets_in_prose",
             "The ministry (Interior) - which nobody liked - was closed." + kProse, ""},
        Case{"byline", "By Ines Harrow" + kProse, "byline: By Ines Harrow"},
        Case{"correction",
             "The boat left." + kProse +
                 "\n\n(This story has been corrected to fix the day in paragraph 1)",
             "correction: (This story has been corrected to fix the day in paragraph 1)"},
        Case{"german_correction",
             "Das Schiff fuhr." + kProse +
                 "\n\nKorrektur: In einer früheren Fassung stand Dienstag.",
             "correction: Korrektur: In einer früheren Fassung stand Dienstag."},
        Case{"sign_off",
             "The boat left." + kProse + "\n\n(Reporting by Ines Harrow; Editing by Tomas Brandl)",
             "sign_off: (Reporting by Ines Harrow; Editing by Tomas Brandl)"},
        Case{"read_more",
             "The boat left." + kProse + kProse + "\n\nLesen Sie auch: Die Fähre fährt wieder" +
                 kProse + kProse,
             "read_more: Lesen Sie auch: Die Fähre fährt wieder"},
        Case{"credit", "The boat left." + kProse + "\n\nFoto: Aldo Winter" + kProse,
             "credit: Foto: Aldo Winter"}),
    [](auto const& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace wirewatch
