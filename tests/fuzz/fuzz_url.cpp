// Any base and reference: a reference with a scheme stays itself, an absolute base gives something
// absolute, and a shown URL holds no control character.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/text.h"
#include "pipeline/feed/resolve_url.h"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  using namespace wirewatch;
  std::string_view const all(reinterpret_cast<char const*>(data), size);
  std::size_t const cut = std::min(all.find('\n'), all.size());
  auto const base = all.substr(0, cut);
  auto const reference = cut < all.size() ? all.substr(cut + 1) : std::string_view{};
  std::string const url = resolve_url(base, reference);
  if (has_scheme(trim(reference)) && url != trim(reference)) std::abort();
  if (trim(base).starts_with("http://a/") && !has_scheme(url)) std::abort();
  for (char const c : masked_url(url))
    if (static_cast<unsigned char>(c) < 0x20) std::abort();
  return 0;
}
