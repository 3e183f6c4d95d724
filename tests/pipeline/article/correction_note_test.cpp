#include "pipeline/article/correction_note.h"

#include <gtest/gtest.h>

#include <string>

namespace wirewatch {
namespace {

struct Case {
  char const* name;
  std::string paragraph;
  CorrectionNote note;
};
void PrintTo(Case const& c, std::ostream* os) { *os << c.paragraph; }
class CorrectionNoteTest : public ::testing::TestWithParam<Case> {};

TEST_P(CorrectionNoteTest, IsToldFromOtherText) {
  EXPECT_EQ(correction_note(GetParam().paragraph), GetParam().note);
}

constexpr auto kTold = CorrectionNote::told;
constexpr auto kLabelled = CorrectionNote::labelled;
constexpr auto kNone = CorrectionNote::none;

INSTANTIATE_TEST_SUITE_P(
    Notes, CorrectionNoteTest,
    ::testing::Values(
        Case{"earlier_version", "An earlier version of this article gave the wrong day.", kTold},
        Case{"of_this_news_item", "A previous version of this news story said Tuesday.", kTold},
        Case{"misspelled_itself", "A previous verison of this article said Tuesday.", kTold},
        Case{"amended", "This article was amended on 8 December: the lock is older.", kTold},
        Case{"corrected_to", "(This May 3 story has been corrected to fix the day)", kTold},
        Case{"originally", "This column originally stated that the ferry sank.", kTold},
        Case{"wrong_headline", "The original headline incorrectly named the mayor.", kTold},
        Case{"agency", "(Corrects paragraph 3 to say that two boats left)", kTold},
        Case{"german", "In einer früheren Version dieses Artikels stand Dienstag.", kTold},
        Case{"german_passive", "Der Artikel wurde nachträglich korrigiert.", kTold},
        Case{"dutch", "In een eerdere versie van dit artikel stond dinsdag.", kTold},
        Case{"french", "Une première version de cet article donnait une autre date.", kTold},
        Case{"spanish", "Una versión anterior de esta nota decía martes.", kTold},
        Case{"portuguese", "Diferentemente do publicado, o barco partiu na terça.", kTold},
        Case{"italian", "Una versione precedente di questo articolo diceva martedì.", kTold},
        Case{"swedish", "I en tidigare version av artikeln stod det tisdag.", kTold},
        Case{"norwegian", "I en tidligere versjon av denne saken sto det tirsdag.", kTold},
        Case{"finnish", "Jutun aiemmassa versiossa luki tiistai.", kTold},
        Case{"polish", "We wcześniejszej wersji artykułu podano wtorek.", kTold},
        Case{"russian", "В предыдущей версии этого материала говорилось о вторнике.", kTold},
        Case{"ukrainian", "У попередній версії новини йшлося про вівторок.", kTold},
        Case{"indonesian", "Versi sebelumnya artikel ini menyebut hari Selasa.", kTold},
        Case{"japanese", "記事の一部を修正しました。", kTold},
        Case{"chinese", "報導先前版本有誤，特此更正。", kTold},
        Case{"korean", "날짜를 바로잡아 정정합니다.", kTold},
        Case{"arabic", "ذكرت نسخة سابقة من هذا المقال يوم الثلاثاء", kTold},
        Case{"label", "Correction: The coast guard has two boats, not three.", kLabelled},
        Case{"dated_label", "CORRECTION (March 3): The coast guard has two boats.", kLabelled},
        Case{"label_and_day", "Correction added Nov. 18, 2019: The caption named another man.",
             kLabelled},
        Case{"label_on_a_policy", "Correction: The port policy is of May, not of March.",
             kLabelled},
        Case{"label_on_a_line", "Clarification\nThe coast guard has two boats, not three.",
             kLabelled},
        Case{"german_label", "Berichtigung: Die Küstenwache hat zwei Boote.", kLabelled},
        Case{"french_label", "Rectificatif : le bateau est parti mardi à six heures.", kLabelled},
        Case{"japanese_label", "【訂正】船が出たのは火曜日でした。", kLabelled},
        // What is none.
        Case{"market", "The index fell ten percent, a correction to last year's rally.", kNone},
        Case{"market_in_german", "Die Bank hat ihre Prognose deutlich nach unten korrigiert.",
             kNone},
        Case{"market_in_indonesian", "Pasar saham mengalami koreksi sehat pada hari Kamis.", kNone},
        Case{"adverb", "It would be morally correct to leave him, the manager said.", kNone},
        Case{"compound", "Vereinbaren Sie einen Termin zur Augenlidkorrektur in der Klinik.",
             kNone},
        Case{"turkish", "2024'te 90 milyarlık enflasyon düzeltmesi yapıldı, dedi.", kNone},
        Case{"asks_for_them", "For any corrections of factual information, use our form.", kNone},
        Case{"asks_under_a_label", "Corrections: If you are aware of an inaccuracy, tell us.",
             kNone},
        Case{"policy", "Corrections: how this paper deals with them is in our policy.", kNone},
        Case{"link", "Corrections: the page", kNone},
        Case{"editors_note", "Editor's Note: We spotlight one of the contenders for the title.",
             kNone},
        Case{"of_software", "If you are on an earlier version of the library, wrap it.", kNone},
        Case{"of_a_comment", "Correction to my comment. I misread the gold part of it.", kNone},
        Case{
            "quoted",
            "A revealing note was appended to the story in the other paper, which had published it "
            "three weeks before and had stood by every word of it until the police of the islands "
            "spoke on Friday: \"An earlier version of this article misstated the evidence.\"",
            kNone},
        Case{"empty", "", kNone}),
    [](auto const& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace wirewatch
