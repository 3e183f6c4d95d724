#include <fmt/format.h>

#include <algorithm>

#include "store/store.h"

namespace wirewatch {
namespace {

/// The plainest thing that keeps what store.h promises: what tests use, and what the other
/// implementation is compared with.
class MemoryStore final : public Store {
 public:
  Result<void> commit(PollCommit const& poll) override {
    std::string const& feed = poll.state.feed;
    feeds_[feed] = poll.state;
    for (std::string const& key : poll.forgotten) seen_[feed].erase(key);
    for (SeenEntry const& entry : poll.seen) seen_[feed][entry.key] = entry;
    for (RenamedEntry const& entry : poll.renamed) rename(feed, entry);
    for (PendingArticle const& article : poll.articles) insert(feed, article);
    return {};
  }

  Result<void> commit(ArticleCommit const& commit) override {
    auto const found = articles_.find(commit.id);
    if (found == articles_.end())
      return fail(Error::Kind::io, fmt::format("store: no article has the number {}", commit.id));
    Row& row = found->second;
    row.done = true;
    row.pending.entry = {};
    row.article = commit.article;
    row.matches = commit.matches;
    for (Delivery const& delivery : commit.deliveries)
      if (!find_delivery(delivery.id)) deliveries_.push_back(delivery);
    return {};
  }

  Result<void> commit(Delivery const& delivery) override {
    Delivery* const found = find_delivery(delivery.id);
    if (!found)
      return fail(Error::Kind::io, fmt::format("store: no delivery has the id {}", delivery.id));
    found->due = delivery.due;
    found->attempts = delivery.attempts;
    found->last_result = delivery.last_result;
    found->state = delivery.state;
    return {};
  }

  Result<void> group(std::vector<PollCommit> const& polls,
                     std::vector<PollPlan> const& plans) override {
    for (PollPlan const& plan : plans) {
      auto const feed = feeds_.find(plan.feed);
      if (feed == feeds_.end()) continue;
      feed->second.last_poll = plan.last_poll;
      feed->second.next_poll = plan.next_poll;
      feed->second.next_reason = plan.next_reason;
      feed->second.last_result = plan.last_result;
    }
    for (PollCommit const& poll : polls) (void)commit(poll);  // cannot fail here
    return {};
  }

  Result<std::vector<FeedState>> feed_states() override {
    std::vector<FeedState> states;
    for (auto const& [name, state] : feeds_) states.push_back(state);
    return states;
  }

  Result<std::map<std::string, SeenEntry>> seen(std::string const& feed) override {
    auto const found = seen_.find(feed);
    return found == seen_.end() ? std::map<std::string, SeenEntry>() : found->second;
  }

  Result<std::vector<PendingArticle>> pending_articles(
      std::size_t limit, std::vector<std::string> const& except_feeds) override {
    std::vector<PendingArticle> pending;
    for (auto const& [id, row] : articles_)
      if (!row.done && pending.size() < limit &&
          std::find(except_feeds.begin(), except_feeds.end(), row.pending.feed) ==
              except_feeds.end())
        pending.push_back(row.pending);
    return pending;
  }

  Result<std::optional<StoredArticle>> latest(std::string const& feed,
                                              std::string const& key) override {
    std::optional<StoredArticle> best;
    for (auto const& [id, row] : articles_)
      if (row.done && row.pending.feed == feed && row.pending.key == key &&
          (!best || row.pending.revision > best->revision))
        best = stored(row);
    return best;
  }

  Result<std::vector<StoredArticle>> articles(TimePoint since, std::int64_t after_id,
                                              std::size_t limit) override {
    std::vector<StoredArticle> page;
    for (auto it = articles_.upper_bound(after_id); it != articles_.end(); ++it)
      if (it->second.done && it->second.pending.first_seen >= since && page.size() < limit)
        page.push_back(stored(it->second));
    return page;
  }

  Result<std::vector<Delivery>> due(std::string const& sink, TimePoint now,
                                    std::size_t limit) override {
    std::vector<Delivery> ready;
    for (Delivery const& one : deliveries_)
      if (one.sink == sink && one.state == Delivery::State::due && one.due <= now)
        ready.push_back(one);
    std::stable_sort(ready.begin(), ready.end(),
                     [](Delivery const& a, Delivery const& b) { return a.due < b.due; });
    if (ready.size() > limit) ready.resize(limit);
    return ready;
  }

  Result<std::optional<TimePoint>> next_due(std::string const& sink) override {
    std::optional<TimePoint> next;
    for (Delivery const& one : deliveries_)
      if (one.sink == sink && one.state == Delivery::State::due && (!next || one.due < *next))
        next = one.due;
    return next;
  }

  Result<std::vector<Delivery>> deliveries(std::optional<Delivery::State> state,
                                           std::size_t limit) override {
    std::vector<Delivery> newest_first;
    for (auto it = deliveries_.rbegin(); it != deliveries_.rend(); ++it)
      if ((!state || it->state == *state) && newest_first.size() < limit)
        newest_first.push_back(*it);
    return newest_first;
  }

  Result<std::optional<Delivery>> delivery(std::string const& id) override {
    Delivery const* const found = find_delivery(id);
    return found ? std::optional(*found) : std::nullopt;
  }
  Result<bool> changed_elsewhere() override { return false; }

  Result<void> block_sink(std::string const& sink, TimePoint until,
                          std::string const& why) override {
    sink_blocks_[sink] = {sink, until, why};
    return {};
  }
  Result<std::vector<SinkBlock>> sink_blocks() override { return values(sink_blocks_); }

  Result<void> block_host(std::string const& host, TimePoint until,
                          std::string const& why) override {
    host_blocks_[host] = {host, until, why};
    return {};
  }
  Result<std::vector<HostBlock>> host_blocks() override { return values(host_blocks_); }

  Result<std::size_t> forget_before(TimePoint then, std::size_t limit) override {
    std::size_t articles = 0;
    for (auto it = articles_.begin(); it != articles_.end();) {
      bool const goes = it->second.done && it->second.pending.first_seen < then && articles < limit;
      articles += goes ? 1 : 0;
      it = goes ? articles_.erase(it) : std::next(it);
    }
    std::size_t deliveries = 0;
    std::erase_if(deliveries_, [&](Delivery const& one) {
      bool const goes =
          one.state != Delivery::State::due && one.created < then && deliveries < limit;
      deliveries += goes ? 1 : 0;
      return goes;
    });
    return articles + deliveries;
  }

  Result<std::optional<std::string>> read_blob(std::string const& kind,
                                               std::string const& name) override {
    auto const found = blobs_.find({kind, name});
    if (found == blobs_.end()) return std::nullopt;
    return found->second;
  }
  Result<void> write_blob(std::string const& kind, std::string const& name,
                          std::string const& bytes) override {
    blobs_[{kind, name}] = bytes;
    return {};
  }

 private:
  struct Row {
    PendingArticle pending;
    bool done = false;
    Article article;
    std::vector<Match> matches;
  };

  void insert(std::string const& feed, PendingArticle const& article) {
    if (has(feed, article.key, article.revision)) return;
    Row row{.pending = article, .done = false, .article = {}, .matches = {}};
    row.pending.id = ++last_id_;
    row.pending.feed = feed;
    articles_.emplace(last_id_, std::move(row));
  }

  /// A revision that the new key has already stays where it is.
  void rename(std::string const& feed, RenamedEntry const& entry) {
    for (auto& [id, row] : articles_)
      if (row.pending.feed == feed && row.pending.key == entry.from &&
          !has(feed, entry.to, row.pending.revision))
        row.pending.key = entry.to;
  }

  bool has(std::string const& feed, std::string const& key, int revision) const {
    return std::any_of(articles_.begin(), articles_.end(), [&](auto const& one) {
      PendingArticle const& pending = one.second.pending;
      return pending.feed == feed && pending.key == key && pending.revision == revision;
    });
  }

  static StoredArticle stored(Row const& row) {
    return {.id = row.pending.id,
            .feed = row.pending.feed,
            .key = row.pending.key,
            .revision = row.pending.revision,
            .first_seen = row.pending.first_seen,
            .article = row.article,
            .matches = row.matches};
  }

  Delivery* find_delivery(std::string const& id) {
    auto const found = std::find_if(deliveries_.begin(), deliveries_.end(),
                                    [&](Delivery const& one) { return one.id == id; });
    return found == deliveries_.end() ? nullptr : &*found;
  }

  template <class Map>
  static std::vector<typename Map::mapped_type> values(Map const& map) {
    std::vector<typename Map::mapped_type> all;
    for (auto const& [name, value] : map) all.push_back(value);
    return all;
  }

  std::map<std::string, FeedState> feeds_;
  std::map<std::string, std::map<std::string, SeenEntry>> seen_;
  std::int64_t last_id_ = 0;
  std::map<std::int64_t, Row> articles_;
  std::vector<Delivery> deliveries_;
  std::map<std::string, SinkBlock> sink_blocks_;
  std::map<std::string, HostBlock> host_blocks_;
  std::map<std::pair<std::string, std::string>, std::string> blobs_;
};

}  // namespace

std::unique_ptr<Store> make_memory_store() { return std::make_unique<MemoryStore>(); }

}  // namespace wirewatch
