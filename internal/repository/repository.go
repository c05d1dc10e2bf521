// Package repository finds the git repository, commit and branch that the files of a run belong to. It runs no program but git.
package repository

import (
	"context"
	"slices"
	"strings"
	"sync"

	"github.com/tenantlint/tenantlint/internal/git"
	"github.com/tenantlint/tenantlint/internal/result"
)

// Find describes the repository that contains dir, the folder that the paths of the run are relative to. It returns nil
// if there is none or git is not installed; fields that git cannot determine are empty. Reports are complete without a
// repository, so failures are not errors.
func Find(ctx context.Context, dir string) *result.Repository {
	if !git.MaybeInRepository(dir) {
		return nil
	}
	var remotes string
	var wg sync.WaitGroup
	wg.Go(func() { remotes, _ = gitLine(ctx, dir, "config", "--null", "--get-regexp", `^remote\..*\.url$`) })
	r := readHead(ctx, dir)
	wg.Wait()
	if r != nil {
		r.URL = webURL(preferredRemote(remotes))
	}
	return r
}

// readHead returns the folder, revision and branch of a work tree, or nil if dir is not in a repository.
func readHead(ctx context.Context, dir string) *result.Repository {
	// Run git once for all three values: starting it takes far longer than computing them.
	answer, ok := gitLine(ctx, dir, "rev-parse", "--show-prefix", "HEAD^{commit}", "--symbolic-full-name", "HEAD")
	if lines := strings.Split(answer, "\n"); ok && len(lines) >= 3 {
		n := len(lines) - 2 // the name of a folder may contain line breaks
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
	branch, _ := gitLine(ctx, dir, "symbolic-ref", "--quiet", "--short", "HEAD") // there is no commit yet
	return &result.Repository{Folder: strings.TrimSuffix(folder, "/"), Branch: branch}
}

// gitLine returns the output of git without the trailing line break.
func gitLine(ctx context.Context, dir string, args ...string) (answer string, ok bool) {
	out, err := git.Output(ctx, dir, nil, args...)
	return strings.TrimRight(string(out), "\r\n"), err == nil
}

// preferredRemote returns the URL of the remote "origin", or else of the first remote by name. The list has the format
// of git config --null: a key, a line feed, the value and a NUL for each remote.
func preferredRemote(list string) string {
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
