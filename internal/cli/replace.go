package cli

import (
	"io"
	"os"
)

// replace replaces path with the complete file temp. An existing file keeps its owner, its group and its hard links: if
// a new file cannot have them, the existing one is overwritten in place, and temp is removed only after that.
func replace(temp, path string) error {
	existing, err := os.Stat(path)
	if err != nil || copyOwnership(temp, existing) {
		return os.Rename(temp, path)
	}
	if err := overwrite(temp, path); err != nil {
		return err
	}
	return os.Remove(temp)
}

// overwrite copies the content of a file over another that exists.
func overwrite(from, to string) (err error) {
	source, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { _ = source.Close() }() // it was only read
	target, err := os.OpenFile(to, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	defer func() {
		if closeErr := target.Close(); err == nil {
			err = closeErr
		}
	}()
	n, err := io.Copy(target, source)
	if err != nil {
		return err
	}
	return target.Truncate(n)
}
