package source

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
)

// TooLargeError is the error for a file that exceeds the limit.
type TooLargeError struct {
	Path string
	// Size is the number of bytes, or 0 if it is unknown because the input is a stream.
	Size  int64
	Limit int64
	// Head is the beginning of the content, enough to recognize a manifest.
	Head []byte
}

// headBytes is the maximum length of TooLargeError.Head.
const headBytes = 64 << 10

// Error returns a message with the sizes in bytes.
func (e *TooLargeError) Error() string {
	if e.Size == 0 {
		return fmt.Sprintf("%q is larger than %d bytes", e.Path, e.Limit)
	}
	return fmt.Sprintf("%q holds %d bytes, more than %d", e.Path, e.Size, e.Limit)
}

// Read reads the regular file at abs, of at most limit bytes, into a File that reports show as path. It returns a
// *TooLargeError for a longer file, and an error that contains path for one that cannot be read. If the file grows or
// shrinks meanwhile, Read returns the bytes that it could read.
func Read(path, abs string, limit int64) (*File, error) {
	f, err := open(abs)
	if err != nil {
		return nil, newUnreadableError("file", path, err)
	}
	defer f.Close() //nolint:errcheck // nothing was written
	info, err := f.Stat()
	if err != nil {
		return nil, newUnreadableError("file", path, err)
	}
	if !info.Mode().IsRegular() {
		return nil, newIrregularError(path, info.Mode())
	}
	if info.Size() > limit {
		head := make([]byte, headBytes)
		n, err := io.ReadFull(f, head)
		if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
			return nil, newUnreadableError("file", path, err)
		}
		return nil, &TooLargeError{Path: path, Size: info.Size(), Limit: limit, Head: head[:n]}
	}
	file, err := read(f, path, info.Size(), limit)
	if err != nil {
		return nil, err
	}
	file.origin = &origin{path: abs}
	return file, nil
}

// maxScanned bounds how many bytes of a file Scan reads, blockBytes is the size of its buffer, and overlap is how many
// bytes of a block it passes again with the next one.
const maxScanned, blockBytes, overlap = 1 << 30, 1 << 20, 4 << 10

// Scan passes a file that is too large to be read to match, a block at a time, until match returns true.
func Scan(path, abs string, match func(block []byte) bool) (found bool, err error) {
	f, err := open(abs)
	if err != nil {
		return false, newUnreadableError("file", path, err)
	}
	defer f.Close() //nolint:errcheck // nothing was written
	block, carried := make([]byte, blockBytes), 0
	for total := 0; total < maxScanned; {
		n, err := io.ReadFull(f, block[carried:])
		if n > 0 && match(block[:carried+n]) {
			return true, nil
		}
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return false, nil
		}
		if err != nil {
			return false, newUnreadableError("file", path, err)
		}
		total += n
		carried = copy(block, block[len(block)-overlap:])
	}
	return false, nil
}

// ReadStream reads r to its end, as Read reads a file.
func ReadStream(r io.Reader, path string, limit int64) (*File, error) {
	return read(r, path, 0, limit)
}

// read expects about size bytes but accepts any number up to the limit.
func read(r io.Reader, path string, size, limit int64) (*File, error) {
	data := make([]byte, 0, max(size+1, 512))
	for {
		n, err := r.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		if int64(len(data)) > limit {
			return nil, &TooLargeError{Path: path, Limit: limit, Head: data[:min(len(data), headBytes)]}
		}
		if errors.Is(err, io.EOF) {
			return NewFile(path, data), nil
		}
		if err != nil {
			return nil, newUnreadableError("file", path, err)
		}
		if len(data) == cap(data) {
			data = append(data, 0)[:len(data)]
		}
	}
}

// newUnreadableError returns the error for a file or folder at path that cannot be read, with the reason and the
// remedy.
func newUnreadableError(what, path string, err error) error {
	switch {
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%s %q cannot be read: permission denied; make it readable, or leave it out with --exclude", what, path)
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s %q was deleted during the run; run again", what, path)
	}
	return fmt.Errorf("%s %q cannot be read: %w", what, path, cause(err))
}

// cause removes the operation and the path from an error, which our messages contain already.
func cause(err error) error {
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		return e.Err
	}
	return err
}

// newIrregularError returns the error for a path that is not a regular file.
func newIrregularError(path string, mode fs.FileMode) error {
	if mode.IsDir() {
		return fmt.Errorf("%q is a folder, not a file", path)
	}
	return fmt.Errorf("%q is %s, not a file; write what it holds to a file, and name that", path, modeName(mode))
}

// modeName describes the mode of what is not a regular file.
func modeName(mode fs.FileMode) string {
	switch {
	case mode&fs.ModeNamedPipe != 0:
		return "a named pipe"
	case mode&fs.ModeSocket != 0:
		return "a socket"
	case mode&fs.ModeDevice != 0:
		return "a device"
	}
	return "a special file"
}
