package cli

import (
	"errors"
	"os"

	"thuky/bot"
)

const (
	// lowDisk is how much room a disk should have, whatever the store.
	lowDisk = 300 << 20
	// roomForCopies is how many times the store should fit in what is free: what grows while a
	// copy is made, and the copy.
	roomForCopies = 3
)

// diskOf looks at the disk of a store, or of where it will be.
func diskOf(store string) (bot.Disk, error) {
	free, err := freeBytes(existingParent(store))
	if errors.Is(err, errors.ErrUnsupported) {
		return bot.Disk{}, nil
	}
	if err != nil {
		return bot.Disk{}, err
	}
	var size uint64
	if info, err := os.Stat(store); err == nil {
		size = uint64(info.Size())
	}
	return bot.Disk{Free: free, Low: free < max(lowDisk, roomForCopies*size)}, nil
}
