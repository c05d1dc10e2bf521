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
	if !git.Around(dir) {
		return nil
	}
	var remotes string
	var pending sync.WaitGroup
	pending.Go(func() { remotes, _ = gitLine(ctx, dir, "config", "--null", "--get-regexp", `^remote\..*\.url$`) })
	r := head(ctx, dir)
	pending.Wait()
	if r != nil {
		r.URL = address(chosen(remotes))
	}
	return r
}

// head returns what git says of the folder and of what is checked out, nil where it is in no repository.
func head(ctx context.Context, dir string) *result.Repository {
	// One start of git for three answers: it takes far longer than they do.
	answer, ok := gitLine(ctx, dir, "rev-parse", "--show-prefix", "HEAD^{commit}", "--symbolic-full-name", "HEAD")
	if lines := strings.Split(answer, "\n"); ok && len(lines) >= 3 {
		n := len(lines) - 2 // the name of a folder may have line ends
		r := &result.Repository{Folder: strings.TrimSuffix(strings.Join(lines[:n], "\n"), "/"), Revision: lines[n]}
		if lines[n+1] != "HEAD" {
			r.Branch = strings.TrimPrefix(lines[n+1], "refs/heads/")
		}
		return r
	}
	folder, ok := gitLine(ctx, dir, "rev-parse", "--show-prefix")
	if !ok {
		return nil
	}
	branch, _ := gitLine(ctx, dir, "symbolic-ref", "--quiet", "--short", "HEAD") // the first commit is still to be made
	return &result.Repository{Folder: strings.TrimSuffix(folder, "/"), Branch: branch}
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
