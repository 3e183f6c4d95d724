#include <fmt/format.h>

#include "config/draft.h"
#include "config/keys.h"

namespace wirewatch {
namespace {

using Kind = Draft::Reference::Kind;

constexpr Reader::Choice<Severity> kSeverities[] = {{"low", Severity::low},
                                                    {"medium", Severity::medium},
                                                    {"high", Severity::high},
                                                    {"critical", Severity::critical}};

struct RouteDraft {
  Route& route;
  Draft& draft;
};

void read_severities(Reader& reader, Node const& value, RouteDraft& target) {
  Reader::for_each(value, [&](Node const& item) {
    Severity severity{};
    if (reader.read_choice<Severity>(item, "a severity", kSeverities, severity))
      target.route.severities.push_back(severity);
  });
}

constexpr Key<RouteDraft> kWhenKeys[] = {
    {"severity", read_severities},
    {"watch",
     [](Reader& r, Node const& v, RouteDraft& t) {
       refer(r, t.draft, Kind::watch, v, "the name of a watch", t.route.watches);
     }},
    {"tags",
     [](Reader& r, Node const& v, RouteDraft& t) {
       refer(r, t.draft, Kind::watch_tag, v, "a tag of a watch", t.route.tags);
     }},
    {"feeds",
     [](Reader& r, Node const& v, RouteDraft& t) {
       refer(r, t.draft, Kind::feed_or_tag, v, "a feed or a tag", t.route.feeds);
     }},
};

constexpr Key<RouteDraft> kRouteKeys[] = {
    {"when", [](Reader& r, Node const& v,
                RouteDraft& t) { read_map<RouteDraft>(r, v, "when", kWhenKeys, t); }},
    {"to",
     [](Reader& r, Node const& v, RouteDraft& t) {
       refer(r, t.draft, Kind::sink, v, "the name of a sink", t.route.sinks);
     }},
    {"quiet", not_supported_yet<RouteDraft>},
    {"digest", not_supported_yet<RouteDraft>},
};

struct TestDraft {
  RuleTest& test;
  Draft& draft;
};

void read_expect(Reader& reader, Node const& value, TestDraft& target) {
  Reader::for_each(value, [&](Node const& item) {
    std::string name;
    if (!reader.read_text(item, "the name of a watch", name)) return;
    target.draft.references.push_back({Kind::watch, item.mark, name});
    target.test.expect.push_back(reader.source_text(item));
  });
}

void read_article(Reader& reader, Node const& value, TestDraft& target) {
  std::string path;
  if (reader.read_text(value, "the path of an article", path))
    target.test.article = reader.path_beside(value.mark, path);
}

void read_test_feed(Reader& reader, Node const& value, TestDraft& target) {
  if (!reader.read_text(value, "the name of a feed", target.test.feed)) return;
  target.draft.references.push_back({Kind::feed, value.mark, target.test.feed});
}

constexpr Key<TestDraft> kTestKeys[] = {
    {"article", read_article},
    {"text", [](Reader& r, Node const& v, TestDraft& t) { r.read_text(v, "a text", t.test.text); }},
    {"feed", read_test_feed},
    {"expect", read_expect},
};

}  // namespace

void read_routes(Reader& reader, Node const& value, Draft& draft) {
  Reader::for_each(value, [&](Node const& node) {
    Route route;
    RouteDraft target{route, draft};
    read_map<RouteDraft>(reader, node, "a route", kRouteKeys, target);
    if (node.kind == Node::Kind::map && !find_key(node, "to"))
      reader.error(node.mark, "a route has no 'to': it leads nowhere", "to: [name of a sink]");
    draft.config.routes.push_back(std::move(route));
  });
}

void read_tests(Reader& reader, Node const& value, Draft& draft) {
  Reader::for_each(value, [&](Node const& node) {
    RuleTest test;
    test.file = reader.files().at(node.mark.file).path;
    test.place = {
        .text = {}, .line = reader.files().numbered_through(node.mark), .column = node.mark.column};
    TestDraft target{test, draft};
    read_map<TestDraft>(reader, node, "a test", kTestKeys, target);
    if (node.kind != Node::Kind::map) return;
    if (!find_key(node, "article") == !find_key(node, "text"))
      reader.error(node.mark, "a test needs an article or a text, and not both");
    if (!find_key(node, "expect"))
      reader.error(node.mark, "a test has no 'expect'", "expect: [] when no watch may fire");
    draft.config.tests.push_back(std::move(test));
  });
}

}  // namespace wirewatch
