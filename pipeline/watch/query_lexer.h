#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "pipeline/watch/watch_spec.h"

namespace wirewatch {

/// A piece of a query. Offsets count bytes of the query's text.
struct QueryToken {
  enum class Kind {
    word,    ///< as written; may hold '*' and '?'
    quoted,  ///< `text` is what stands between the quotes
    regex,   ///< `text` is what stands between the slashes
    list,    ///< `text` is the name behind '$'
    prefix,  ///< "title:", "case:", ...; `text` is the name without the colon
    open,
    close,
    all,        ///< AND
    any,        ///< OR
    none,       ///< NOT
    near,       ///< NEAR/n
    adjacent,   ///< ADJ/n
    at_least,   ///< atleast/n
    sentence,   ///< SENT
    paragraph,  ///< PARA
    end,
  };
  Kind kind = Kind::end;
  std::string text;
  unsigned n = 0;  ///< of NEAR, ADJ and atleast
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// Where errors of one source text are collected, with line and column worked out.
class QueryProblems {
 public:
  QueryProblems(SourceText const& source, std::vector<Diagnostic>& problems)
      : source_(source), problems_(problems) {}
  void error(std::size_t begin, std::size_t end, std::string message, std::string hint = {});
  /// The place of a byte of the text, in the file.
  void place(std::size_t offset, std::size_t& line, std::size_t& column) const;
  std::size_t count() const { return count_; }

 private:
  SourceText const& source_;
  std::vector<Diagnostic>& problems_;
  std::size_t count_ = 0;
  // Where `place` was last asked for: the next place is mostly a little further.
  mutable std::size_t known_offset_ = 0;
  mutable std::size_t known_line_ = 0;    ///< line ends before it
  mutable std::size_t known_column_ = 0;  ///< characters behind the last line end
};

/// Cuts a query into tokens; the last is `end`. Unbalanced quotes and the like go to `problems`.
std::vector<QueryToken> lex_query(std::string_view text, QueryProblems& problems);

}  // namespace wirewatch
