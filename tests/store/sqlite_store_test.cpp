#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>

#include "store/sqlite.h"
#include "store/store.h"
#include "tests/store/store_values.h"
#include "tests/support/temp_dir.h"

namespace wirewatch {
namespace {

using namespace test;
using ::testing::AllOf;
using ::testing::HasSubstr;

std::string error_of(std::string const& directory) {
  auto const store = open_sqlite_store(directory);
  return store ? "opened" : store.error().what;
}

void run_sql(std::string const& path, std::string const& sql) {
  auto database = Database::open(path);
  ASSERT_TRUE(database);
  ASSERT_TRUE(database->execute(sql));
}

TEST(SqliteStoreTest, WhatWasCommittedIsThereAfterReopening) {
  TempDir directory;
  auto store = open_sqlite_store(directory / "a/b");
  ASSERT_TRUE(store) << store.error().what;
  ASSERT_TRUE((*store)->commit(poll("wire", {"a"})));
  store->reset();
  store = open_sqlite_store(directory / "a/b");
  ASSERT_TRUE(store) << store.error().what;
  EXPECT_EQ((*store)->pending_articles(10)->size(), 1u);
}

TEST(SqliteStoreTest, OthersMayNotReadTheDatabase) {
  TempDir directory;
  auto const store = open_sqlite_store(directory.path());
  ASSERT_TRUE(store);
  ASSERT_TRUE((*store)->commit(poll("wire", {"a"})));
  for (char const* name : {"wirewatch.db", "wirewatch.db-wal"}) {
    struct stat info {};
    ASSERT_EQ(::stat((directory / name).c_str(), &info), 0) << name;
    EXPECT_EQ(info.st_mode & 0777, 0600u) << name;
  }
}

TEST(SqliteStoreTest, IsReadBesideItsWriterAndNeverChanged) {
  TempDir directory;
  EXPECT_EQ(open_sqlite_store_for_reading(directory.path()).value(), nullptr);
  auto const writer = open_sqlite_store(directory.path());
  ASSERT_TRUE((*writer)->commit(poll("wire", {"a"})));
  auto const reader = open_sqlite_store_for_reading(directory.path());
  ASSERT_TRUE(reader) << reader.error().what;
  EXPECT_EQ((*reader)->feed_states()->size(), 1u);
  EXPECT_FALSE((*reader)->commit(poll("wire", {"b"})));
  ASSERT_TRUE((*writer)->commit(poll("cable", {"c"})));
  EXPECT_EQ((*reader)->feed_states()->size(), 2u);
}

TEST(SqliteStoreTest, AnOlderStoreIsBroughtUpToDateAndNotReadBefore) {
  TempDir directory;
  ASSERT_EQ(error_of(directory.path()), "opened");
  run_sql(directory / "wirewatch.db",
          "ALTER TABLE seen DROP COLUMN silent; PRAGMA user_version = 1");
  auto const early = open_sqlite_store_for_reading(directory.path());
  ASSERT_FALSE(early);
  EXPECT_THAT(early.error().what, HasSubstr("made by an older wirewatch"));
  auto const store = open_sqlite_store(directory.path());
  ASSERT_TRUE(store) << store.error().what;
  EXPECT_TRUE((*store)->commit(poll("wire", {"a"})));
  EXPECT_TRUE(open_sqlite_store_for_reading(directory.path()));
}

TEST(SqliteStoreTest, AStoreOfANewerVersionIsRefused) {
  TempDir directory;
  ASSERT_EQ(error_of(directory.path()), "opened");
  run_sql(directory / "wirewatch.db", "PRAGMA user_version = 99");
  EXPECT_THAT(error_of(directory.path()),
              AllOf(HasSubstr("wirewatch.db: the store was made by a newer wirewatch (version 99"),
                    HasSubstr("another state directory")));
}

TEST(SqliteStoreTest, TheDatabaseOfAnotherProgramIsRefused) {
  TempDir directory;
  run_sql(directory / "wirewatch.db", "CREATE TABLE theirs (x)");
  EXPECT_THAT(error_of(directory.path()), HasSubstr("belongs to another program"));
}

TEST(SqliteStoreTest, AFileThatIsNoDatabaseIsRefused) {
  TempDir directory;
  directory.write("wirewatch.db", std::string(5000, 'x'));
  EXPECT_THAT(error_of(directory.path()), HasSubstr("file is not a database"));
}

TEST(SqliteStoreTest, AStateDirectoryThatIsAFileIsOneClearLine) {
  TempDir directory;
  std::string const file = directory.write("state", "");
  EXPECT_THAT(error_of(file), AllOf(HasSubstr("the state directory " + file), HasSubstr("cannot")));
}

TEST(SqliteStoreTest, AnUnwritableDirectoryIsOneClearLine) {
  EXPECT_THAT(error_of("/proc/wirewatch"), HasSubstr("the state directory /proc/wirewatch"));
  TempDir directory;
  std::filesystem::create_directories(directory / "wirewatch.db");  // even root cannot write that
  EXPECT_THAT(error_of(directory.path()), HasSubstr("wirewatch.db cannot be written"));
}

TEST(SqliteStoreTest, AGroupThatFailsLeavesNothing) {
  TempDir directory;
  auto const store = open_sqlite_store(directory.path());
  ASSERT_TRUE(store);
  run_sql(directory / "wirewatch.db",
          "CREATE TRIGGER refuse BEFORE INSERT ON articles WHEN new.key = 'bad' "
          "BEGIN SELECT raise(ABORT, 'refused'); END");
  auto const done = (*store)->group({poll("one", {"good"}), poll("two", {"bad"})}, {});
  ASSERT_FALSE(done);
  EXPECT_THAT(done.error().what, HasSubstr("refused"));
  EXPECT_TRUE((*store)->feed_states()->empty());
  EXPECT_TRUE((*store)->pending_articles(10)->empty());
  EXPECT_TRUE((*store)->commit(poll("one", {"good"}))) << "the store goes on";
}

TEST(SqliteStoreTest, AReaderBesideTheWriterSeesWholeCommits) {
  TempDir directory;
  auto const writer = open_sqlite_store(directory.path());
  auto const reader = open_sqlite_store(directory.path());
  ASSERT_TRUE(writer && reader);
  ASSERT_TRUE((*writer)->commit(poll("wire", {"a", "b"})));
  EXPECT_EQ((*reader)->pending_articles(10)->size(), 2u);
}

TEST(SqliteStoreTest, AFullDiskIsAnErrorAndNothingHalfDone) {
  TempDir directory;
  auto const store = open_sqlite_store(directory.path());
  ASSERT_TRUE(store);
  PollCommit big = poll("wire", {"a"});
  big.articles[0].entry.content.assign(2'000'000, 'x');
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  rlimit const small{1'000'000, before.rlim_max};
  auto const old = ::signal(SIGXFSZ, SIG_IGN);
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  auto const done = (*store)->commit(big);
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
  ::signal(SIGXFSZ, old);
  EXPECT_FALSE(done);
  EXPECT_TRUE((*store)->feed_states()->empty());
  EXPECT_TRUE((*store)->commit(big)) << "there is room again";
}

}  // namespace
}  // namespace wirewatch
