#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"

namespace wirewatch {

/// The files that FILE... names: a directory stands for the regular files in it (sorted, not
/// deeper), "-" for standard input. Error::io for a path that is not there.
Result<std::vector<std::string>> expand_files(std::vector<std::string> const& arguments);

/// All bytes of a file or of standard input ("-"); ".gz" is not unpacked. Error::limit over
/// `max_bytes`.
Result<std::string> read_file(std::string const& path, std::size_t max_bytes = 200'000'000);

/// Runs `work` over the files on all cores and hands each result to standard output in the order of
/// the files, with a progress line on standard error where that is a terminal. `work` gets path and
/// bytes and returns what is printed (with line ends), or why there is nothing. Returns an exit
/// code: kExitOk, or that of the worst file.
int process_files(std::vector<std::string> const& arguments,
                  std::function<Result<std::string>(std::string const& path,
                                                    std::string const& bytes)> const& work);

/// "wirewatch: MESSAGE" on standard error, made safe for a terminal.
void complain(std::string_view message);

}  // namespace wirewatch
