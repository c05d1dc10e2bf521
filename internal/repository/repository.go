// Package repository finds out where in version control the files of a run are kept. It runs only git.
package repository

import (
	"context"
	"slices"
	"strings"
	"sync"

	"github.com/tenantlint/tenantlint/internal/git"
	"github.com/tenantlint/tenantlint/internal/result"
)

// Find describes the repository around dir, the folder to which the paths of the run are relative. It
// returns nil where there is none or git is not there to ask; what git cannot tell is empty. A report
// is whole without it, so nothing of this is an error.
func Find(ctx context.Context, dir string) *result.Repository {
	folder, ok := gitLine(ctx, dir, "rev-parse", "--show-prefix")
	if !ok {
		return nil
	}
	r := &result.Repository{Folder: strings.TrimSuffix(folder, "/")}
	var lookups sync.WaitGroup // a start of git takes longer than its answer
	lookups.Go(func() { r.Revision, _ = gitLine(ctx, dir, "rev-parse", "--verify", "--quiet", "HEAD^{commit}") })
	lookups.Go(func() { r.Branch, _ = gitLine(ctx, dir, "symbolic-ref", "--quiet", "--short", "HEAD") })
	lookups.Go(func() {
		remotes, _ := gitLine(ctx, dir, "config", "--null", "--get-regexp", `^remote\..*\.url$`)
		r.URL = address(chosen(remotes))
	})
	lookups.Wait()
	return r
}

// gitLine returns what git answers, without the line end.
func gitLine(ctx context.Context, dir string, args ...string) (answer string, ok bool) {
	out, err := git.Output(ctx, dir, nil, args...)
	return strings.TrimRight(string(out), "\r\n"), err == nil
}

// chosen returns the address of the remote called origin, else that of the first by name. The list is
// that of git config --null: a key, a line end, the value and a NUL.
func chosen(list string) string {
	var remotes [][2]string
	for entry := range strings.SplitSeq(list, "\x00") {
		key, url, ok := strings.Cut(entry, "\n")
		if !ok {
			continue
		}
		if key == "remote.origin.url" {
			return url
		}
		remotes = append(remotes, [2]string{key, url})
	}
	if len(remotes) == 0 {
		return ""
	}
	return slices.MinFunc(remotes, func(a, b [2]string) int { return strings.Compare(a[0], b[0]) })[1]
}
