#include "pipeline/feed/resolve_url.h"

#include <algorithm>

#include "base/text.h"

namespace wirewatch {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_scheme_char(char c) {
  return is_letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
}

std::size_t scheme_length(std::string_view text) {
  if (text.empty() || !is_letter(text[0])) return 0;
  auto const end = std::find_if_not(text.begin(), text.end(), is_scheme_char);
  return end != text.end() && *end == ':' ? static_cast<std::size_t>(end - text.begin()) : 0;
}

/// A base URL cut where references may join it.
struct Base {
  std::string_view scheme;     ///< "http:"
  std::string_view authority;  ///< "//host"
  std::string_view path;
  std::string_view query;  ///< with '?'
};

Base cut(std::string_view url) {
  Base base;
  url = url.substr(0, url.find('#'));
  if (auto const length = scheme_length(url); length > 0) {
    base.scheme = url.substr(0, length + 1);
    url.remove_prefix(length + 1);
  }
  if (url.starts_with("//")) {
    base.authority = url.substr(0, url.find_first_of("/?", 2));
    url.remove_prefix(base.authority.size());
  }
  base.path = url.substr(0, url.find('?'));
  base.query = url.substr(base.path.size());
  return base;
}

/// RFC 3986 5.2.4, for a path that begins with '/'.
std::string without_dots(std::string_view path) {
  std::string out;
  for (std::size_t at = 0; at < path.size();) {
    std::size_t const end = std::min(path.find('/', at + 1), path.size());
    auto const segment = path.substr(at, end - at);
    bool const last = end == path.size();
    if (segment == "/..") {
      out.resize(std::min(out.size(), out.rfind('/')));
      if (last) out += '/';
    } else if (segment == "/.") {
      if (last) out += '/';
    } else {
      out += segment;
    }
    at = end;
  }
  return out;
}

std::string join(Base const& base, std::string_view path, std::string_view rest) {
  std::string url{base.scheme};
  url += base.authority;
  url += path;
  url += rest;
  return url;
}

}  // namespace

bool has_scheme(std::string_view text) { return scheme_length(text) > 0; }

std::string resolve_url(std::string_view base_url, std::string_view reference) {
  reference = trim(reference);
  base_url = trim(base_url);
  if (base_url.empty() || has_scheme(reference)) return std::string(reference);
  Base const base = cut(base_url);
  if (base.authority.empty() && !base.path.starts_with('/')) return std::string(reference);
  if (reference.empty()) return join(base, base.path, base.query);
  if (reference.starts_with("//")) return std::string(base.scheme) + std::string(reference);
  if (reference[0] == '#')
    return join(base, base.path, std::string(base.query) + std::string(reference));
  if (reference[0] == '?') return join(base, base.path, reference);
  auto const path = reference.substr(0, reference.find_first_of("?#"));
  auto const rest = reference.substr(path.size());
  if (path[0] == '/') return join(base, without_dots(path), rest);
  auto const folder = base.path.substr(0, base.path.rfind('/') + 1);
  return join(base, without_dots((folder.empty() ? "/" : std::string(folder)) + std::string(path)),
              rest);
}

}  // namespace wirewatch
