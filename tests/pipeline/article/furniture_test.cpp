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
        Case{"place_and_colon", "NEW DELHI: The minister has arrived." + kProse,
             "dateline: NEW DELHI: "},
        Case{"speakers", "MAYOR: The boat left.\n\nHARROW: So it did, and nobody saw it.", ""},
        Case{"speakers_in_one_paragraph", "MAYOR: The boat left.\nHARROW: So it did, at six.", ""},
        Case{"heading_with_a_colon", "PORT NEWS: The Ferry, the Lock and the Mayor" + kProse, ""},
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
        Case{"correction_of_a_market",
             "The Keldan index fell ten percent on Friday, a correction to last year's rally." +
                 kProse,
             ""},
        Case{"editors_note", "Editor's Note: We spotlight one of the contenders." + kProse, ""},
        Case{"updated_editors_note",
             "Editor's note (December 19th): This leader was updated to name the boat." + kProse,
             "update_note: Editor's note (December 19th): This leader was updated to name the "
             "boat."},
        Case{"sign_off",
             "The boat left." + kProse + "\n\n(Reporting by Ines Harrow; Editing by Tomas Brandl)",
             "sign_off: (Reporting by Ines Harrow; Editing by Tomas Brandl)"},
        Case{"with_files", "The boat left." + kProse + "\n\nWith files from the Courier",
             "sign_off: With files from the Courier"},
        Case{"polish_sign_off", "Statek odpłynął." + kProse + "\n\npap, ps", "sign_off: pap, ps"},
        Case{"chinese_sign_off", "船開了。" + kProse + "\n\n（責任編輯：王安）",
             "sign_off: （責任編輯：王安）"},
        Case{"read_more",
             "The boat left." + kProse + kProse + "\n\nLesen Sie auch: Die Fähre fährt wieder" +
                 kProse + kProse,
             "read_more: Lesen Sie auch: Die Fähre fährt wieder"},
        Case{"no_place", "(Reuters) — The attorney general is investigating." + kProse,
             "dateline: (Reuters) —  | agency: Reuters"},
        Case{"italian", "ROMA (ANSA) - Il presidente è arrivato." + kProse,
             "dateline: ROMA (ANSA) -  | agency: ANSA"},
        Case{"french", "PARIS (AFP) - Le président est arrivé." + kProse,
             "dateline: PARIS (AFP) -  | agency: AFP"},
        Case{"chinese", "【台北=中央社】總統已抵達。" + kProse,
             "dateline: 【台北=中央社】 | agency: 中央社"},
        Case{"numbered_item", "(1) - The boat left at six." + kProse, ""},
        Case{"german_byline", "Von Jörg Maier" + kProse, "byline: Von Jörg Maier"},
        Case{"french_byline", "Par Anne Lefort" + kProse, "byline: Par Anne Lefort"},
        Case{"update", "Update: The boat has arrived since." + kProse,
             "update_note: Update: The boat has arrived since."},
        Case{"french_correction",
             "Le bateau part." + kProse +
                 "\n\nRectificatif : une version précédente donnait une autre date.",
             "correction: Rectificatif : une version précédente donnait une autre date."},
        Case{"spanish_correction",
             "El barco sale." + kProse + "\n\nFe de erratas: una versión anterior daba otra fecha.",
             "correction: Fe de erratas: una versión anterior daba otra fecha."},
        Case{"japanese_correction", "船は出た。" + kProse + "\n\n訂正：日付に誤りがありました。",
             "correction: 訂正：日付に誤りがありました。"},
        Case{"french_read_more",
             "Le bateau part." + kProse + kProse + "\n\nLire aussi : Le ferry repart" + kProse +
                 kProse,
             "read_more: Lire aussi : Le ferry repart"},
        Case{"russian_read_more",
             "Судно ушло." + kProse + kProse + "\n\nЧитайте также: Паром снова ходит" + kProse +
                 kProse,
             "read_more: Читайте также: Паром снова ходит"},
        Case{"spanish_read_more",
             "El barco sale." + kProse + kProse + "\n\nLe puede interesar: Vuelve el ferry" +
                 kProse + kProse,
             "read_more: Le puede interesar: Vuelve el ferry"},
        Case{"ukrainian_read_more",
             "Судно пішло." + kProse + kProse + "\n\nЧитайте також: Пором знову ходить" + kProse +
                 kProse,
             "read_more: Читайте також: Пором знову ходить"},
        Case{"japanese_read_more",
             "船は出た。" + kProse + kProse + "\n\n関連記事：フェリー再開" + kProse + kProse,
             "read_more: 関連記事：フェリー再開"},
        Case{"copyright_credit",
             "The boat left." + kProse + kProse + kProse + "\n\n© Courier / Aldo Winter" + kProse +
                 kProse + kProse,
             "credit: © Courier / Aldo Winter"},
        Case{"credit", "The boat left." + kProse + "\n\nFoto: Aldo Winter" + kProse,
             "credit: Foto: Aldo Winter"}),
    [](auto const& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace wirewatch
