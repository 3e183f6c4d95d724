#include "config/read_config.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <glob.h>

#include <charconv>
#include <filesystem>
#include <set>
#include <system_error>

#include "base/text.h"
#include "config/keys.h"

namespace wirewatch {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kMostFiles = 1000;

void read_state(Reader& reader, Node const& value, Draft& draft) {
  std::string path;
  if (!reader.read_text_with_secrets(value, "a directory", path)) return;
  if (path.find("://") != std::string::npos)
    return reader.error(value.mark, "state must be a directory",
                        "stores on a server are not supported yet");
  draft.config.state = reader.path_beside(value.mark, path);
}

/// "10.0.0.0/8", "fd00::/8" or a single address.
bool is_network(std::string_view text) {
  std::size_t const slash = text.find('/');
  std::string const address(text.substr(0, slash));
  unsigned char bytes[16];
  unsigned const most = inet_pton(AF_INET, address.c_str(), bytes) == 1    ? 32
                        : inet_pton(AF_INET6, address.c_str(), bytes) == 1 ? 128
                                                                           : 0;
  if (most == 0 || slash == std::string_view::npos) return most > 0;
  std::string_view const digits = text.substr(slash + 1);
  unsigned prefix = 0;
  auto const [stop, problem] =
      std::from_chars(digits.data(), digits.data() + digits.size(), prefix);
  return problem == std::errc() && stop == digits.data() + digits.size() && prefix <= most;
}

void read_networks(Reader& reader, Node const& value, Draft& draft) {
  Reader::for_each(value, [&](Node const& item) {
    std::string text;
    if (!reader.read_text(item, "a network", text)) return;
    if (!is_network(text))
      return reader.error(item.mark, fmt::format("'{}' is not a network", text),
                          "write 10.0.0.0/8, fd00::/8 or a single address");
    draft.config.allow_networks.push_back(std::move(text));
  });
}

/// HOST:PORT, with the host of IPv6 in brackets.
bool is_listen_address(std::string_view text) {
  std::size_t const colon = text.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return false;
  std::string_view const host = text.substr(0, colon);
  bool const bracketed = host.starts_with('[') && host.ends_with(']');
  if (!bracketed && host.find(':') != std::string_view::npos) return false;
  std::string_view const digits = text.substr(colon + 1);
  unsigned port = 65'536;
  auto const [stop, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  return problem == std::errc() && stop == digits.data() + digits.size() && port <= 65'535;
}

constexpr Key<Draft> kHttpKeys[] = {
    {"listen",
     [](Reader& r, Node const& v, Draft& d) {
       std::string text;
       if (!r.read_text(v, "an address", text)) return;
       if (!is_listen_address(text))
         return r.error(v.mark, fmt::format("'{}' is not an address to listen on", text),
                        "write 127.0.0.1:8720 or [::1]:8720");
       d.config.http_listen = std::move(text);
     }},
};

void read_user_agent(Reader& reader, Node const& value, Draft& draft) {
  std::string text;
  if (!reader.read_text(value, "a text", text)) return;
  if (printable(text) != text)
    return reader.error(value.mark, "user_agent holds a line end or a control character");
  draft.config.user_agent = std::move(text);
}

void read_elsewhere(Reader&, Node const&, Draft&) {}  // defaults and include: before all other keys

constexpr Key<Draft> kTopKeys[] = {
    {"include", read_elsewhere},
    {"state", read_state},
    {"defaults", read_elsewhere},
    {"feeds", read_feeds},
    {"terms", read_terms},
    {"watches", read_watches},
    {"sinks", read_sinks},
    {"routes", read_routes},
    {"tests", read_tests},
    {"allow_networks", read_networks},
    {"user_agent", read_user_agent},
    {"proxy",
     [](Reader& r, Node const& v, Draft& d) { read_url(r, v, FileUrl::refused, d.config.proxy); }},
    {"keep", [](Reader& r, Node const& v, Draft& d) { r.read_duration(v, 24h, d.config.keep); }},
    {"http",
     [](Reader& r, Node const& v, Draft& d) { read_map<Draft>(r, v, "http", kHttpKeys, d); }},
    {"stories", not_supported_yet<Draft>},
    {"times", not_supported_yet<Draft>},
    {"silences", not_supported_yet<Draft>},
};

/// Of these a second file may not say something else.
constexpr std::string_view kOnce[] = {"state", "defaults", "user_agent", "proxy", "keep", "http"};

/// All files of a config, parsed.
class Files {
 public:
  explicit Files(Reader& reader) : reader_(reader) {}

  void take(std::uint32_t number) {
    seen_.insert(canonical(reader_.files().at(number).path));
    Node root;
    if (auto const problem = parse_yaml(reader_.files(), number, root)) {
      complete_ = false;
      reader_.syntax_error(*problem);
      return;
    }
    roots_.push_back(std::move(root));
    if (Node const* const include = find_key(roots_.back(), "include")) {
      Node const patterns = *include;  // a copy: taking further files moves the roots
      Reader::for_each(patterns, [&](Node const& pattern) { take_all(pattern); });
    }
  }

  std::vector<Node> const& roots() const { return roots_; }
  bool complete() const { return complete_; }

 private:
  static std::string canonical(std::string const& path) {
    std::error_code ignored;  // a file that is gone has no other name
    return std::filesystem::weakly_canonical(path, ignored).string();
  }

  void take_all(Node const& node) {
    std::string pattern;
    if (!reader_.read_text(node, "the path of a file", pattern)) return;
    glob_t found{};
    int const code =
        ::glob(reader_.path_beside(node.mark, pattern).c_str(), GLOB_BRACE, nullptr, &found);
    std::vector<std::string> const paths(found.gl_pathv, found.gl_pathv + found.gl_pathc);
    ::globfree(&found);
    bool const is_pattern = pattern.find_first_of("*?[{") != std::string::npos;
    if (code == GLOB_NOMATCH && is_pattern)
      reader_.warning(node.mark, fmt::format("no file fits '{}'", pattern));
    else if (code != 0)
      unreadable(node, pattern, "there is no such file");
    for (std::string const& path : paths) take_included(node, path);
  }

  void take_included(Node const& node, std::string const& path) {
    if (seen_.contains(canonical(path))) return;
    if (seen_.size() >= kMostFiles)
      return unreadable(node, path, fmt::format("more than {} files", kMostFiles));
    auto const number = reader_.files().read(path);
    if (!number) return unreadable(node, path, number.error().what);
    take(*number);
  }

  void unreadable(Node const& node, std::string const& path, std::string const& why) {
    complete_ = false;
    reader_.error(node.mark, fmt::format("'{}' cannot be read: {}", path, why));
  }

  Reader& reader_;
  std::set<std::string> seen_;
  std::vector<Node> roots_;
  bool complete_ = true;
};

void check_once(Reader& reader, std::vector<Node> const& roots) {
  for (std::string_view name : kOnce) {
    Node const* first = nullptr;
    for (Node const& root : roots) {
      Node const* const value = find_key(root, name);
      if (value && first)
        reader.error(value->mark,
                     fmt::format("'{}' is given in two files; the first is {}:{}", name,
                                 reader.files().at(first->mark.file).path, first->mark.line));
      if (value && !first) first = value;
    }
  }
}

}  // namespace

bool read_config(Reader& reader, Draft& draft) {
  Files files(reader);
  files.take(0);
  if (files.complete() && files.roots().front().kind == Node::Kind::none)
    reader.error({}, "the config is empty");
  check_once(reader, files.roots());
  for (Node const& root : files.roots())
    if (Node const* const defaults = find_key(root, "defaults"))
      read_defaults(reader, *defaults, draft);
  for (Node const& root : files.roots())
    read_map<Draft>(reader, root, "the config", kTopKeys, draft);
  return files.complete();
}

}  // namespace wirewatch
