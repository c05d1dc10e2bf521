package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"github.com/tenantlint/tenantlint/internal/config"
)

// init is the command that writes the starter files to the working folder. It writes none if one of them exists
// already.
func (s *session) init(*cli.Context) error {
	files := config.Starter()
	for _, f := range files {
		if _, err := os.Lstat(s.abs(filepath.FromSlash(f.Path))); !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("%q already exists; init does not overwrite files: move it away, or begin in another folder", f.Path)
		}
	}
	for _, f := range files {
		if err := s.create(f); err != nil {
			return fmt.Errorf("%q cannot be written: %w", f.Path, cause(err))
		}
	}
	return s.print(func(w io.Writer) error {
		for _, f := range files {
			if _, err := fmt.Fprintf(w, "wrote %s\n", f.Path); err != nil {
				return err
			}
		}
		_, err := fmt.Fprintf(w, "Next: describe your own tenant in %s, then run: tenantlint\n", files[len(files)-1].Path)
		return err
	})
}

// create writes a file that does not exist yet, and creates its folder.
func (s *session) create(f config.StarterFile) error {
	path := s.abs(filepath.FromSlash(f.Path))
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil { //nolint:gosec // reduced by the umask, as for any new folder
		return err
	}
	out, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666) //nolint:gosec // as above
	if err != nil {
		return err
	}
	return writeAndClose(out, func(w io.Writer) error {
		_, err := w.Write(f.Text)
		return err
	})
}
