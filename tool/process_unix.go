//go:build unix

package tool

import (
	"os/exec"
	"syscall"
)

// ownGroup makes the command the head of a process group, all of which is killed
// when its context ends: soffice is a script that starts the real program.
func ownGroup(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
