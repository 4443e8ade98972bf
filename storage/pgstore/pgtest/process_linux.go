package pgtest

import "syscall"

// How a server is told to end.
const (
	inOrder = syscall.SIGINT
	atOnce  = syscall.SIGQUIT
)

// attributes are those of a program that runs as somebody. One that is bound goes with us,
// whatever becomes of us.
func attributes(as *account, bound bool) *syscall.SysProcAttr {
	a := &syscall.SysProcAttr{}
	if as != nil {
		a.Credential = &syscall.Credential{Uid: as.uid, Gid: as.gid}
	}
	if bound {
		a.Pdeathsig = atOnce
	}
	return a
}
