//go:build unix && !linux

package pgtest

import "syscall"

// How a server is told to end.
const (
	inOrder = syscall.SIGINT
	atOnce  = syscall.SIGQUIT
)

// attributes are those of a program that runs as somebody. Nothing binds it to us here: a test
// binary that is killed leaves its server behind.
func attributes(as *account, _ bool) *syscall.SysProcAttr {
	if as == nil {
		return nil
	}
	return &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: as.uid, Gid: as.gid}}
}
