#pragma once

namespace wirewatch {

/// What the process says to its caller; from 64 on as in sysexits.h.
enum ExitCode : int {
  kExitOk = 0,
  kExitNo = 1,  ///< no match, a rule's test failed, a difference was found
  kExitUsage = 64,
  kExitData = 65,
  kExitNoInput = 66,
  kExitUnavailable = 69,
  kExitSoftware = 70,  ///< the daemon died of itself; start it again
  kExitIo = 74,
  kExitConfig = 78,
};

}  // namespace wirewatch
