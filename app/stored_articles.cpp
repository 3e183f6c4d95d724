#include "app/stored_articles.h"

#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>

#include "app/input_files.h"

namespace wirewatch {
namespace {

constexpr std::size_t kPage = 200;
constexpr std::size_t kSample = 1'000;
constexpr std::chrono::days kRecent{7};

}  // namespace

std::optional<TimePoint> history_begins(std::string const& duration, char const* option) {
  auto const ago = parse_duration(duration);
  if (ago) return SystemClock{}.now() - *ago;
  complain(fmt::format("{} is a duration such as 7d, 12h or 30m, not '{}'", option, duration));
  return std::nullopt;
}

std::optional<std::size_t> for_each_article(
    Store& store, TimePoint since, std::function<Result<void>(StoredArticle const&)> const& visit) {
  bool const is_terminal = ::isatty(STDERR_FILENO) == 1;
  std::size_t count = 0;
  std::int64_t last = 0;
  for (;;) {
    auto const page = store.articles(since, last, kPage);
    Result<void> done;
    if (!page) done = fail(page.error());
    if (page && page->empty()) break;
    for (std::size_t i = 0; done && i < page->size(); ++i) done = visit((*page)[i]);
    if (!done) {
      complain(done.error().what);
      return std::nullopt;
    }
    last = page->back().id;
    count += page->size();
    if (is_terminal) std::fputs(fmt::format("\r{} articles read", count).c_str(), stderr);
  }
  if (is_terminal) std::fputs("\r\x1b[K", stderr);
  if (count == 0) complain("no article of that time is stored; the daemon stores what it reads");
  return count;
}

std::vector<Article> recent_articles(Config const& config) {
  std::vector<Article> articles;
  auto const store = open_sqlite_store_for_reading(config.state);
  if (!store || !*store) return articles;  // opening it to work with it says what is wrong
  auto stored = (*store)->articles(SystemClock{}.now() - kRecent, 0, kSample);
  if (stored)
    for (StoredArticle& one : *stored) articles.push_back(std::move(one.article));
  return articles;
}

}  // namespace wirewatch
