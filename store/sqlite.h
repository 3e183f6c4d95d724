#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace wirewatch {

/// Bytes that are no text: SQLite's BLOB.
struct Blob {
  std::string_view bytes;
};

/// An open SQLite database. Bound to one thread at a time.
class Database {
 public:
  /// Opens or creates the file, readable by its owner alone. The error names the file.
  static Result<Database> open(std::string const& path);
  /// Opens an existing file, never writes to it.
  static Result<Database> open_for_reading(std::string const& path);

  /// One or more statements without rows.
  Result<void> execute(std::string const& sql);
  /// The first column of the first row: a PRAGMA's value, a count.
  Result<std::string> value(std::string const& sql);

  /// Runs `work`, which gives a Result<void>, in one transaction: all of it is durable when this
  /// returns, or nothing.
  template <class Work>
  Result<void> transaction(Work work) {
    if (auto begun = execute("BEGIN IMMEDIATE"); !begun) return begun;
    Result<void> done = work();
    if (done) done = execute("COMMIT");
    if (!done) (void)execute("ROLLBACK");  // fails when SQLite has rolled back by itself
    return done;
  }

 private:
  static Result<Database> open_as(std::string const& path, int mode);
  friend class Statement;
  struct Close {
    void operator()(sqlite3* database) const;
  };
  explicit Database(sqlite3* handle) : handle_(handle) {}
  Error last_error() const;

  std::unique_ptr<sqlite3, Close> handle_;
};

/// The row a statement stands on; valid until the statement moves on. Columns count from 0.
class Row {
 public:
  explicit Row(sqlite3_stmt* statement) : statement_(statement) {}
  std::int64_t integer(int column) const;
  std::string text(int column) const;  ///< of a BLOB, its bytes; of NULL, ""
  bool is_null(int column) const;
  TimePoint time(int column) const { return TimePoint(std::chrono::milliseconds(integer(column))); }
  template <class Number>
  Number as(int column) const {
    return static_cast<Number>(integer(column));
  }

 private:
  sqlite3_stmt* statement_;
};

/// A prepared statement, compiled at its first use and kept. `database` outlives it.
class Statement {
 public:
  Statement(Database& database, char const* sql) : database_(database), sql_(sql) {}
  Statement(Statement const&) = delete;
  Statement& operator=(Statement const&) = delete;

  /// Calls `on_row(Row)` for each row. Values are bound to the parameters ?1, ?2, ... in order.
  template <class OnRow, class... Values>
  Result<void> each(OnRow on_row, Values const&... values) {
    if (auto prepared = prepare(); !prepared) return prepared;
    int parameter = 0;
    (bind(++parameter, values), ...);
    Result<bool> more = step();
    while (more && *more) {
      on_row(Row(handle_.get()));
      more = step();
    }
    reset();
    if (!more) return fail(std::move(more.error()));
    return {};
  }
  template <class... Values>
  Result<void> run(Values const&... values) {
    return each([](Row const&) {}, values...);
  }
  /// Rows that the last `run` of this database inserted, updated or deleted.
  int changes() const;

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  Result<void> prepare();
  Result<bool> step();
  void reset();
  void bind(int parameter, std::int64_t value);
  void bind(int parameter, int value) { bind(parameter, std::int64_t{value}); }
  void bind(int parameter, bool value) { bind(parameter, std::int64_t{value}); }
  void bind(int parameter, std::uint64_t value) {
    bind(parameter, static_cast<std::int64_t>(value));  // read back by the same conversion
  }
  void bind(int parameter, TimePoint value) {
    bind(parameter, std::int64_t{value.time_since_epoch().count()});
  }
  void bind(int parameter, std::string_view value);
  void bind(int parameter, std::string const& value) { bind(parameter, std::string_view(value)); }
  void bind(int parameter, Blob value);
  void bind(int parameter, void const* value) = delete;  // a char* would become a bool

  Database& database_;
  char const* sql_;
  std::unique_ptr<sqlite3_stmt, Finalize> handle_;
};

}  // namespace wirewatch
