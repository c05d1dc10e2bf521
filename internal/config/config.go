// Package config reads .tenantlint.yaml. It contains what can be set and where each setting comes from; other packages
// apply the settings.
package config

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/rule"
	"github.com/tenantlint/tenantlint/internal/secret"
	"github.com/tenantlint/tenantlint/internal/source"
)

// Config contains the settings of a configuration; those that it does not set are empty.
type Config struct {
	// File is nil if there is no configuration.
	File *source.File
	// Abs is the absolute path of the file; it is empty if the text comes from an editor.
	Abs string
	// Include and Exclude are patterns relative to the root, as in source.FindOptions.
	Include, Exclude []string
	// Rules are the rules that are turned off or have another level.
	Rules rule.Selection
	// FailOn is a level or "never".
	FailOn string
	// Baseline is the absolute path of the baseline.
	Baseline  string
	Locations []policy.Location
	Residency []policy.Residency
	// Policies are the folders of custom policies, including those of the command line; Set contains their rules and
	// the built-in ones.
	Policies     []policy.Folder
	Set          *policy.Set
	Suppressions []*finding.Suppression

	settings []Setting
}

// maxSize is the maximum size of a configuration in bytes.
const maxSize = 1 << 20

// Load reads the configuration that the user named, relative to the working folder dir, or the one at the root above
// dir if explicit is empty. Without one it returns Default. extra are additional folders of policies. An invalid
// configuration is an *Error; invalid policies are an error of policy.Load.
func Load(dir, explicit string, extra ...policy.Folder) (*Config, error) {
	f, at, err := find(dir, explicit)
	if err != nil {
		return nil, err
	}
	if f == nil {
		return Default(extra...)
	}
	c, err := parseAt(f, at, extra...)
	if c != nil {
		c.Abs = at.abs
	}
	return c, err
}

// Policies returns the folders of policies that are named in the configuration that Load would read, without loading
// them. It ignores other errors in the configuration.
func Policies(dir, explicit string) ([]policy.Folder, error) {
	f, at, err := find(dir, explicit)
	if f == nil || err != nil {
		return nil, err
	}
	doc, _ := manifest.ParseTree(f, manifest.DefaultLimits())
	if doc == nil {
		return nil, nil
	}
	r := reader{config: &Config{File: f}, file: f, location: at}
	folders := r.policies(doc.Root)
	if len(r.problems) > 0 {
		return nil, newError(r.problems)
	}
	return folders, nil
}

// location describes where a configuration is.
type location struct {
	abs string // the file
	dir string // its folder, absolute
	// folder is the path of dir relative to the root; it is empty for the root itself, and outside the root.
	folder string
	// root is the repository of the configuration. It is empty for a configuration outside that the user named, which
	// may refer to files anywhere.
	root string
}

// find reads the configuration; the file is nil if there is none.
func find(dir, explicit string) (*source.File, location, error) {
	root := source.Root(dir)
	at := location{abs: filepath.Join(root, source.ConfigName)}
	if explicit != "" {
		if at.abs = explicit; !filepath.IsAbs(at.abs) {
			at.abs = filepath.Join(dir, explicit)
		}
	}
	display := cmp.Or(explicit, source.ConfigName)
	_, err := os.Stat(at.abs)
	switch {
	case errors.Is(err, fs.ErrNotExist) && isLink(at.abs):
		return nil, at, fmt.Errorf("configuration %q is a broken symbolic link; create its target, or remove it", display)
	case errors.Is(err, fs.ErrNotExist) && explicit == "":
		return nil, at, misnamedError(dir, root)
	case errors.Is(err, fs.ErrNotExist):
		return nil, at, fmt.Errorf("configuration %q does not exist; tenantlint init writes one", explicit)
	}
	if explicit == "" && escapesRoot(root, at.abs) {
		return nil, at, fmt.Errorf("configuration %q is a symbolic link out of the repository; name its target with --config", display)
	}
	path := display
	if rel, err := filepath.Rel(root, at.abs); err == nil && filepath.IsLocal(rel) {
		path, at.root = filepath.ToSlash(rel), root
		if i := strings.LastIndexByte(path, '/'); i > 0 {
			at.folder = path[:i]
		}
	}
	at.dir = filepath.Dir(at.abs)
	f, err := source.Read(filepath.ToSlash(path), at.abs, maxSize)
	if tooLarge, ok := errors.AsType[*source.TooLargeError](err); ok {
		return nil, at, fmt.Errorf("configuration %w; a configuration has no more", tooLarge)
	}
	if err != nil {
		return nil, at, fmt.Errorf("configuration: %w", err)
	}
	return f, at, nil
}

func isLink(path string) bool {
	info, err := os.Lstat(path)
	return err == nil && info.Mode()&fs.ModeSymlink != 0
}

// escapesRoot reports whether a path below root leads out of it through links.
func escapesRoot(root, path string) bool {
	resolvedRoot, err := filepath.EvalSymlinks(root)
	if err != nil {
		return false
	}
	resolved, err := filepath.EvalSymlinks(path)
	if err != nil {
		return false // a missing file is reported when it is read
	}
	rel, err := filepath.Rel(resolvedRoot, resolved)
	return err != nil || !filepath.IsLocal(rel)
}

// misnamedError returns an error if a file in dir, at the root or between them seems to be a configuration with the
// wrong name. A name without a leading dot may also be that of a manifest.
func misnamedError(dir, root string) error {
	for at := dir; ; at = filepath.Dir(at) {
		entries, err := os.ReadDir(at)
		if err != nil {
			return nil //nolint:nilerr // the search for manifests reports the folder
		}
		for _, entry := range entries {
			if name := entry.Name(); isMisnamed(name) && !entry.IsDir() && (name[0] == '.' || !containsManifest(filepath.Join(at, name))) {
				display := name
				if rel, err := filepath.Rel(dir, filepath.Join(at, name)); err == nil {
					display = filepath.ToSlash(rel)
				}
				return fmt.Errorf("%q is not read: the configuration is called %q; rename it", display, source.ConfigName)
			}
		}
		if at == root || at == filepath.Dir(at) {
			return nil
		}
	}
}

// isMisnamed reports whether a file name is a misspelling of the configuration's name.
func isMisnamed(name string) bool {
	base, ext, _ := strings.Cut(strings.TrimPrefix(strings.ToLower(name), "."), ".")
	switch base {
	case "tenantlint", "tenant-lint", "tenant_lint", "tenantlintrc":
	default:
		return false
	}
	switch ext {
	case "yaml", "yml", "json", "jsonc", "toml":
		return name != source.ConfigName
	case "":
		return name[0] == '.' || base == "tenantlintrc"
	}
	return false
}

// containsManifest reports whether a file is a manifest, or cannot be read.
func containsManifest(path string) bool {
	f, err := source.Read(path, path, maxSize)
	return err != nil || bytes.Contains(f.Data, []byte("tenantlint/v"))
}

// Default returns a configuration that sets nothing, with the policies of the given folders.
func Default(extra ...policy.Folder) (*Config, error) {
	c := &Config{}
	return c, c.loadPolicies(extra)
}

// loadPolicies loads the policies of folders, each of them once.
func (c *Config) loadPolicies(folders []policy.Folder) error {
	for _, f := range folders {
		if !slices.ContainsFunc(c.Policies, func(o policy.Folder) bool { return o.Abs == f.Abs }) {
			c.Policies = append(c.Policies, f)
		}
	}
	if len(c.Policies) == 0 {
		return nil
	}
	var err error
	c.Set, err = policy.Load(c.Policies...)
	return err
}

// Parse parses a configuration in the folder dir, whose path below the root is folder, or empty for the root itself.
// The patterns of the configuration are relative to dir. extra are additional folders of policies.
func Parse(f *source.File, dir, folder string, extra ...policy.Folder) (*Config, error) {
	root := filepath.Join(dir, strings.Repeat("../", len(strings.Split(folder, "/"))))
	if folder == "" {
		root = dir
	}
	return parseAt(f, location{dir: dir, folder: folder, root: root}, extra...)
}

func parseAt(f *source.File, at location, extra ...policy.Folder) (*Config, error) {
	f = secret.NewRedaction(f).File
	doc, problems := manifest.ParseTree(f, manifest.DefaultLimits())
	r := reader{config: &Config{File: f}, file: f, location: at, problems: problems}
	var root *manifest.Node
	if doc != nil {
		root = doc.Root
	}
	folders := r.policies(root)
	if len(r.problems) > len(problems) {
		return nil, newError(r.problems) // without the policies, every other mention of their rules would be an error
	}
	if err := r.config.loadPolicies(append(folders, extra...)); err != nil {
		return nil, err
	}
	if root != nil && root.Kind != manifest.Null {
		r.read(doc)
	}
	if len(r.problems) > 0 {
		return nil, newError(r.problems)
	}
	return r.config, nil
}
