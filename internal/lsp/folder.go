package lsp

import (
	"context"
	"path/filepath"
	"strings"

	"github.com/tenantlint/tenantlint/internal/source"
)

// folder is a workspace folder; its root is the root of a topology.
type folder struct {
	// dir is empty if no folder is open; then the topology consists of the open files.
	dir     string
	checker checker
	state   *state
}

// workspaceFolder is a workspace folder in the protocol.
type workspaceFolder struct {
	URI string `json:"uri"`
}

func (s *server) newFolder(dir string) *folder {
	return &folder{dir: dir, checker: checker{today: s.Today}, state: newState(outcome{}, nil)}
}

// root returns the root of the folder's topology.
func (f *folder) root() string {
	if f.dir == "" {
		return ""
	}
	return source.Root(f.dir)
}

// folderPath returns the path of a folder, if it is on this machine.
func folderPath(uri string) (dir string, ok bool) {
	dir, ok = uriToPath(uri, windows)
	if !ok || !filepath.IsAbs(dir) {
		return "", false
	}
	return filepath.Clean(dir), true
}

// setFolders sets the open folders. Folders that were open before keep their state. Of several folders with the same
// root only the first is kept, because they have the same topology.
func (s *server) setFolders(dirs []string) {
	before := s.folders
	s.folders = nil
	roots := map[string]bool{}
	for _, dir := range dirs {
		root := source.Root(dir)
		if roots[root] {
			continue
		}
		roots[root] = true
		f := s.newFolder(dir)
		for _, old := range before {
			if old.dir == dir {
				f = old
			}
		}
		s.folders = append(s.folders, f)
	}
	if len(s.folders) == 0 {
		s.folders = []*folder{s.newFolder("")}
	}
}

// didChangeFolders handles a change of the open folders.
func (s *server) didChangeFolders(p changeFoldersParams) {
	var dirs []string
	for _, f := range s.folders {
		isRemoved := f.dir == ""
		for _, removed := range p.Event.Removed {
			dir, ok := folderPath(removed.URI)
			isRemoved = isRemoved || ok && dir == f.dir
		}
		if !isRemoved {
			dirs = append(dirs, f.dir)
		}
	}
	for _, added := range p.Event.Added {
		if dir, ok := folderPath(added.URI); ok {
			dirs = append(dirs, dir)
		}
	}
	s.setFolders(dirs)
	s.registerWatchers()
	s.rescanAndCheck(0)
}

// folderFor returns the folder whose topology a file belongs to: the one with the innermost root that contains the
// file, or else the first.
func (s *server) folderFor(uri string) *folder {
	best, longest := s.folders[0], -1
	path, ok := uriToPath(uri, windows)
	if !ok {
		return best
	}
	for _, f := range s.folders {
		root := f.root()
		if rel, err := filepath.Rel(
			root,
			path,
		); root == "" || err != nil || rel == ".." ||
			strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
			continue
		}
		if len(root) > longest {
			best, longest = f, len(root)
		}
	}
	return best
}

// stateFor returns the state of the topology that a file belongs to.
func (s *server) stateFor(uri string) *state { return s.folderFor(uri).state }

// checkAll checks the folders one after another.
func checkAll(ctx context.Context, folders []*folder, j job) []outcome {
	all := make([]outcome, len(folders))
	for i, f := range folders {
		all[i] = f.checker.check(ctx, f.dir, j)
		all[i].folder = f
	}
	return all
}
