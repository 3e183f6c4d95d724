// Any bytes as a query, as an item of a simple key, as a word list and as a file of words: an
// expression or errors with places inside the text, in bounded time.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/text.h"
#include "pipeline/watch/parse_query.h"
#include "pipeline/watch/rule_set.h"
#include "pipeline/watch/word_list_file.h"

namespace {

using namespace wirewatch;

void check(std::vector<Diagnostic> const& problems, SourceText const& source) {
  for (Diagnostic const& problem : problems)
    if (problem.message.empty() || problem.column == 0 ||
        problem.column > source.column + source.text.size())
      std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  std::string const text(reinterpret_cast<char const*>(data), size);
  SourceText const source{text, 7, 3};
  std::vector<Diagnostic> problems;
  TermLists lists;
  lists["places"] = {{"Pyongyang", 1, 1}, {"$more", 2, 1}};
  lists["more"] = {{text, 3, 1}};
  WordLists words(lists, problems);
  (void)words.find("places", {});
  problems.clear();
  TermLists const none;
  WordLists good(none, problems);
  auto const query = parse_query(source, good, problems);
  check(problems, source);
  if (query.has_value() == !problems.empty()) std::abort();
  problems.clear();
  (void)parse_term(source, good, {}, problems);
  check(problems, source);
  problems.clear();
  for (SourceText const& term : read_word_list(text, problems))
    if (term.line == 0 || !is_utf8(term.text)) std::abort();
  WatchSpec watch;
  watch.name = "w";
  watch.query = source;
  watch.any = {source};
  problems.clear();
  (void)RuleSet::compile(std::span(&watch, 1), lists, problems);
  return 0;
}
