package cli

import (
	"io"
	"os"
)

// replace puts a complete file in the place of another. What is there keeps its owner, its group and its other names:
// where a new file could not have them, the old one is written over, and the complete one stays next to it until that
// is done.
func replace(complete, path string) error {
	existing, err := os.Stat(path)
	if err != nil || inherits(complete, existing) {
		return os.Rename(complete, path)
	}
	if err := overwrite(complete, path); err != nil {
		return err
	}
	return os.Remove(complete)
}

// overwrite writes the content of a file into another that exists.
func overwrite(from, to string) (err error) {
	source, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { _ = source.Close() }() // it was read only
	target, err := os.OpenFile(to, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	defer func() {
		if closing := target.Close(); err == nil {
			err = closing
		}
	}()
	n, err := io.Copy(target, source)
	if err != nil {
		return err
	}
	return target.Truncate(n)
}
