#include "pipeline/watch/regex.h"

#include <re2/re2.h>

#include <algorithm>

namespace wirewatch {
namespace {

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

RE2::Options options() {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(8 << 20);
  return options;
}

}  // namespace

Regex::Regex(std::string_view pattern) : regex_(std::make_unique<RE2>(piece(pattern), options())) {}
Regex::~Regex() = default;
Regex::Regex(Regex&&) noexcept = default;
Regex& Regex::operator=(Regex&&) noexcept = default;

std::string Regex::error() const { return regex_->ok() ? std::string() : regex_->error(); }

bool Regex::occurs(std::string_view text) const {
  return regex_->ok() && RE2::PartialMatch(piece(text), *regex_);
}

std::vector<Span> Regex::spans(std::string_view text, std::size_t most) const {
  std::vector<Span> spans;
  if (!regex_->ok()) return spans;
  std::size_t at = 0;
  re2::StringPiece found;
  while (spans.size() < most && at <= text.size() &&
         regex_->Match(piece(text), at, text.size(), RE2::UNANCHORED, &found, 1)) {
    auto const begin = static_cast<std::size_t>(found.data() - text.data());
    spans.push_back(
        {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + found.size())});
    at = begin + std::max<std::size_t>(found.size(), 1);
  }
  return spans;
}

}  // namespace wirewatch
