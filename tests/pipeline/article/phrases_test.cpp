#include "pipeline/article/phrases.h"

#include <gtest/gtest.h>

#include <string>

namespace wirewatch {
namespace {

constexpr std::uint32_t bit(Phrase phrase) { return 1U << unsigned(phrase); }

struct Case {
  char const* name;
  char const* text;
  std::uint32_t said;
};
void PrintTo(Case const& c, std::ostream* os) { *os << c.name; }
class PhrasesTest : public ::testing::TestWithParam<Case> {};

TEST_P(PhrasesTest, AreFoundInsideAParagraph) {
  EXPECT_EQ(find_phrases(GetParam().text), GetParam().said);
}
INSTANTIATE_TEST_SUITE_P(
    Paragraphs, PhrasesTest,
    ::testing::Values(
        Case{"prose", "The harbour was closed for three days after the storm.", 0},
        Case{"prompt", "To get this every morning, sign up here.", bit(Phrase::prompt)},
        Case{"german_prompt", "Noch Fragen? Hier geht es zur Anmeldung.", bit(Phrase::prompt)},
        Case{"japanese_prompt", "メールマガジンの登録はこちら", bit(Phrase::prompt)},
        Case{"channel", "Follow us on Instagram.", bit(Phrase::prompt) | bit(Phrase::channel)},
        Case{"legal", "We may earn something if you buy there.", bit(Phrase::legal)},
        Case{"russian_legal", "Перепечатка только с разрешения редакции.", bit(Phrase::legal)},
        Case{"ukrainian_legal", "Використання матеріалів сайту лише за умови посилання.",
             bit(Phrase::legal)},
        Case{"german_consent", "Damit können personenbezogene Daten übermittelt werden.",
             bit(Phrase::legal)},
        Case{"greek_legal", "Απαγορεύεται η αναδημοσίευση.", bit(Phrase::legal)},
        Case{"italian_legal", "RIPRODUZIONE RISERVATA", bit(Phrase::legal)},
        Case{"russian_trial", "Его привлекли к ответственности за пожар на пароме.", 0},
        Case{"origin", "This piece was originally published elsewhere.", bit(Phrase::origin)},
        Case{"picture", "The minister, second left, at the summit.", bit(Phrase::picture)},
        Case{"writer", "Ann Lee is a freelance journalist.", bit(Phrase::writer)}),
    [](auto const& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace wirewatch
