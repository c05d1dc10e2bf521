package source

import (
	"errors"
	"fmt"
	"hash/maphash"
)

// origin is where the content of a file can be read again, and what it must match.
type origin struct {
	path string
	size int // in bytes
	sum  uint64
}

// seed is the seed of the checksums that identify content within a run.
var seed = maphash.MakeSeed()

// Release drops the content of a file on disk: that of all files together would be a large part of the memory of a run,
// and few files are needed again. Until Load is called, only Path may be used.
func (f *File) Release() {
	if f.origin == nil {
		return
	}
	f.origin.size, f.origin.sum = len(f.Data), maphash.Bytes(seed, f.Data)
	f.Data, f.released = nil, true
}

// Load restores the content that Release dropped; otherwise, it does nothing. It returns an error if the file was
// deleted or changed in the meantime, because locations in it would be wrong.
func (f *File) Load() error {
	if !f.released {
		return nil
	}
	current, err := Read(f.Path, f.origin.path, int64(f.origin.size))
	var tooLarge *TooLargeError
	switch {
	case errors.As(err, &tooLarge):
	case err != nil:
		return err
	case len(current.Data) == f.origin.size && maphash.Bytes(seed, current.Data) == f.origin.sum:
		f.Data, f.released = current.Data, false
		return nil
	}
	return fmt.Errorf("file %q was changed while it was checked: run again", f.Path)
}
