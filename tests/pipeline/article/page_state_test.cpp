// Pages that show nothing but "Loading": the article stands in what a script hands to the page's
// program, in the shapes that are usual.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>

#include "pipeline/article/extract.h"

namespace wirewatch {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr char kFirst[] =
    "The ferry to Great Sund left the harbour on Wednesday for the first time in nine weeks, with "
    "forty passengers and the post on board, the harbour office said.";
constexpr char kSecond[] =
    "The office had stopped the boat in April after an inspector found cracks in two frames. The "
    "repair took longer than planned, because the steel had to come from the mainland.";
constexpr char kThird[] =
    "For the summer the boat will run three times a day, at six, at noon and at five. The fares "
    "stay as they were, although the repair cost twice what had been set aside for it.";
constexpr char kOther[] =
    "Parliament renewed its sanctions for another year on Tuesday, after a debate of nine hours in "
    "which forty members spoke. The vote was closer than a year before, and two parties that had "
    "agreed in spring voted against. The minister called the outcome a duty, and said that he "
    "would "
    "report in the autumn on what the measures had done and what they had cost to the country. "
    "Traders in the capital said that they had expected nothing else and had ordered accordingly.";

/// $1 to $3 are the paragraphs, $4 the text of another article; $L is the paragraphs' length.
std::string filled(std::string text) {
  char const* const parts[] = {kFirst, kSecond, kThird, kOther};
  for (char digit = '1'; digit <= '4'; ++digit)
    for (std::string const mark{'$', digit}; text.find(mark) != std::string::npos;)
      text.replace(text.find(mark), 2, parts[digit - '1']);
  auto const length = std::strlen(kFirst) + std::strlen(kSecond) + std::strlen(kThird) + 2;
  if (auto const at = text.find("$L"); at != std::string::npos)
    text.replace(at, 2, fmt::format("{:x}", length));
  return text;
}

std::string page(std::string const& script, std::string const& shown = "<p>Loading</p>") {
  return "<html><head><title>Ferry to Great Sund runs again</title></head><body><div id=root>" +
         shown + "</div>" + filled(script) + "</body></html>";
}

std::string body_of(std::string const& html) {
  ExtractHints hints;
  hints.url = "https://courier.example/news/ferry-great-sund-4711";
  return extract_article(html, hints).value_or(Article{}).body;
}

struct State {
  char const* name;
  char const* script;
};
void PrintTo(State const& state, std::ostream* os) { *os << state.name; }

class StateTest : public ::testing::TestWithParam<State> {};

TEST_P(StateTest, IsReadWhereThePageShowsNothing) {
  EXPECT_EQ(body_of(page(GetParam().script)), filled("$1\n\n$2\n\n$3"));
}

INSTANTIATE_TEST_SUITE_P(
    Shapes, StateTest,
    ::testing::Values(
        State{"next_html", R"(<script id="__NEXT_DATA__" type="application/json">
          {"props":{"pageProps":{"article":{"title":"Ferry to Great Sund runs again",
          "html":"<p>$1</p><p>$2</p><p>$3</p>"},"related":[{"title":"Sanctions renewed","url":"/b",
          "html":"<p>$4</p>"}]}}}</script>)"},
        State{"plain_text", R"(<script>window.__INITIAL_STATE__ = {"story":{"slug":
          "ferry-great-sund-4711","body":"$1\n$2\n$3"},"locale":undefined};</script>)"},
        State{"arc", R"(<script>Fusion.globalContent={"_id":"ABCDEF123456","headlines":{"basic":
          "Ferry to Great Sund runs again"},"content_elements":[{"type":"text","content":"$1"},
          {"type":"image","url":"a.jpg","caption":"The boat at the quay on a fine day."},
          {"type":"text","content":"$2"},{"type":"interstitial_link","url":"/b",
          "content":"Sanctions renewed for a year"},{"type":"text","content":"$3"}]};
          Fusion.globalContentConfig={"source":"x"};</script>)"},
        State{
            "paragraph_models",
            R"(<script>window.__DATA__="{\"page\":{\"headline\":\"Ferry to Great Sund runs again\",)"
            R"(\"content\":{\"model\":{\"blocks\":[{\"type\":\"text\",\"model\":{\"blocks\":[{\"type\":\"paragraph\",)"
            R"(\"model\":{\"text\":\"$1\",\"blocks\":[{\"type\":\"fragment\",\"model\":{\"text\":\"$1\"}}]}},)"
            R"({\"type\":\"paragraph\",\"model\":{\"text\":\"$2\"}},{\"type\":\"paragraph\",\"model\":{\"text\":\"$3\"}})"
            R"(]}}]}}}}";</script>)"},
        State{"rich_text", R"(<script type="application/json">{"entry":{"title":
          "Ferry to Great Sund runs again","id":"x","body":{"nodeType":"document","content":[
          {"nodeType":"paragraph","content":[{"nodeType":"text","value":"$1"}]},
          {"nodeType":"paragraph","content":[{"nodeType":"text","value":"$2"}]},
          {"nodeType":"paragraph","content":[{"nodeType":"hyperlink","data":{"uri":"https://a.example"},
          "content":[{"nodeType":"text","value":"$3"}]}]}]}}}</script>)"},
        State{"lists_as_elements",
              R"(<script>var S = {"article":{"title":"Ferry to Great Sund runs again",
          "body":["div",{},["p","$1"],["p",{"class":"x"},["em","$2"]],["figure",["p","The boat."]],
          ["p","$3"]]}}</script>)"},
        State{"nuxt", R"(<script id="__NUXT_DATA__" type="application/json">[["ShallowReactive",1],
          {"data":2},{"title":3,"url":4,"paragraphs":5},"Ferry to Great Sund runs again","/ferry-great-sund-4711",
          [6,8,10],{"text":7},"$1",{"text":9},"$2",{"text":11},"$3"]</script>)"},
        State{"apollo",
              R"(<script>window.__APOLLO_STATE__ = {"Article:4711":{"__typename":"Article",
          "id":"4711","title":"Ferry to Great Sund runs again","blocks":[{"__ref":"P:1"},{"__ref":"P:2"},
          {"__ref":"P:3"}]},"P:1":{"text":"$1"},"P:2":{"text":"$2"},"P:3":{"text":"$3"},
          "Article:9":{"id":"9","title":"Sanctions are renewed","text":"$4 $4"}}</script>)"},
        State{
            "json_in_json",
            R"(<script>x = JSON.parse("{\"title\":\"Ferry to Great Sund runs again\",)"
            R"(\"body\":\"[{\\\"text\\\":\\\"$1\\\"},{\\\"text\\\":\\\"$2\\\"},{\\\"text\\\":\\\"$3\\\"}]\"}")</script>)"},
        State{
            "pushed",
            R"(<script>self.__next_f.push([1,"5:T$L,$1\n$2\n$3\n7:[\"$\",\"div\",null,{\"article\":{\"title\":\"Ferry)"
            R"( to Great Sund runs again\",\"body\":\"$5\"}}]\n"])</script>)"}),
    [](auto const& test) { return std::string(test.param.name); });

TEST(PageState, NeverReplacesAGoodBody) {
  auto const shown = filled("<article><p>$1</p><p>$2</p><p>$3</p></article>");
  auto const body = body_of(page(
      R"(<script>S={"title":"Ferry to Great Sund runs again","body":"$1 $2 $3 And more of it."}</script>)",
      shown));
  EXPECT_EQ(body, filled("$1\n\n$2\n\n$3"));
}

TEST(PageState, AnotherArticleOfTheStateIsNotTaken) {
  auto const body = body_of(page(
      R"(<script>S={"top":[{"title":"Sanctions are renewed","url":"/b","body":"$4 $4"}]}</script>)"));
  EXPECT_THAT(body, Not(HasSubstr("Parliament")));
}

TEST(PageState, CommentsAndWritersOfTheArticleAreNotItsBody) {
  auto const body = body_of(page(
      R"(<script>S={"title":"Ferry to Great Sund runs again","comments":[{"text":"$4 $4"}],
      "author":{"about":"$4 $4"},"text":"$1 $2 $3"}</script>)"));
  EXPECT_THAT(body, StartsWith("The ferry"));
  EXPECT_THAT(body, Not(HasSubstr("Parliament")));
}

TEST(PageState, WrongTypesAreNoBody) {
  for (char const* state :
       {R"({"title":[],"body":{"text":7}})", R"([["Reactive",-1],{"data":99999},[2,2,2]])",
        R"({"generated":true,"id":"a:1","a:1":{"__ref":"a:1"},"text":null})", R"({"type":{}})"}) {
    auto const padded = std::string(state) + std::string(600, ' ');
    EXPECT_THAT(body_of(page("<script>S=" + padded + "</script>")), Not(HasSubstr("7")));
  }
}

TEST(PageState, APageWithNothingButAStateHasABody) {
  auto const html =
      "<title>Ferry to Great Sund runs again</title><script>S={\"title\":\"Ferry to Great Sund "
      "runs "
      "again\",\"body\":\"" +
      filled("$1\\n$2\\n$3") + "\"}</script>";
  EXPECT_THAT(body_of(html), StartsWith("The ferry"));
}

}  // namespace
}  // namespace wirewatch
