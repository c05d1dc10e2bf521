package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/urfave/cli/v2"

	"github.com/tenantlint/tenantlint/internal/report"
	"github.com/tenantlint/tenantlint/internal/suggest"
)

// target is one report and its destination.
type target struct {
	format report.Format
	// name is the path as the user wrote it, path is the resolved one; both are empty for standard output.
	name, path string
}

// targets parses --format and --output. It reports all errors that can be detected before any work is done.
func (s *session) targets(ctx *cli.Context) ([]target, error) {
	var all []target
	for _, value := range flagValues(ctx, "output") {
		t, err := s.parseTarget(value)
		if err != nil {
			return nil, err
		}
		if i := slices.IndexFunc(all, func(o target) bool { return o.path == t.path }); i >= 0 {
			return nil, usagef("--output %q and --output %q go to the same file", value, all[i].format.Name+"="+all[i].name)
		}
		all = append(all, t)
	}
	stdout := slices.IndexFunc(all, func(o target) bool { return o.path == "" })
	if stdout >= 0 {
		if ctx.IsSet("format") {
			return nil, usagef("--format and --output %s=- both go to standard output; leave one out", all[stdout].format.Name)
		}
		return all, nil
	}
	format := formats()[0]
	if ctx.IsSet("format") {
		format, _ = lookupFormat(ctx.String("format"))
	}
	return append(all, target{format: format}), nil
}

// parseTarget parses one FORMAT=PATH.
func (s *session) parseTarget(value string) (target, error) {
	name, path, ok := strings.Cut(value, "=")
	if !ok || path == "" {
		return target{}, usagef("--output %q is not of the form FORMAT=PATH, as in sarif=tenantlint.sarif", value)
	}
	format, ok := lookupFormat(name)
	if !ok {
		near, ok := suggest.Nearest(name, formatNames())
		return target{}, usagef("--output %q: unknown format %q; want %s%s", value, name, strings.Join(formatNames(), ", "), didYouMean(near, ok))
	}
	if path == "-" {
		return target{format: format}, nil
	}
	full, err := s.resolveOutputPath(path)
	if err != nil {
		return target{}, fmt.Errorf("report %q cannot be written: %w", path, err)
	}
	return target{format: format, name: path, path: full}, nil
}

// resolveOutputPath returns the file to write for a path. If the path is a link, that is the file it leads to, and the
// link is kept. The error says why nothing can be written there.
func (s *session) resolveOutputPath(path string) (string, error) {
	full := s.abs(path)
	folder := filepath.Dir(full)
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return "", fmt.Errorf("there is no folder %q; create it first", filepath.ToSlash(filepath.Dir(path)))
	}
	link, err := os.Lstat(full)
	if err != nil || link.Mode()&fs.ModeSymlink == 0 {
		if resolved, err := filepath.EvalSymlinks(folder); err == nil {
			full = filepath.Join(resolved, filepath.Base(full))
		}
	} else if resolved, err := filepath.EvalSymlinks(full); err == nil {
		full = resolved
	}
	switch info, err := os.Stat(full); {
	case err == nil && info.IsDir():
		return "", errors.New("it is a folder; name a file in it")
	case errors.Is(err, fs.ErrNotExist) && link != nil:
		return "", errors.New("it is a broken symbolic link; remove it, or create its target")
	case err != nil && link != nil:
		return "", cause(err)
	}
	return full, nil
}

// saveTo writes a file that the user named; what describes it in messages, such as "baseline".
func (s *session) saveTo(ctx context.Context, what, name string, write func(io.Writer) error) error {
	path, err := s.resolveOutputPath(name)
	if err == nil {
		err = save(ctx, path, write)
	}
	if err != nil {
		return fmt.Errorf("%s %q cannot be written: %w", what, name, cause(err))
	}
	return nil
}

// deliver writes the report of each target with write: files first, so that they are complete when standard output
// ends. It leaves no partial file when ctx ends.
func (s *session) deliver(ctx context.Context, targets []target, write func(io.Writer, target) error) error {
	var errs []error
	for _, t := range targets {
		if t.path == "" {
			continue
		}
		if err := save(ctx, t.path, func(w io.Writer) error { return write(w, t) }); err != nil {
			errs = append(errs, fmt.Errorf("report %q cannot be written: %w", t.name, cause(err)))
		}
	}
	for _, t := range targets {
		if t.path == "" && ctx.Err() == nil {
			errs = append(errs, s.print(func(w io.Writer) error { return write(w, t) }))
		}
	}
	return errors.Join(append(errs, ctx.Err())...)
}

// save writes a temporary file next to path and renames it when it is complete. A path that is not a regular file,
// such as /dev/null, is written directly.
func save(ctx context.Context, path string, write func(io.Writer) error) error {
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		f, err := open(path, os.O_WRONLY)
		if err != nil {
			return err
		}
		return writeAndClose(f, write)
	}
	f, err := createTemp(path)
	if err != nil {
		return err
	}
	err = writeAndClose(f, write)
	if err == nil {
		err = ctx.Err()
	}
	if err == nil {
		err = replace(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name()) // only the first error matters
	}
	return err
}

// open opens an existing file for writing in place. A named pipe without a reader is an error, because waiting for one
// could take forever.
func open(path string, flag int) (*os.File, error) {
	f, err := os.OpenFile(path, flag|noWait, 0o666) //nolint:gosec // reduced by the umask, as for any new file
	if errors.Is(err, syscall.ENXIO) {
		if info, statErr := os.Stat(path); statErr == nil && info.Mode()&fs.ModeNamedPipe != 0 {
			return nil, errors.New("no process reads this named pipe; start its reader first")
		}
	}
	return f, err
}

// writeAndClose writes the content of f and closes it.
func writeAndClose(f *os.File, write func(io.Writer) error) error {
	b := bufio.NewWriterSize(f, writeSize)
	err := write(b)
	if err == nil {
		err = b.Flush()
	}
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	return err
}

// createTemp creates a file next to path, with the permissions that path has or would get.
func createTemp(path string) (*os.File, error) {
	mode := fs.FileMode(0o666) // reduced by the umask, as for any new file
	existing, err := os.Stat(path)
	if err == nil {
		mode = existing.Mode().Perm()
	}
	for i := 0; ; i++ {
		name := filepath.Join(filepath.Dir(path), fmt.Sprintf(".%s.%d-%d.tmp", filepath.Base(path), os.Getpid(), i))
		f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
		if err == nil && existing != nil {
			return f, f.Chmod(existing.Mode().Perm()) // the umask may have removed permissions
		}
		if !errors.Is(err, fs.ErrExist) || i == 100 {
			return f, err
		}
	}
}
