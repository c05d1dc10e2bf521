package source

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/tenantlint/tenantlint/internal/suggest"
)

// newMissingError returns the error for an argument that does not exist at abs or cannot be read, with a suggestion if
// there is one.
func newMissingError(arg, abs string, err error) error {
	// only Unix shells expand patterns, and only if a file matches
	if strings.ContainsAny(arg, "*?") {
		return fmt.Errorf("no file is called %q; to check all the files of a folder, name the folder", arg)
	}
	if !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, syscall.ENOTDIR) {
		return newUnreadableError("path", arg, err)
	}
	if _, err := os.Lstat(abs); err == nil {
		return fmt.Errorf("%q is a broken symbolic link", arg)
	}
	if similar, ok := similarPath(arg, abs); ok {
		return fmt.Errorf("%q does not exist; did you mean %q?", arg, similar)
	}
	if strings.ContainsAny(arg, `./\`) {
		return fmt.Errorf("%q does not exist; name a file or folder that does", arg)
	}
	return fmt.Errorf("%q does not exist; name a file or folder that does, or one of the commands: tenantlint help", arg)
}

// similarPath returns an existing path that differs from arg in the spelling of a single name.
func similarPath(arg, abs string) (string, bool) {
	for part, rest := abs, ""; ; {
		parent, name := filepath.Dir(part), filepath.Base(part)
		if names, err := entryNames(parent); err == nil {
			similar, ok := suggest.Nearest(name, names)
			if !ok || similar == name {
				return "", false
			}
			if _, err := os.Lstat(filepath.Join(parent, similar, rest)); err != nil {
				return "", false
			}
			prefix, ok := strings.CutSuffix(filepath.Clean(arg), filepath.Join(name, rest))
			return filepath.ToSlash(prefix + filepath.Join(similar, rest)), ok
		}
		if parent == part {
			return "", false
		}
		part, rest = parent, filepath.Join(name, rest)
	}
}

// entryNames returns the names of the entries of a folder.
func entryNames(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	names := make([]string, len(entries))
	for i, entry := range entries {
		names[i] = entry.Name()
	}
	return names, nil
}
