//go:build linux || darwin || freebsd

package cli

import "syscall"

// freeBytes is what an ordinary user may still write on the disk of a folder.
func freeBytes(folder string) (uint64, error) {
	var s syscall.Statfs_t
	if err := syscall.Statfs(folder, &s); err != nil {
		return 0, err
	}
	return uint64(max(int64(s.Bavail), 0)) * uint64(s.Bsize), nil // FreeBSD counts below zero on a full disk
}
