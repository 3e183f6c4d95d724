#pragma once

#include "base/result.h"
#include "net/http.h"

namespace wirewatch {

/// Whether the answer sends the client elsewhere.
bool is_redirect(Response const& response);

/// The request that a redirect asks for. Where it leads to another origin (scheme, host, port) only
/// the headers go along that hold no secret: all others were meant for the first one. From http to
/// https at the same host is no other origin.
Result<Request> redirected(Request request, Response const& response);

}  // namespace wirewatch
