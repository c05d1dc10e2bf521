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
	ErrNoRepository = errors.New("not in a git repository")
)

// CommandError contains the first line of what a failed git command wrote to standard error.
type CommandError struct{ Message string }

func (e *CommandError) Error() string { return fmt.Sprintf("git failed: %q", e.Message) }

// Output runs git in dir and returns its standard output. Stdin may be nil. The error is ErrMissing, ErrNoRepository,
// a *CommandError or that of the context.
func Output(ctx context.Context, dir string, stdin io.Reader, args ...string) ([]byte, error) {
	return run(ctx, dir, stdin, nil, args)
}

// run is Output with additional environment variables.
func run(ctx context.Context, dir string, stdin io.Reader, extraEnv, args []string) ([]byte, error) {
	// Disable fsmonitor: a repository could otherwise make git run a program.
	cmd := exec.CommandContext(ctx, "git", append([]string{"-c", "core.fsmonitor=false"}, args...)...)
	cmd.Dir, cmd.Stdin = dir, stdin
	cmd.Env = append(slices.DeleteFunc(cmd.Environ(), isHookVariable), "LC_ALL=C", "GIT_TERMINAL_PROMPT=0", "GIT_NO_LAZY_FETCH=1")
	cmd.Env = append(cmd.Env, extraEnv...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	switch {
	case err == nil:
		return out, nil
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.Is(err, exec.ErrNotFound):
		return nil, ErrMissing
	case strings.Contains(stderr.String(), "not a git repository"):
		return nil, ErrNoRepository
	}
	firstLine, _, _ := strings.Cut(strings.TrimSpace(stderr.String()), "\n")
	return nil, &CommandError{Message: firstLine}
}

// isHookVariable reports whether git sets a variable for hooks. These variables bind git to the repository whose hook
// is running, but here dir selects the repository.
func isHookVariable(variable string) bool {
	name, _, _ := strings.Cut(variable, "=")
	return slices.Contains([]string{"GIT_COMMON_DIR", "GIT_DIR", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_WORK_TREE"}, name)
}
