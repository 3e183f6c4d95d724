#include "alerts/outbox.h"

#include <gmock/gmock.h>

#include <boost/asio/steady_timer.hpp>

#include "base/task.h"
#include "tests/support/fake_clock.h"
#include "tests/support/loopback_server.h"

namespace wirewatch {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using test::FakeClock;
using test::http_answer;
using test::LoopbackServer;
using test::WireRequest;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

/// An outbox over a store in memory, whose loop runs until so many attempts were reported.
class OutboxTest : public testing::Test {
 protected:
  void add_sink(std::string const& name, std::string const& url, Seconds timeout = 5s) {
    SinkSpec sink;
    sink.name = name;
    sink.type = SinkSpec::Type::webhook;
    sink.url = url;
    sink.timeout = timeout;
    snapshot_->config.sinks.push_back(std::move(sink));
  }

  /// Puts deliveries into the store as an article commit does.
  void fill(std::vector<Delivery> deliveries) {
    PollCommit poll;
    poll.state.feed = "feed";
    PendingArticle pending;
    pending.feed = "feed";
    pending.key = "key";
    poll.articles.push_back(pending);
    ASSERT_TRUE(store_->commit(poll));
    ArticleCommit article;
    article.id = store_->pending_articles(1)->front().id;
    article.deliveries = std::move(deliveries);
    ASSERT_TRUE(store_->commit(article));
  }

  Delivery delivery(std::string const& id, std::string const& sink) const {
    Delivery one;
    one.id = id;
    one.sink = sink;
    one.watch = "w";
    one.body = "{\"id\":\"" + id + "\"}";
    one.created = one.due = clock_.now();
    return one;
  }

  void run_until_reports(std::size_t count) {
    Store* const store = store_.get();
    HttpClient http(loop_, {});
    StoreThread store_thread(loop_, std::move(store_));
    Outbox outbox(
        loop_, http, store_thread, clock_, [this] { return snapshot_; },
        [&](Delivery const& one, SinkSpec const&) {
          reports_.push_back(one);
          if (reports_.size() == count) outbox.stop();
        });
    outbox.start();
    loop_.run();
    blocks_ = *store->sink_blocks();
  }

  asio::io_context loop_;
  FakeClock clock_;
  std::shared_ptr<Snapshot> snapshot_ = std::make_shared<Snapshot>();
  std::unique_ptr<Store> store_ = make_memory_store();
  std::vector<Delivery> reports_;
  std::vector<Store::SinkBlock> blocks_;
};

TEST_F(OutboxTest, SendsWhatIsDueByteForByte) {
  LoopbackServer receiver([](WireRequest const&) { return http_answer(204, "", ""); });
  add_sink("desk", receiver.url("/in"));
  fill({delivery("msg_1", "desk")});
  run_until_reports(1);
  ASSERT_THAT(receiver.requests(), SizeIs(1));
  EXPECT_EQ(receiver.requests().front().body, "{\"id\":\"msg_1\"}");
  EXPECT_EQ(reports_.front().state, Delivery::State::done);
}

TEST_F(OutboxTest, KeepsWhatAReceiverRefusesForLaterAndSaysWhy) {
  LoopbackServer receiver([](WireRequest const&) { return http_answer(500, "", "out of paper"); });
  add_sink("desk", receiver.url());
  fill({delivery("msg_1", "desk")});
  run_until_reports(1);
  EXPECT_EQ(reports_.front().state, Delivery::State::due);
  EXPECT_EQ(reports_.front().attempts, 1);
  EXPECT_GT(reports_.front().due, clock_.now());
  EXPECT_EQ(reports_.front().last_result, "500: out of paper");
}

TEST_F(OutboxTest, RetryAfterHoldsTheWholeSinkAndIsRemembered) {
  LoopbackServer receiver(
      [](WireRequest const&) { return http_answer(429, "", "", {"Retry-After: 600"}); });
  add_sink("desk", receiver.url());
  std::vector<Delivery> many;
  for (int i = 0; i < 20; ++i) many.push_back(delivery("msg_" + std::to_string(i), "desk"));
  fill(many);
  run_until_reports(4);  // those that were under way together
  EXPECT_THAT(receiver.requests(), SizeIs(4));
  ASSERT_THAT(blocks_, SizeIs(1));
  EXPECT_EQ(blocks_.front().sink, "desk");
  EXPECT_EQ(blocks_.front().until, clock_.now() + 600s);
}

TEST_F(OutboxTest, ASinkThatHangsDoesNotDelayAnother) {
  LoopbackServer silent([](WireRequest const&) { return std::nullopt; });
  LoopbackServer lively([](WireRequest const&) { return http_answer(200, "", ""); });
  add_sink("silent", silent.url(), 1s);
  add_sink("lively", lively.url());
  fill({delivery("msg_1", "silent"), delivery("msg_2", "lively"), delivery("msg_3", "lively")});
  run_until_reports(3);
  ASSERT_THAT(reports_, SizeIs(3));
  EXPECT_EQ(reports_[0].sink, "lively");
  EXPECT_EQ(reports_[1].sink, "lively");
  EXPECT_EQ(reports_[2].sink, "silent");
  EXPECT_THAT(reports_[2].last_result, HasSubstr("no complete answer"));
}

TEST_F(OutboxTest, ARedirectIsNotFollowed) {
  LoopbackServer elsewhere([](WireRequest const&) { return http_answer(200, "", ""); });
  LoopbackServer receiver([&](WireRequest const&) {
    return http_answer(307, "", "", {"Location: " + elsewhere.url()});
  });
  add_sink("desk", receiver.url());
  fill({delivery("msg_1", "desk")});
  run_until_reports(1);
  EXPECT_EQ(reports_.front().state, Delivery::State::dead);
  EXPECT_THAT(elsewhere.requests(), SizeIs(0));
}

}  // namespace
}  // namespace wirewatch
