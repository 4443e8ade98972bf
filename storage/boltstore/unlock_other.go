//go:build !unix

package boltstore

import "os"

// unlock does nothing: closing the file ends its lock.
func unlock(*os.File) {}
