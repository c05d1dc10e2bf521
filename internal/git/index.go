package git

import (
	"context"
	"os"
	"path/filepath"
	"strings"
)

// IndexVariable is the environment variable that passes the index of the commit being made to a hook.
const IndexVariable = "GIT_INDEX_FILE"

// IndexOutput is Output for commands that read the index of the repository whose work tree is rooted at top. Index is
// the value of IndexVariable, or empty outside of hooks: "git commit PATH" commits from a temporary index that lacks
// the other staged changes.
func IndexOutput(ctx context.Context, top, index string, args ...string) ([]byte, error) {
	if index == "" {
		return Output(ctx, top, nil, args...)
	}
	if !filepath.IsAbs(index) {
		index = filepath.Join(top, index)
	}
	gitDir, err := Output(ctx, top, nil, "rev-parse", "--absolute-git-dir")
	if err != nil {
		return nil, err
	}
	// The hook may belong to another repository.
	if !sameFolder(filepath.Dir(index), strings.TrimRight(string(gitDir), "\r\n")) {
		return Output(ctx, top, nil, args...)
	}
	return run(ctx, top, nil, []string{IndexVariable + "=" + index}, args)
}

func sameFolder(a, b string) bool {
	aInfo, err := os.Stat(a)
	if err != nil {
		return false
	}
	bInfo, err := os.Stat(b)
	return err == nil && os.SameFile(aInfo, bInfo)
}
