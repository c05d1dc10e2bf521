// Package config reads .tenantlint.yaml. It knows what can be set and where each setting comes from,
// not what is done with it.
package config

import (
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
	"github.com/tenantlint/tenantlint/internal/secret"
	"github.com/tenantlint/tenantlint/internal/source"
)

// Config is what a configuration sets; what it leaves out is empty.
type Config struct {
	// File is nil where there is no configuration.
	File *source.File
	// Include and Exclude are patterns relative to the root, as source.FindOptions has them.
	Include, Exclude []string
	// Rules are the rules that are switched off or have another level.
	Rules policy.Selection
	// FailOn is a level or "never".
	FailOn string
	// Baseline is the path of the baseline, absolute.
	Baseline  string
	Locations []policy.Location
	Residency []policy.Residency
	// Policies are the folders of policies that the user wrote, those that were given besides among them;
	// Set is the rules that there are with them.
	Policies     []policy.Folder
	Set          *policy.Set
	Suppressions []*finding.Suppression

	settings []Setting
}

// longest is the number of bytes that a configuration may have.
const longest = 1 << 20

// Load reads the configuration named by the user, relative to the working folder dir, or where none is
// named that of the root above dir, if there is one. Given are folders of policies besides those that it
// names. An unusable configuration is an *Error, unusable policies are the error of policy.Load.
func Load(dir, named string, given ...policy.Folder) (*Config, error) {
	f, own, folder, err := find(dir, named)
	if err != nil {
		return nil, err
	}
	if f == nil {
		return Default(given...)
	}
	return Parse(f, own, folder, given...)
}

// Policies returns the folders of policies that the configuration names which Load would read, whatever
// they hold. What else is wrong with it does not matter.
func Policies(dir, named string) ([]policy.Folder, error) {
	f, own, folder, err := find(dir, named)
	if f == nil || err != nil {
		return nil, err
	}
	doc, _ := manifest.ParseTree(f, manifest.DefaultLimits())
	if doc == nil {
		return nil, nil
	}
	r := reader{config: &Config{File: f}, file: f, dir: own, folder: folder}
	return r.policies(doc.Root), nil
}

// find reads the configuration; there is none where f is nil. It lies in the folder own, which has the
// path folder below the root.
func find(dir, named string) (f *source.File, own, folder string, err error) {
	root := source.Root(dir)
	abs := filepath.Join(root, source.ConfigName)
	if named != "" {
		if abs = named; !filepath.IsAbs(abs) {
			abs = filepath.Join(dir, named)
		}
	}
	_, err = os.Stat(abs)
	switch {
	case errors.Is(err, fs.ErrNotExist) && named == "":
		return nil, "", "", nil
	case errors.Is(err, fs.ErrNotExist):
		return nil, "", "", fmt.Errorf("configuration %q does not exist; tenantlint init writes one", named)
	}
	path := named
	if rel, err := filepath.Rel(root, abs); err == nil && filepath.IsLocal(rel) {
		path = filepath.ToSlash(rel)
		if at := strings.LastIndexByte(path, '/'); at > 0 {
			folder = path[:at]
		}
	}
	f, err = source.Read(filepath.ToSlash(path), abs, longest)
	if tooLarge, ok := errors.AsType[*source.TooLargeError](err); ok {
		return nil, "", "", fmt.Errorf("configuration %w; a configuration has no more", tooLarge)
	}
	if err != nil {
		return nil, "", "", fmt.Errorf("configuration: %w", err)
	}
	return f, filepath.Dir(abs), folder, nil
}

// Default returns the configuration that sets nothing, with the policies of folders.
func Default(given ...policy.Folder) (*Config, error) {
	c := &Config{}
	return c, c.load(given)
}

// load reads the policies of folders, each once.
func (c *Config) load(folders []policy.Folder) error {
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

// Parse reads a configuration that lies in the folder dir. Its patterns are relative to that folder,
// which has the path folder below the root, empty for the root itself or where it lies elsewhere. Given
// are folders of policies besides.
func Parse(f *source.File, dir, folder string, given ...policy.Folder) (*Config, error) {
	f = secret.NewCover(f).File
	doc, problems := manifest.ParseTree(f, manifest.DefaultLimits())
	r := reader{config: &Config{File: f}, file: f, dir: dir, folder: folder, problems: problems}
	var root *manifest.Node
	if doc != nil {
		root = doc.Root
	}
	if err := r.config.load(append(r.policies(root), given...)); err != nil {
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
