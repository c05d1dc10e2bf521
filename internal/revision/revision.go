// Package revision reads the files of a git revision without touching the work tree or the index.
package revision

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/tenantlint/tenantlint/internal/git"
	"github.com/tenantlint/tenantlint/internal/source"
)

// Entry is one file of a revision.
type Entry struct {
	// Path is slash-separated and relative to the root, as in reports.
	Path string
	size int64
	id   string
}

// Revision is a commit of the repository that contains a root folder.
type Revision struct {
	top, flag, name, commit string
	prefix                  string // path of the root in the repository: "" or with a trailing slash
	submodules              []string
}

// Open resolves a name, anything that git accepts as a commit, in the repository that contains root. Flag is the flag
// that the name was passed with. The error tells the user what to do.
func Open(ctx context.Context, root, flag, name string) (*Revision, error) {
	top, err := git.Output(ctx, root, nil, "rev-parse", "--show-toplevel")
	if err != nil {
		return nil, wrapError(flag, name, err)
	}
	prefix, err := git.Output(ctx, root, nil, "rev-parse", "--show-prefix")
	if err != nil {
		return nil, wrapError(flag, name, err)
	}
	commit, err := git.Output(ctx, root, nil, "rev-parse", "--verify", "--quiet", "--end-of-options", name+"^{commit}")
	if err != nil {
		if _, failed := errors.AsType[*git.CommandError](err); failed {
			if shallow(ctx, top) {
				return nil, fmt.Errorf(
					"%s %q is not in this clone, which is shallow; fetch the whole history: git fetch --unshallow, or fetch-depth: 0 in the checkout of a workflow (GIT_DEPTH: 0 in GitLab, fetchDepth: 0 in Azure Pipelines)",
					flag,
					name,
				)
			}
			return nil, fmt.Errorf("%s %q is not a revision of this repository; name a branch, a tag or a commit that was fetched", flag, name)
		}
		return nil, wrapError(flag, name, err)
	}
	return &Revision{top: trimNewline(top), flag: flag, name: name, commit: trimNewline(commit), prefix: trimNewline(prefix)}, nil
}

// shallow reports whether a repository is a shallow clone.
func shallow(ctx context.Context, top []byte) bool {
	out, err := git.Output(ctx, trimNewline(top), nil, "rev-parse", "--is-shallow-repository")
	return err == nil && trimNewline(out) == "true"
}

// Submodules returns the paths of the submodules below the root; Entries collects them.
func (r *Revision) Submodules() []string { return r.submodules }

func trimNewline(b []byte) string { return strings.TrimRight(string(b), "\r\n") }

func wrapError(flag, name string, err error) error {
	switch {
	case errors.Is(err, git.ErrMissing):
		return fmt.Errorf("%s %q needs git, which is not installed; install it, or omit the flag", flag, name)
	case errors.Is(err, git.ErrNoRepository):
		return fmt.Errorf("%s %q needs a git repository, but there is none here; omit the flag", flag, name)
	}
	return fmt.Errorf("%s %q: %w", flag, name, err)
}

// Entries returns the files below the root, sorted by path, without symbolic links.
func (r *Revision) Entries(ctx context.Context) ([]Entry, error) {
	out, err := git.Output(ctx, r.top, nil, "ls-tree", "-r", "-z", "--long", "--full-tree", r.commit)
	if err != nil {
		return nil, wrapError(r.flag, r.name, err)
	}
	var entries []Entry
	r.submodules = nil
	for record := range strings.SplitSeq(string(out), "\x00") {
		head, name, ok := strings.Cut(record, "\t")
		fields := strings.Fields(head)
		if !ok || len(fields) != 4 {
			continue
		}
		relative, inRoot := strings.CutPrefix(filepath.ToSlash(name), r.prefix)
		switch {
		case !inRoot:
			continue
		case fields[1] == "commit":
			r.submodules = append(r.submodules, relative)
			continue
		case fields[1] != "blob" || fields[0] == "120000":
			continue // a symbolic link
		}
		size, err := strconv.ParseInt(fields[3], 10, 64)
		if err != nil {
			return nil, fmt.Errorf("%s %q: git reports no size for %q", r.flag, r.name, relative)
		}
		entries = append(entries, Entry{Path: relative, size: size, id: fields[2]})
	}
	slices.SortFunc(entries, func(a, b Entry) int { return strings.Compare(a.Path, b.Path) })
	return entries, nil
}

// Read reads the files of entries. It skips files larger than limit bytes and returns their paths in tooLarge.
func (r *Revision) Read(ctx context.Context, entries []Entry, limit int64) (files []*source.File, tooLarge []string, err error) {
	var ids bytes.Buffer
	var requested []Entry
	for _, e := range entries {
		if e.size > limit {
			tooLarge = append(tooLarge, e.Path)
			continue
		}
		requested = append(requested, e)
		fmt.Fprintln(&ids, e.id)
	}
	out, err := git.Output(ctx, r.top, &ids, "cat-file", "--batch")
	if err != nil {
		return nil, nil, wrapError(r.flag, r.name, err)
	}
	in := bufio.NewReader(bytes.NewReader(out))
	for _, e := range requested {
		header, err := in.ReadString('\n')
		fields := strings.Fields(header)
		if err != nil || len(fields) != 3 || fields[1] != "blob" {
			return nil, nil, fmt.Errorf("%s %q: git does not have the content of %q; fetch the whole history", r.flag, r.name, e.Path)
		}
		data := make([]byte, e.size)
		if _, err := io.ReadFull(in, data); err != nil {
			return nil, nil, fmt.Errorf("%s %q: git returned only a part of %q", r.flag, r.name, e.Path)
		}
		if _, err := in.Discard(1); err != nil {
			return nil, nil, fmt.Errorf("%s %q: git returned truncated output", r.flag, r.name)
		}
		files = append(files, source.NewFile(e.Path, data))
	}
	return files, tooLarge, nil
}
