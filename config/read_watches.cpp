#include <fmt/format.h>

#include "base/text.h"
#include "config/draft.h"
#include "config/keys.h"
#include "pipeline/watch/word_list_file.h"

namespace wirewatch {
namespace {

constexpr Reader::Choice<Severity> kSeverities[] = {{"low", Severity::low},
                                                    {"medium", Severity::medium},
                                                    {"high", Severity::high},
                                                    {"critical", Severity::critical}};
constexpr Reader::Choice<ArticleEvent> kEvents[] = {{"new", ArticleEvent::fresh},
                                                    {"updated", ArticleEvent::updated},
                                                    {"corrected", ArticleEvent::corrected},
                                                    {"withdrawn", ArticleEvent::withdrawn},
                                                    {"feed-quiet", ArticleEvent::feed_quiet},
                                                    {"feed-failing", ArticleEvent::feed_failing}};

/// A watch being read, with the references it makes.
struct WatchDraft {
  WatchSpec& watch;
  Draft& draft;
  bool is_whole = true;  ///< false: a condition could not be read, its error is reported
};

/// A key that holds terms.
template <std::vector<SourceText> WatchSpec::*terms>
void read_terms_of(Reader& reader, Node const& value, WatchDraft& target) {
  target.is_whole &= reader.read_source_texts(value, "a term", target.watch.*terms);
}

void read_event(Reader& reader, Node const& value, WatchDraft& target) {
  Reader::for_each(value, [&](Node const& item) {
    ArticleEvent event{};
    if (reader.read_choice<ArticleEvent>(item, "an event", kEvents, event))
      target.watch.events.push_back(event);
  });
}

constexpr Key<WatchDraft> kNearKeys[] = {
    {"words", [](Reader& r, Node const& v,
                 WatchDraft& w) { w.is_whole &= r.read_number(v, 1, 10'000, w.watch.near_words); }},
    {"all", read_terms_of<&WatchSpec::near_all>},
};

void read_near(Reader& reader, Node const& value, WatchDraft& target) {
  read_map<WatchDraft>(reader, value, "near", kNearKeys, target);
  for (char const* key : {"words", "all"}) {
    if (find_key(value, key)) continue;
    target.is_whole = false;
    if (value.kind == Node::Kind::map)
      reader.error(value.mark, fmt::format("near has no '{}'", key),
                   "write near: {words: 20, all: [term, term]}");
  }
}

void read_query(Reader& reader, Node const& value, WatchDraft& target) {
  std::string text;
  target.is_whole &= reader.read_text(value, "a query", text);
  target.watch.query = reader.source_text(value);
}

constexpr Key<WatchDraft> kWatchKeys[] = {
    {"name",
     [](Reader& r, Node const& v, WatchDraft& w) { r.read_text(v, "a name", w.watch.name); }},
    {"about",
     [](Reader& r, Node const& v, WatchDraft& w) { r.read_text(v, "a text", w.watch.about); }},
    {"severity",
     [](Reader& r, Node const& v, WatchDraft& w) {
       r.read_choice<Severity>(v, "a severity", kSeverities, w.watch.severity);
     }},
    {"tags",
     [](Reader& r, Node const& v, WatchDraft& w) { r.read_texts(v, "a tag", w.watch.tags); }},
    {"feeds",
     [](Reader& r, Node const& v, WatchDraft& w) {
       refer(r, w.draft, Draft::Reference::Kind::feed_or_tag, v, "a feed or a tag", w.watch.feeds);
     }},
    {"event", read_event},
    {"in", read_terms_of<&WatchSpec::in>},
    {"any", read_terms_of<&WatchSpec::any>},
    {"all", read_terms_of<&WatchSpec::all>},
    {"none", read_terms_of<&WatchSpec::none>},
    {"near", read_near},
    {"query", read_query},
};

void read_watch(Reader& reader, Node const& node, Draft& draft) {
  Node const* const name = find_key(node, "name");
  WatchSpec watch;
  watch.place = {
      .text = {}, .line = reader.files().numbered_through(node.mark), .column = node.mark.column};
  WatchDraft target{watch, draft};
  auto const what = name ? fmt::format("watch '{}'", name->text) : "a watch";
  read_map<WatchDraft>(reader, node, what, kWatchKeys, target);
  if (node.kind != Node::Kind::map) return;
  if (!name) return reader.error(node.mark, "a watch has no name");
  if (watch.name.empty()) return;
  watch.place = reader.source_text(*name);
  if (!target.is_whole) draft.unread_watches.insert(watch.name);
  if (define(reader, draft, "watch", watch.name, name->mark))
    draft.config.watches.push_back(std::move(watch));
}

/// The terms of a text or CSV file.
void read_list_file(Reader& reader, Node const& value, std::vector<SourceText>& terms) {
  std::string path;
  if (!reader.read_text(value, "a path", path)) return;
  auto const number = reader.files().read(reader.path_beside(value.mark, path));
  if (!number)
    return reader.error(value.mark,
                        fmt::format("'{}' cannot be read: {}", path, number.error().what));
  std::vector<Diagnostic> problems;
  auto const place = [&](std::size_t line, std::size_t column) {
    return Mark{.file = *number,
                .line = static_cast<std::uint32_t>(line),
                .column = static_cast<std::uint32_t>(column)};
  };
  for (SourceText& term : read_word_list(reader.files().at(*number).bytes, problems)) {
    term.line = reader.files().numbered_through(place(term.line, term.column));
    terms.push_back(std::move(term));
  }
  for (Diagnostic const& problem : problems)
    reader.error(place(problem.line, problem.column), problem.message, problem.hint);
}

constexpr Key<std::vector<SourceText>> kListKeys[] = {{"file", read_list_file}};

}  // namespace

void read_watches(Reader& reader, Node const& value, Draft& draft) {
  if (value.kind == Node::Kind::map)
    return reader.error(value.mark, "watches must be a list, found a map",
                        "write each watch as '- name: ...'");
  Reader::for_each(value, [&](Node const& watch) { read_watch(reader, watch, draft); });
}

void read_terms(Reader& reader, Node const& value, Draft& draft) {
  reader.for_each_entry(value, "terms", [&](Node const& key, Node const& list) {
    if (!define(reader, draft, "word list", key.text, key.mark)) return;
    std::vector<SourceText>& terms = draft.config.terms[key.text];
    if (list.kind == Node::Kind::map)
      read_map<std::vector<SourceText>>(reader, list, fmt::format("word list '{}'", key.text),
                                        kListKeys, terms);
    else
      reader.read_source_texts(list, "a term", terms);
  });
}

}  // namespace wirewatch
