#include "app/run_daemon.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <unistd.h>

#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <memory>

#include "app/commands.h"
#include "app/exit_code.h"
#include "app/input_files.h"
#include "app/load_or_complain.h"
#include "app/log_observer.h"
#include "app/service_manager.h"
#include "app/stored_articles.h"
#include "base/log.h"
#include "base/task.h"
#include "net/http_server.h"

namespace wirewatch {
namespace {

namespace asio = boost::asio;

ServerResponse answer_status(ServerRequest const& request) {
  ServerResponse response;
  if (request.target == "/-/healthy" || request.target == "/-/ready") {
    response.body = "ok\n";
  } else {
    response.status = 404;
    response.body = "not found; there are /-/healthy and /-/ready\n";
  }
  return response;
}

/// Hears the signals for as long as it lives.
class Signals {
 public:
  Signals(asio::io_context& loop, Daemon& daemon)
      : loop_(loop), daemon_(daemon), signals_(loop, SIGINT, SIGTERM, SIGHUP) {
    wait();
  }

 private:
  void stop() {
    tell_service_manager("STOPPING=1");
    daemon_.stop();
  }

  void wait() {
    signals_.async_wait([this](boost::system::error_code error, int signal) {
      if (error) return;
      if (signal == SIGHUP)
        daemon_.reload();
      else if (std::exchange(stopping_, true))
        loop_.stop();
      else
        stop();
      wait();
    });
  }

  asio::io_context& loop_;
  Daemon& daemon_;
  asio::signal_set signals_;
  bool stopping_ = false;
};

/// Held for the process's life: two daemons on one store would send everything twice.
class StateLock {
 public:
  explicit StateLock(std::string const& directory)
      : file_(::open((directory + "/lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0640)),
        is_held_(file_ >= 0 && ::flock(file_, LOCK_EX | LOCK_NB) == 0) {}
  ~StateLock() {
    if (file_ >= 0) ::close(file_);
  }
  StateLock(StateLock const&) = delete;
  StateLock& operator=(StateLock const&) = delete;
  bool is_held() const { return is_held_; }

 private:
  int file_;
  bool is_held_;
};

/// Servers that hang keep their sockets: the usual 1,024 are soon used up.
void raise_file_limit() {
  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) != 0) return;
  files.rlim_cur = files.rlim_max;
  (void)::setrlimit(RLIMIT_NOFILE, &files);  // refused: fewer servers may hang at once
}

std::optional<log::Level> level_from(std::string const& name) {
  if (name == "debug") return log::Level::debug;
  if (name == "info") return log::Level::info;
  if (name == "warn") return log::Level::warn;
  if (name == "error") return log::Level::error;
  return std::nullopt;
}

}  // namespace

int run_until_stopped(asio::io_context& loop, std::string const& config, Observer& observer,
                      std::function<void(Daemon&)> const& started) {
  std::shared_ptr<Snapshot const> snapshot = load_or_complain(config, Lint::no, recent_articles);
  if (!snapshot) return kExitConfig;
  std::unique_ptr<HttpServer> status;
  if (!snapshot->config.http_listen.empty()) {
    auto listening = HttpServer::listen(loop, snapshot->config.http_listen, answer_status);
    if (!listening) {
      complain(fmt::format("{}: http.listen: {}", config, listening.error().what));
      return listening.error().kind == Error::Kind::config ? kExitConfig : kExitUnavailable;
    }
    status = std::move(*listening);
    log::info("status.listening", {{"url", status->base_url()}});
  }
  auto store = open_sqlite_store(snapshot->config.state);
  if (!store) {
    complain(fmt::format("{}: state: {}", config, store.error().what));
    return kExitIo;
  }
  StateLock const lock(snapshot->config.state);
  if (!lock.is_held()) {
    complain(
        fmt::format("{}: state: another wirewatch works in {}", config, snapshot->config.state));
    return kExitUnavailable;
  }
  SystemClock const clock;
  Daemon daemon(loop, std::move(snapshot), std::move(*store), clock, observer);
  Signals const signals(loop, daemon);
  daemon.start();
  daemon.watch_files();
  tell_service_manager("READY=1");
  spawn(loop, "watchdog", reassure_service_manager());
  if (started) started(daemon);
  loop.run();
  return daemon.has_stopped() ? kExitOk : kExitSoftware;
}

int run_daemon(RunOptions const& options) {
  auto const level = level_from(options.log_level);
  if (!level) {
    complain("--log-level is one of debug, info, warn, error");
    return kExitUsage;
  }
  log::configure(*level, options.log_json ? log::Format::json : log::Format::automatic);
  raise_file_limit();
  asio::io_context loop;
  LogObserver observer;
  return run_until_stopped(loop, options.config, observer, {});
}

}  // namespace wirewatch
