// Package git queries a repository by running the git program. It changes nothing in the repository and disables
// the configuration that would make git run other programs.
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

// ErrMissing means that git is not installed, ErrNoRepository that the folder is not in a repository.
var (
	ErrMissing      = errors.New("git is not installed")
	ErrNoRepository = errors.New("in no git repository")
)

// RefusedError contains the first line of what a failed git command wrote to standard error.
type RefusedError struct{ Said string }

func (e *RefusedError) Error() string { return fmt.Sprintf("git refuses: %q", e.Said) }

// Output runs git in dir and returns its standard output. Stdin may be nil. The error is ErrMissing, ErrNoRepository,
// a *RefusedError or that of the context.
func Output(ctx context.Context, dir string, stdin io.Reader, args ...string) ([]byte, error) {
	return output(ctx, dir, stdin, nil, args)
}

// output is Output with additional environment variables.
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

// ofHook reports whether git sets a variable for hooks. These variables bind git to the repository whose hook is running,
// but here dir selects the repository.
func ofHook(variable string) bool {
	name, _, _ := strings.Cut(variable, "=")
	return slices.Contains([]string{"GIT_COMMON_DIR", "GIT_DIR", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_WORK_TREE"}, name)
}
