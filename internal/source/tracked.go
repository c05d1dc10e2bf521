package source

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/tenantlint/tenantlint/internal/git"
)

// trackedFiles returns the absolute paths, without symbolic links, of the files that the git repository around dir
// tracks, including those of its submodules.
func trackedFiles(ctx context.Context, dir, index string) (map[string]bool, error) {
	out, err := git.Output(ctx, dir, nil, "rev-parse", "--show-toplevel")
	if err != nil {
		return nil, newTrackedError(dir, err)
	}
	top := strings.TrimRight(string(out), "\r\n")
	if out, err = git.IndexOutput(ctx, top, index, "ls-files", "-z", "--recurse-submodules"); err != nil {
		return nil, newTrackedError(top, err)
	}
	files := map[string]bool{}
	for name := range strings.SplitSeq(string(out), "\x00") {
		files[filepath.Join(top, filepath.FromSlash(name))] = true
	}
	return files, nil
}

// newTrackedError returns the error for git failing to list the files of dir.
func newTrackedError(dir string, err error) error {
	const prefix = "--tracked-only asks git which files it knows, but "
	switch {
	case errors.Is(err, git.ErrMissing):
		return errors.New(prefix + "git is not installed; install it, or omit the flag")
	case errors.Is(err, git.ErrNoRepository):
		return fmt.Errorf("%s%q is not in a git repository; omit the flag", prefix, dir)
	}
	return fmt.Errorf("%s%w", prefix, err)
}
