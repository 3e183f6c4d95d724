#pragma once

#include <ostream>
#include <string>
#include <string_view>

namespace wirewatch {

/// A page made to hurt a parser or what comes behind it.
struct HostilePage {
  char const* name;
  std::string (*page)();  ///< made when it is needed: these are many megabytes
};
inline void PrintTo(HostilePage const& page, std::ostream* os) { *os << page.name; }

inline std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  out.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

inline constexpr HostilePage kHostilePages[] = {
    {"nested_divs", [] { return repeated("<div>", 200'000) + "text"; }},
    {"nested_tables", [] { return repeated("<table><tr><td>", 20'000) + "text"; }},
    {"one_line", [] { return "<p>" + repeated("word, and ", 999'999); }},
    {"million_blocks", [] { return repeated("<p>a", 1'000'000); }},
    {"million_sentences", [] { return repeated("<p>a b.", 1'000'000); }},
    {"end_tags_of_nothing",
     [] { return repeated("<div>", 600) + repeated("</b></p>", 1'000'000); }},
    {"formatting", [] { return repeated("<a><b>", 500'000); }},
    {"misnested", [] { return repeated("<b><p></b>", 500'000); }},
    {"unclosed_comments", [] { return repeated("<!-- ", 1'000'000); }},
    {"unclosed_tags", [] { return repeated("<p class=\"", 500'000); }},
    {"attributes", [] { return "<p " + repeated("a=1 ", 1'000'000) + ">x"; }},
    {"many_classes", [] { return repeated("<p class='a b c d e f g h'>x", 200'000); }},
    {"references", [] { return "<p>" + repeated("&amp;&#38;&x", 600'000); }},
    {"list_items", [] { return repeated("<ul><li>", 200'000) + repeated("<li>x", 200'000); }},
    {"deep_rows", [] { return repeated("<tr><td>a<td>b", 300'000); }},
    {"linked_data",
     [] {
       return "<script type='application/ld+json'>" + repeated("[", 1'000'000) + "</script>x";
     }},
    {"scripts", [] { return repeated("<script type='application/ld+json'>{}</script>", 100'000); }},
    {"state_of_numbers",
     [] { return "<p>x<script>S = [" + repeated("1,", 4'000'000) + "1]</script>"; }},
    {"state_of_texts",
     [] {
       return "<p>x<script>S = [" + repeated(R"({"text":"Word for word."},)", 100'000) +
              "{}]</script>";
     }},
    {"deep_state", [] { return "<p>x<script>S = " + repeated("[[{\"a\":", 10'000) + "</script>"; }},
    {"nested_states",
     [] { return "<p>x<script>" + repeated("S = {\"a\": ", 200'000) + "</script>"; }},
    {"state_that_refers_to_itself",
     [] {
       return "<p>x<script>" + std::string(R"([["Reactive",1],)") + repeated("[1,2,3,4],", 30'000) +
              "[]]</script>";
     }},
    {"pushed_states",
     [] { return "<p>x" + repeated(R"(<script>__next_f.push([1,"1:Tff,x"])</script>)", 60'000); }},
    {"angles", [] { return repeated("<", 5'000'000); }},
    {"deep_prose",
     [] {
       return repeated("<div>", 500) +
              repeated("<p>Prose of some words, as articles have it.", 100'000);
     }},
    {"times", [] { return repeated("<time datetime=2024-06-19>x</time><h1>y</h1>", 100'000); }}};

}  // namespace wirewatch
