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

// missing returns the error for a given path that does not exist at abs or cannot be read, with a suggestion if there
// is one.
func missing(given, abs string, err error) error {
	// only Unix shells expand patterns, and only if a file matches
	if strings.ContainsAny(given, "*?") {
		return fmt.Errorf("no file is called %q; to check all the files of a folder, name the folder", given)
	}
	if !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, syscall.ENOTDIR) {
		return unreadable("path", given, err)
	}
	if _, err := os.Lstat(abs); err == nil {
		return fmt.Errorf("%q is a symbolic link to nothing", given)
	}
	if near, ok := nearby(given, abs); ok {
		return fmt.Errorf("%q does not exist; did you mean %q?", given, near)
	}
	if strings.ContainsAny(given, `./\`) {
		return fmt.Errorf("%q does not exist; name a file or folder that does", given)
	}
	return fmt.Errorf("%q does not exist; name a file or folder that does, or one of the commands: tenantlint help", given)
}

// nearby returns an existing path that differs from the given one in the spelling of a single name.
func nearby(given, abs string) (string, bool) {
	for part, rest := abs, ""; ; {
		above, name := filepath.Dir(part), filepath.Base(part)
		if names, err := namesIn(above); err == nil {
			near, ok := suggest.Nearest(name, names)
			if !ok || near == name {
				return "", false
			}
			if _, err := os.Lstat(filepath.Join(above, near, rest)); err != nil {
				return "", false
			}
			before, ok := strings.CutSuffix(filepath.Clean(given), filepath.Join(name, rest))
			return filepath.ToSlash(before + filepath.Join(near, rest)), ok
		}
		if above == part {
			return "", false
		}
		part, rest = above, filepath.Join(name, rest)
	}
}

// namesIn returns the names of the entries of a folder.
func namesIn(dir string) ([]string, error) {
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
