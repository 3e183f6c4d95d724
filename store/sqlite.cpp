#include "store/sqlite.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace wirewatch {
namespace {

// A reader beside the daemon, or a checkpoint, may hold a lock for a moment.
constexpr int kBusyMilliseconds = 5000;

/// SQLite would create the file as the umask says; its WAL follows the file's own permissions.
Result<void> create_private(std::string const& path) {
  int const file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0)
    return fail(Error::Kind::io, fmt::format("{} cannot be written: {}", path, strerror(errno)));
  ::close(file);
  return {};
}

}  // namespace

void Database::Close::operator()(sqlite3* database) const { sqlite3_close_v2(database); }

Result<Database> Database::open(std::string const& path) {
  if (auto created = create_private(path); !created) return fail(std::move(created.error()));
  return open_as(path, SQLITE_OPEN_READWRITE);
}

Result<Database> Database::open_for_reading(std::string const& path) {
  return open_as(path, SQLITE_OPEN_READONLY);
}

Result<Database> Database::open_as(std::string const& path, int mode) {
  sqlite3* handle = nullptr;
  int const code = sqlite3_open_v2(path.c_str(), &handle,
                                   mode | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  Database database(handle);  // a failed open leaves a handle as well
  if (code != SQLITE_OK)
    return fail(Error::Kind::io, fmt::format("{}: {}", path, sqlite3_errstr(code)));
  (void)sqlite3_busy_timeout(handle, kBusyMilliseconds);  // only fails on a closed handle
  return database;
}

Error Database::last_error() const {
  return Error{Error::Kind::io, fmt::format("store: {}", sqlite3_errmsg(handle_.get()))};
}

Result<void> Database::execute(std::string const& sql) {
  if (sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
    return fail(last_error());
  return {};
}

Result<std::string> Database::value(std::string const& sql) {
  std::string text;
  Statement statement(*this, sql.c_str());
  bool first = true;
  auto const take = [&](Row const& row) {
    if (first) text = row.text(0);
    first = false;
  };
  if (auto read = statement.each(take); !read) return fail(std::move(read.error()));
  return text;
}

std::int64_t Row::integer(int column) const { return sqlite3_column_int64(statement_, column); }

std::string Row::text(int column) const {
  auto const* bytes = static_cast<char const*>(sqlite3_column_blob(statement_, column));
  auto const size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
  return bytes ? std::string(bytes, size) : std::string();
}

bool Row::is_null(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

void Statement::Finalize::operator()(sqlite3_stmt* statement) const {
  (void)sqlite3_finalize(statement);  // repeats the error that `step` has reported
}

Result<void> Statement::prepare() {
  if (handle_) return {};
  sqlite3_stmt* handle = nullptr;
  int const code = sqlite3_prepare_v3(database_.handle_.get(), sql_, -1, SQLITE_PREPARE_PERSISTENT,
                                      &handle, nullptr);
  if (code != SQLITE_OK) return fail(database_.last_error());
  handle_.reset(handle);
  return {};
}

Result<bool> Statement::step() {
  int const code = sqlite3_step(handle_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return fail(database_.last_error());
}

void Statement::reset() { (void)sqlite3_reset(handle_.get()); }  // repeats the error of `step`

int Statement::changes() const { return sqlite3_changes(database_.handle_.get()); }

// Binding fails only for a parameter that the statement does not have, or for want of memory.
void Statement::bind(int parameter, std::int64_t value) {
  (void)sqlite3_bind_int64(handle_.get(), parameter, value);
}

void Statement::bind(int parameter, std::string_view value) {
  // Without a pointer SQLite would bind NULL.
  (void)sqlite3_bind_text64(handle_.get(), parameter, value.data() ? value.data() : "",
                            value.size(), SQLITE_STATIC, SQLITE_UTF8);
}

void Statement::bind(int parameter, Blob value) {
  (void)sqlite3_bind_blob64(handle_.get(), parameter, value.bytes.data() ? value.bytes.data() : "",
                            value.bytes.size(), SQLITE_STATIC);
}

}  // namespace wirewatch
