#pragma once

#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "pipeline/watch/watch_spec.h"

namespace wirewatch {

/// Reads a word list from the bytes of a text or CSV file. Text: a term a line; lines that begin
/// with '#' are comments. CSV (a line with ',' ';' or a tab that is not quoted makes the file one):
/// every cell of a row is a term, so that aliases in several scripts stand side by side; a first
/// row whose cells are all of "name alias aliases term terms synonym synonyms" or language codes is
/// a heading. Places count from 1. Bytes that are no UTF-8 are a problem of their line.
std::vector<SourceText> read_word_list(std::string_view bytes, std::vector<Diagnostic>& problems);

}  // namespace wirewatch
