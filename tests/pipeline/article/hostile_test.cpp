// Pages made to hurt: each must be done within a fifth of a second and in bounded memory, measured
// by the thread's own processor time, so that a busy machine does not matter. Sanitized and debug
// builds are slower: there only the end is awaited.
#include <gtest/gtest.h>
#include <malloc.h>
#include <time.h>

#include "pipeline/article/extract.h"

namespace wirewatch {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || !defined(NDEBUG) || \
    !defined(__OPTIMIZE__)
constexpr double kMaxSeconds = 10;
constexpr bool kMeasureMemory = false;
#else
constexpr double kMaxSeconds = 0.2;
constexpr bool kMeasureMemory = true;
#endif
constexpr std::size_t kMaxBytes = 64U << 20U;

double cpu_seconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return double(time.tv_sec) + double(time.tv_nsec) / 1e9;
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  out.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

struct Case {
  char const* name;
  std::string (*page)();  ///< made when it is needed: these are many megabytes
};
void PrintTo(Case const& c, std::ostream* os) { *os << c.name; }
class HostileTest : public ::testing::TestWithParam<Case> {};

TEST_P(HostileTest, IsDoneSoon) {
  auto const page = GetParam().page();
  (void)extract_article("<p>warm up</p>", {});
  auto const start = cpu_seconds();
  auto const article = extract_article(page, {});
  EXPECT_LT(cpu_seconds() - start, kMaxSeconds);
}

TEST_P(HostileTest, LeavesNoHeapBehindThatIsNotTheArticle) {
  if (!kMeasureMemory) GTEST_SKIP() << "not in this build";
  auto const page = GetParam().page();
  auto const before = mallinfo2().uordblks + mallinfo2().hblkhd;
  {
    auto const article = extract_article(page, {});
    auto const held = mallinfo2().uordblks + mallinfo2().hblkhd - before;
    EXPECT_LT(held, kMaxBytes + 2 * page.size());
  }
}

INSTANTIATE_TEST_SUITE_P(
    Pages, HostileTest,
    ::testing::Values(
        Case{"nested_divs", [] { return repeated("<div>", 200'000) + "text"; }},
        Case{"nested_tables", [] { return repeated("<table><tr><td>", 20'000) + "text"; }},
        Case{"one_line", [] { return "<p>" + repeated("word, and ", 999'999); }},
        Case{"million_blocks", [] { return repeated("<p>a", 1'000'000); }},
        Case{"million_sentences", [] { return repeated("<p>a b.", 1'000'000); }},
        Case{"end_tags_of_nothing",
             [] { return repeated("<div>", 600) + repeated("</b></p>", 1'000'000); }},
        Case{"formatting", [] { return repeated("<a><b>", 500'000); }},
        Case{"misnested", [] { return repeated("<b><p></b>", 500'000); }},
        Case{"unclosed_comments", [] { return repeated("<!-- ", 1'000'000); }},
        Case{"unclosed_tags", [] { return repeated("<p class=\"", 500'000); }},
        Case{"attributes", [] { return "<p " + repeated("a=1 ", 1'000'000) + ">x"; }},
        Case{"many_classes", [] { return repeated("<p class='a b c d e f g h'>x", 200'000); }},
        Case{"references", [] { return "<p>" + repeated("&amp;&#38;&x", 600'000); }},
        Case{"list_items",
             [] { return repeated("<ul><li>", 200'000) + repeated("<li>x", 200'000); }},
        Case{"deep_rows", [] { return repeated("<tr><td>a<td>b", 300'000); }},
        Case{"linked_data",
             [] {
               return "<script type='application/ld+json'>" + repeated("[", 1'000'000) +
                      "</script>x";
             }},
        Case{"scripts",
             [] { return repeated("<script type='application/ld+json'>{}</script>", 100'000); }},
        Case{"angles", [] { return repeated("<", 5'000'000); }}),
    [](auto const& test) { return std::string(test.param.name); });

TEST(Hostile, TextBehindDeepNestingIsStillFound) {
  auto const page = repeated("<div>", 2'000) + "deep" + repeated("</div>", 2'000) + "<p>behind</p>";
  auto const article = extract_article(page, {});
  ASSERT_TRUE(article);
  std::string all = article->body;
  for (auto const& block : article->dropped) all += block.text;
  EXPECT_NE(all.find("behind"), std::string::npos);
  EXPECT_NE(all.find("deep"), std::string::npos);
}

TEST(Hostile, FlatTextOfAMillionLinesIsDoneSoon) {
  auto const text = repeated("A line of text.\n\n", 500'000);
  auto const start = cpu_seconds();
  (void)extract_text(text, {});
  EXPECT_LT(cpu_seconds() - start, kMaxSeconds);
}

}  // namespace
}  // namespace wirewatch
