package source

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
)

// tracked returns the absolute paths, free of symbolic links, of the files that the git repository
// around dir knows, those of its submodules included.
func tracked(ctx context.Context, dir string) (map[string]bool, error) {
	top, err := git(ctx, dir, "rev-parse", "--show-toplevel")
	if err != nil {
		return nil, err
	}
	top = strings.TrimRight(top, "\r\n")
	list, err := git(ctx, top, "ls-files", "-z", "--recurse-submodules")
	if err != nil {
		return nil, err
	}
	known := map[string]bool{}
	for name := range strings.SplitSeq(list, "\x00") {
		known[filepath.Join(top, filepath.FromSlash(name))] = true
	}
	return known, nil
}

// git returns what git writes when it is run in dir.
func git(ctx context.Context, dir string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, "git", args...)
	cmd.Dir = dir
	cmd.Env = append(cmd.Environ(), "LC_ALL=C")
	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	out, err := cmd.Output()
	switch {
	case err == nil:
		return string(out), nil
	case ctx.Err() != nil:
		return "", ctx.Err()
	case errors.Is(err, exec.ErrNotFound):
		return "", errors.New("--tracked-only asks git which files it knows, but git is not installed; install it or leave the flag out")
	case strings.Contains(complaint.String(), "not a git repository"):
		return "", fmt.Errorf("--tracked-only asks git which files it knows, but %q is in no git repository; leave the flag out", dir)
	}
	said, _, _ := strings.Cut(strings.TrimSpace(complaint.String()), "\n")
	return "", fmt.Errorf("--tracked-only asks git which files it knows, but git refuses: %q", said)
}
