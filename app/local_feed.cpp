#include "app/local_feed.h"

#include <fmt/format.h>

#include <boost/url/parse.hpp>

#include "app/input_files.h"

namespace wirewatch {

Result<Response> read_local_feed(std::string const& url) {
  auto const parsed = boost::urls::parse_uri(url);
  if (!parsed) return fail(Error::Kind::config, fmt::format("'{}' is no file address", url));
  auto bytes = read_file(std::string(parsed->path()), Request().max_bytes);
  if (!bytes) return fail(std::move(bytes.error()));
  Response response;
  response.status = 200;
  response.url = url;
  response.body = std::move(*bytes);
  return response;
}

}  // namespace wirewatch
