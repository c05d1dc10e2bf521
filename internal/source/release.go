package source

import (
	"errors"
	"fmt"
	"hash/maphash"
)

// origin is where the content of a file can be read again, and what it must be.
type origin struct {
	path string
	size int // in bytes
	sum  uint64
}

// seed makes the sums by which content is known again within a run.
var seed = maphash.MakeSeed()

// Release lets go of the content of a file of the disk: of all files together it would be a large part of the memory of a
// run, and few are looked at again. Until Load, nobody may ask the file for anything but its path.
func (f *File) Release() {
	if f.origin == nil {
		return
	}
	f.origin.size, f.origin.sum = len(f.Data), maphash.Bytes(seed, f.Data)
	f.Data, f.released = nil, true
}

// Load reads what was let go again; of any other file it does nothing. An error says that the content is gone or another one
// meanwhile, so that no place in the file is where it was.
func (f *File) Load() error {
	if !f.released {
		return nil
	}
	again, err := Read(f.Path, f.origin.path, int64(f.origin.size))
	var longer *TooLargeError
	switch {
	case errors.As(err, &longer):
	case err != nil:
		return err
	case len(again.Data) == f.origin.size && maphash.Bytes(seed, again.Data) == f.origin.sum:
		f.Data, f.released = again.Data, false
		return nil
	}
	return fmt.Errorf("file %q was changed while it was checked: run again", f.Path)
}
