package result

import (
	"path"
	"strings"

	"github.com/tenantlint/tenantlint/internal/source"
)

// Repository is where in version control the files of a run are kept.
type Repository struct {
	// URL is its address for a reader: http or https, without user information, query and fragment.
	URL string
	// Revision is the commit that is checked out, and Branch the branch; each may be empty.
	Revision, Branch string
	// Folder is the folder of the repository to which the paths of the run are relative, empty where
	// that is its root.
	Folder string
}

// Path returns the path of a file from the root of the repository, where code hosts look for it. A file that does not
// are below the root of the run keeps its path.
func (r *Repository) Path(file string) string {
	file = path.Clean(file)
	switch {
	case r == nil || r.Folder == "":
	case path.IsAbs(file) || file == ".." || strings.HasPrefix(file, "../") || file == source.StdinPath:
	case OnDrive(file):
	default:
		return path.Join(r.Folder, file)
	}
	return file
}

// OnDrive reports whether a path, slash-separated, begins with a drive of Windows. A folder may be called "1:"
// elsewhere, and a file "a:b.yaml".
func OnDrive(path string) bool {
	return len(path) > 2 && (path[0]|' ' >= 'a' && path[0]|' ' <= 'z') && path[1] == ':' && path[2] == '/'
}

// Pipeline identifies a run of Azure Pipelines by the values of its predefined variables.
type Pipeline struct {
	BuildID                      string // a number
	DefinitionID, DefinitionName string // a number and a name
	PhaseID, PhaseName           string // a GUID and a name
}
