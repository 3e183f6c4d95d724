#pragma once

#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>

namespace wirewatch {

/// A page made to hurt a parser or what comes behind it.
struct HostilePage {
  char const* name;
  /// Made when it is needed: these are many megabytes. The `part`th part of it is made alike.
  std::string (*page)(std::size_t part);
};
inline void PrintTo(HostilePage const& page, std::ostream* os) { *os << page.name; }

inline std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  out.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

inline std::string different_words(std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += "word" + std::to_string(i) + ' ';
  return out;
}

/// Paragraphs of so many bytes, each of other pieces in another order.
template <std::size_t N>
std::string paragraphs_of(std::string_view const (&pieces)[N], std::size_t bytes,
                          std::size_t count) {
  std::string out;
  std::uint32_t random = 1;
  for (std::size_t i = 0; i < count; ++i) {
    out += "<p>";
    for (auto const end = out.size() + bytes; out.size() < end;)
      out += pieces[(random = random * 1664525U + 1013904223U) / 65536U % N];
  }
  return out;
}

inline constexpr HostilePage kHostilePages[] = {
    {"nested_divs", [](std::size_t part) { return repeated("<div>", 200'000 / part) + "text"; }},
    {"nested_tables",
     [](std::size_t part) { return repeated("<table><tr><td>", 20'000 / part) + "text"; }},
    {"one_line", [](std::size_t part) { return "<p>" + repeated("word, and ", 999'999 / part); }},
    {"million_blocks", [](std::size_t part) { return repeated("<p>a", 1'000'000 / part); }},
    {"million_sentences", [](std::size_t part) { return repeated("<p>a b.", 1'000'000 / part); }},
    {"end_tags_of_nothing",
     [](std::size_t part) {
       return repeated("<div>", 600) + repeated("</b></p>", 1'000'000 / part);
     }},
    {"formatting", [](std::size_t part) { return repeated("<a><b>", 500'000 / part); }},
    {"misnested", [](std::size_t part) { return repeated("<b><p></b>", 500'000 / part); }},
    {"unclosed_comments", [](std::size_t part) { return repeated("<!-- ", 1'000'000 / part); }},
    {"unclosed_tags", [](std::size_t part) { return repeated("<p class=\"", 500'000 / part); }},
    {"attributes",
     [](std::size_t part) { return "<p " + repeated("a=1 ", 1'000'000 / part) + ">x"; }},
    {"many_classes",
     [](std::size_t part) { return repeated("<p class='a b c d e f g h'>x", 200'000 / part); }},
    {"references",
     [](std::size_t part) { return "<p>" + repeated("&amp;&#38;&x", 600'000 / part); }},
    {"list_items",
     [](std::size_t part) {
       return repeated("<ul><li>", 200'000 / part) + repeated("<li>x", 200'000 / part);
     }},
    {"deep_rows", [](std::size_t part) { return repeated("<tr><td>a<td>b", 300'000 / part); }},
    {"linked_data",
     [](std::size_t part) {
       return "<script type='application/ld+json'>" + repeated("[", 1'000'000 / part) +
              "</script>x";
     }},
    {"live_blog",
     [](std::size_t part) {
       auto const post = R"({"articleBody":")" + different_words(1'500 / part) + "\"},";
       return R"(<script type=application/ld+json>{"@type":"LiveBlogPosting","liveBlogUpdate":[)" +
              repeated(post, 200) + "]}</script>" +
              repeated("<p>word1 word2 word3 word4 word9 word8 word7 word6 word5", 20'000 / part);
     }},
    {"scripts",
     [](std::size_t part) {
       return repeated("<script type='application/ld+json'>{}</script>", 100'000 / part);
     }},
    {"state_of_numbers",
     [](std::size_t part) {
       return "<p>x<script>S = [" + repeated("1,", 4'000'000 / part) + "1]</script>";
     }},
    {"state_of_texts",
     [](std::size_t part) {
       return "<p>x<script>S = [" + repeated(R"({"text":"Word for word."},)", 100'000 / part) +
              "{}]</script>";
     }},
    {"deep_state",
     [](std::size_t part) {
       return "<p>x<script>S = " + repeated("[[{\"a\":", 10'000 / part) + "</script>";
     }},
    {"nested_states",
     [](std::size_t part) {
       return "<p>x<script>" + repeated("S = {\"a\": ", 200'000 / part) + "</script>";
     }},
    {"state_that_refers_to_itself",
     [](std::size_t part) {
       return "<p>x<script>" + std::string(R"([["Reactive",1],)") +
              repeated("[1,2,3,4],", 30'000 / part) + "[]]</script>";
     }},
    {"pushed_states",
     [](std::size_t part) {
       return "<p>x" + repeated(R"(<script>__next_f.push([1,"1:Tff,x"])</script>)", 60'000 / part);
     }},
    {"angles", [](std::size_t part) { return repeated("<", 5'000'000 / part); }},
    {"deep_prose",
     [](std::size_t part) {
       return repeated("<div>", 500) +
              repeated("<p>Prose of some words, as articles have it.", 100'000 / part);
     }},
    {"bylines",
     [](std::size_t part) {
       return "<h1>y</h1>" +
              repeated("<p class=author>By Ann Lee, 19 June 2024 10:00", 100'000 / part);
     }},
    {"authors",
     [](std::size_t part) {
       return R"(<script type='application/ld+json'>{"@type":"NewsArticle","author":[)" +
              repeated(R"({"@type":"Person","name":"Ann Lee"},)", 100'000 / part) +
              "{}]}</script>x";
     }},
    {"times",
     [](std::size_t part) {
       return repeated("<time datetime=2024-06-19>x</time><h1>y</h1>", 100'000 / part);
     }},
    {"different_prose",
     [](std::size_t part) {
       static constexpr std::string_view kWords[] = {
           "the ",  "harbour ", "was ",  "quiet ",  "by ",   "noon ",
           "and ",  "nobody ",  "of ",   "Keldan ", "had ",  "in ",
           "seen ", "boat ",    "that ", "left ",   "with ", "grain. "};
       return "<h1>y</h1>" + paragraphs_of(kWords, 230, 40'000 / part);
     }},
    {"half_corrections", [](std::size_t part) {
       static constexpr std::string_view kHalves[] = {"this story has ",
                                                      "früheren version ",
                                                      "this article was ",
                                                      "earlier version ",
                                                      "artikel haben wir ",
                                                      "wir haben den fehler ",
                                                      "original headline ",
                                                      "dit artikel is ",
                                                      "juttua ",
                                                      "記事の",
                                                      "previous caption ",
                                                      "meldung wurde "};
       return paragraphs_of(kHalves, 200, 40'000 / part);
     }}};

}  // namespace wirewatch
