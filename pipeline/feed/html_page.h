#pragma once

#include <string>
#include <string_view>

#include "pipeline/feed/feed.h"

namespace wirewatch {

/// Whether the document's first tag is one of HTML's own (`<!doctype html>`, `<html>`, `<head>`,
/// `<body>`).
bool is_html_page(std::string_view head);

/// A document that is no feed: `discovered` holds the feeds it announces by `<link rel=alternate>`,
/// `problem` says what it is instead, `challenge` is set for a bot check.
ParsedFeed read_page_without_feed(std::string_view html, std::string const& base_url);

}  // namespace wirewatch
