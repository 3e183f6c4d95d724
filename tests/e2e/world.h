#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "tests/support/loopback_server.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

namespace wirewatch::test {

/// An item of a feed that carries its article in full.
struct Item {
  std::string id;
  std::string title;
  std::string text;  ///< paragraphs, HTML
};
std::string rss_feed(std::vector<Item> const& items);

/// Three paragraphs of harmless prose, so that an item is an article, with `sentence` among them.
std::string prose_with(std::string const& sentence);

/// A subcommand that was run to its end.
struct Ended {
  int exit_code = 0;
  std::string out;
  std::string err;
};
Ended run_wirewatch(std::vector<std::string> arguments);

/// A webhook as it arrived, its signature checked.
struct Received {
  std::string id;
  std::string body;
  std::string watch;
  std::string title;
  bool is_verified = false;
};

inline constexpr char const* kWebhookSecret = "whsec_b25seS1mb3ItdGhlc2UtdGVzdHM=";
Received read_webhook(WireRequest const& request);

/// A site whose files change while it runs, a webhook receiver, and a directory with the daemon's
/// config.
class World {
 public:
  World();

  void publish(std::string const& path, std::string raw_answer);  ///< bytes of the whole answer
  void publish_feed(std::string const& path, std::vector<Item> const& items);
  void let_receiver_hang(bool hangs);
  void let_receiver_answer(int status);

  /// Writes the config: feeds by path, further YAML behind them; polls each second, alerts on the
  /// backlog.
  void configure(std::vector<std::string> const& feed_paths, std::string const& more);
  std::string config() const { return directory_ / "wirewatch.yaml"; }
  Process start(std::vector<std::string> const& more_arguments = {}) const;

  std::vector<Received> received() const;
  bool wait_for_webhooks(std::size_t count) const;
  bool wait_for_polls(std::string const& path, std::size_t count) const;
  std::size_t polls(std::string const& path) const;

  TempDir const& directory() const { return directory_; }
  LoopbackServer const& site() const { return site_; }
  LoopbackServer const& receiver() const { return receiver_; }

 private:
  std::optional<std::string> answer_site(WireRequest const& request);
  std::optional<std::string> answer_hook();

  TempDir directory_;
  mutable std::mutex mutex_;
  std::map<std::string, std::string> pages_;
  bool receiver_hangs_ = false;
  int receiver_status_ = 204;
  LoopbackServer site_;
  LoopbackServer receiver_;
};

}  // namespace wirewatch::test
