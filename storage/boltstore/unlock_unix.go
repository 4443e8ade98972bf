//go:build unix

package boltstore

import (
	"os"
	"syscall"
)

// unlock ends the lock of a file that is to be closed: a memory map that was left behind
// would go on holding it.
func unlock(f *os.File) { _ = syscall.Flock(int(f.Fd()), syscall.LOCK_UN) } // closing ends it, where it can
