//go:build !unix

package pgtest

import (
	"os"
	"syscall"
)

// How a server is told to end: there is one way only.
var (
	inOrder = os.Kill
	atOnce  = os.Kill
)

// attributes are those of a program that runs as somebody: as ourselves, here.
func attributes(*account, bool) *syscall.SysProcAttr { return nil }
