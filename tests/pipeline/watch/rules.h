#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/article/article.h"
#include "pipeline/watch/match.h"
#include "pipeline/watch/watch_spec.h"

namespace wirewatch::test {

/// A watch that is a query alone, called "w".
WatchSpec watch(std::string_view query);

Article article(std::string body, std::string language = {}, std::string title = {});

/// Whether a query fires on an article. The compiled index and the plain evaluator are both asked,
/// and the test fails where they differ or the query has errors.
bool fires(std::string_view query, Article const& article, TermLists const& lists = {});

/// The one match of a query that has to fire.
Match match_of(std::string_view query, Article const& article, TermLists const& lists = {});

/// What a query's parse tree reads as: "AND(a OR(b c))"; or its errors, as `errors_of` has them.
std::string tree_of(std::string_view query, TermLists const& lists = {});

/// "line:column+length message [hint]" of all that is wrong with a query that begins at 1:1.
std::string errors_of(std::string_view query, TermLists const& lists = {});

TermLists lists(std::vector<std::pair<std::string, std::vector<std::string>>> const& all);

/// The text that a piece of evidence points at.
std::string text_at(Evidence const& evidence, Article const& article);

}  // namespace wirewatch::test
