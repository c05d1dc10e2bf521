package result

import (
	"path"
	"strings"

	"github.com/tenantlint/tenantlint/internal/source"
)

// Repository is the version control repository that contains the files of a run.
type Repository struct {
	// URL is the web address: http or https, without user information, query and fragment.
	URL string
	// Revision is the commit that is checked out, Branch the branch; each may be empty.
	Revision, Branch string
	// Folder is the folder, relative to the root of the repository, to which the paths of the run are relative. It is
	// empty if they are relative to the root.
	Folder string
}

// Path returns the path of a file relative to the root of the repository, as code hosts expect it. The path of a file
// outside of the run's root is returned unchanged.
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

// OnDrive reports whether a slash-separated path starts with a Windows drive. It requires the slash because a folder
// may be named "1:" on other systems, and a file "a:b.yaml".
func OnDrive(path string) bool {
	return len(path) > 2 && (path[0]|' ' >= 'a' && path[0]|' ' <= 'z') && path[1] == ':' && path[2] == '/'
}

// Pipeline identifies a run of Azure Pipelines by the values of its predefined variables.
type Pipeline struct {
	BuildID                      string // a number
	DefinitionID, DefinitionName string // a number and a name
	PhaseID, PhaseName           string // a GUID and a name
}
