package cli

import "runtime"

// heapReserve is memory that is asked for and never touched, so that the system gives none
// for it. The garbage collector takes it for a part of the heap and comes when the heap
// has grown by as much again: the heap of a school is so small that it would otherwise come
// a dozen times a second on a busy evening, for a sixth of all CPU time.
const heapReserve = 32 << 20

// holdReserve keeps the reserve until release is called.
func holdReserve() (release func()) {
	reserve := make([]byte, heapReserve)
	return func() { runtime.KeepAlive(&reserve[0]) }
}
