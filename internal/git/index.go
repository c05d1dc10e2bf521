package git

import (
	"context"
	"os"
	"path/filepath"
	"strings"
)

// IndexVariable names the index of the commit that is being made to a hook.
const IndexVariable = "GIT_INDEX_FILE"

// OfIndex is Output for a question about the index of the repository whose work tree has its root at
// top. In a hook of that repository it is the index of the commit that is being made, the value of IndexVariable
// in the hook: "git commit PATH" has one of its own, without what else is staged.
func OfIndex(ctx context.Context, top, index string, args ...string) ([]byte, error) {
	if index == "" {
		return Output(ctx, top, nil, args...)
	}
	if !filepath.IsAbs(index) {
		index = filepath.Join(top, index)
	}
	folder, err := Output(ctx, top, nil, "rev-parse", "--absolute-git-dir")
	if err != nil {
		return nil, err
	}
	// A hook of another repository may have started the program.
	if !sameFolder(filepath.Dir(index), strings.TrimRight(string(folder), "\r\n")) {
		return Output(ctx, top, nil, args...)
	}
	return output(ctx, top, nil, []string{IndexVariable + "=" + index}, args)
}

func sameFolder(a, b string) bool {
	one, err := os.Stat(a)
	if err != nil {
		return false
	}
	two, err := os.Stat(b)
	return err == nil && os.SameFile(one, two)
}
