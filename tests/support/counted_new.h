#pragma once

#include <cstddef>

namespace wirewatch {

/// False in builds with a sanitizer, which brings an operator new of its own: nothing is counted.
bool counts_new();
/// What `new` has given out and not got back, and the most that it ever was since
/// `count_from_here`. Linking counted_new.cpp replaces the program's operator new; for one thread.
std::size_t held_bytes();
std::size_t most_held_bytes();
void count_from_here();

}  // namespace wirewatch
