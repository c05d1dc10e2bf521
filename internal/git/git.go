// Package git asks the git program about a repository. It changes nothing in it and reads no
// configuration that would make git run other programs.
package git

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"slices"
	"strings"
)

// ErrMissing means that the git program is missing, ErrNoRepository that the folder is not in a repository.
var (
	ErrMissing      = errors.New("git is not installed")
	ErrNoRepository = errors.New("in no git repository")
)

// RefusedError is what git said when it did not do what it was requested.
type RefusedError struct{ Said string }

func (e *RefusedError) Error() string { return fmt.Sprintf("git refuses: %q", e.Said) }

// Output returns what git writes when it is run in dir, with stdin if that is not nil. The error is
// ErrMissing, ErrNoRepository, a *RefusedError or the context's.
func Output(ctx context.Context, dir string, stdin io.Reader, args ...string) ([]byte, error) {
	return output(ctx, dir, stdin, nil, args)
}

// output is Output with more variables in the environment of git.
func output(ctx context.Context, dir string, stdin io.Reader, more, args []string) ([]byte, error) {
	// Disable fsmonitor: a repository could otherwise make git run a program.
	cmd := exec.CommandContext(ctx, "git", append([]string{"-c", "core.fsmonitor=false"}, args...)...)
	cmd.Dir, cmd.Stdin = dir, stdin
	cmd.Env = append(slices.DeleteFunc(cmd.Environ(), ofHook), "LC_ALL=C", "GIT_TERMINAL_PROMPT=0", "GIT_NO_LAZY_FETCH=1")
	cmd.Env = append(cmd.Env, more...)
	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	out, err := cmd.Output()
	switch {
	case err == nil:
		return out, nil
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.Is(err, exec.ErrNotFound):
		return nil, ErrMissing
	case strings.Contains(complaint.String(), "not a git repository"):
		return nil, ErrNoRepository
	}
	said, _, _ := strings.Cut(strings.TrimSpace(complaint.String()), "\n")
	return nil, &RefusedError{Said: said}
}

// ofHook reports whether a variable is one that git sets for a hook: it binds git to the folder that the hook was
// started in, while dir decides here.
func ofHook(variable string) bool {
	name, _, _ := strings.Cut(variable, "=")
	return slices.Contains([]string{"GIT_COMMON_DIR", "GIT_DIR", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_WORK_TREE"}, name)
}
