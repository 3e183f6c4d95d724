// fetch, parse, extract: each stage of the pipeline by hand.
#include <fmt/format.h>

#include <boost/asio/io_context.hpp>
#include <boost/json.hpp>
#include <cstdio>

#include "app/commands.h"
#include "app/exit_code.h"
#include "app/http_settings.h"
#include "app/input_files.h"
#include "app/load_or_complain.h"
#include "base/task.h"
#include "base/text.h"
#include "net/http_client.h"
#include "pipeline/article/article_json.h"
#include "pipeline/article/article_page.h"
#include "pipeline/article/extract.h"
#include "pipeline/feed/feed_json.h"
#include "pipeline/feed/parse_feed.h"

namespace wirewatch {
namespace {

namespace asio = boost::asio;
namespace json = boost::json;

std::string header_line(Response const& response) {
  json::object line;
  line["url"] = response.url;
  line["status"] = response.status;
  json::array redirects;
  for (Redirect const& redirect : response.redirects)
    redirects.push_back(json::object{{"status", redirect.status}, {"to", redirect.to}});
  line["redirects"] = std::move(redirects);
  line["content_type"] = repair_utf8(response.content_type);
  line["etag"] = repair_utf8(response.etag);
  line["last_modified"] = repair_utf8(response.last_modified);
  line["bytes"] = response.body.size();
  line["wire_bytes"] = response.wire_bytes;
  line["ms"] = response.took.count();
  json::object headers;
  for (HttpHeader const& header : response.headers)
    headers[repair_utf8(header.name)] = repair_utf8(header.value);
  line["headers"] = std::move(headers);
  return json::serialize(line) + "\n";
}

asio::awaitable<void> fetch_all(HttpClient& http, FetchOptions const& options, int& exit_code) {
  for (std::string const& url : options.urls) {
    Request request;
    request.url = url;
    Result<Response> const response = co_await http.send(std::move(request));
    if (!response) {
      complain(fmt::format("{}: {}", masked_url(url), response.error().what));
      exit_code = kExitUnavailable;
      continue;
    }
    std::string const& out = options.headers ? header_line(*response) : response->body;
    if (std::fwrite(out.data(), 1, out.size(), stdout) != out.size()) exit_code = kExitIo;
    if (response->status >= 400) {
      complain(fmt::format("{}: answers {}", masked_url(url), response->status));
      exit_code = kExitUnavailable;
    }
  }
}

}  // namespace

int run_fetch(FetchOptions const& options) {
  HttpOptions http_options;
  if (!options.config.empty()) {
    auto const loaded = load_or_complain(options.config);
    if (!loaded) return kExitConfig;
    http_options = http_settings(loaded->config);
  }
  if (options.allow_private) http_options.allow_networks = {"0.0.0.0/0", "::/0"};
  asio::io_context loop;
  HttpClient http(loop, http_options);
  int exit_code = kExitOk;
  spawn(loop, "fetch", fetch_all(http, options, exit_code));
  loop.run();
  return std::fflush(stdout) == 0 ? exit_code : static_cast<int>(kExitIo);
}

int run_parse(ParseOptions const& options) {
  ParseHints hints;
  hints.content_type = options.content_type;
  hints.base_url = options.base_url;
  return process_files(
      options.files,
      [&hints](std::string const& path, std::string const& bytes) -> Result<std::string> {
        return to_json(parse_feed(bytes, hints), path) + "\n";
      });
}

int run_extract(ExtractOptions const& options) {
  ContentOverride chosen;
  chosen.keep = options.keep;
  chosen.drop = options.drop;
  ExtractHints hints;
  hints.url = options.url;
  hints.override_ = &chosen;
  return process_files(
      options.files, [&](std::string const& path, std::string const& bytes) -> Result<std::string> {
        Result<Article> const article =
            options.text ? extract_text(bytes, hints) : extract_article(bytes, hints);
        if (!article) return fail(article.error());
        return options.html ? render_article_html(*article) : to_json(*article, path) + "\n";
      });
}

}  // namespace wirewatch
