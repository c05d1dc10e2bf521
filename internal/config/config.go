// Package config reads .tenantlint.yaml. It knows what can be set and where each setting comes from,
// not what is done with it.
package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/policy"
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
	// Policies are folders, absolute.
	Policies     []string
	Suppressions []*finding.Suppression

	settings []Setting
}

// longest is the number of bytes that a configuration may have.
const longest = 1 << 20

// Load reads the configuration named by the user, relative to the working folder dir, or where none is
// named that of the root above dir, if there is one. An unusable one is an *Error.
func Load(dir, named string) (*Config, error) {
	root := source.Root(dir)
	abs := filepath.Join(root, source.ConfigName)
	if named != "" {
		if abs = named; !filepath.IsAbs(abs) {
			abs = filepath.Join(dir, named)
		}
	}
	_, err := os.Stat(abs)
	switch {
	case errors.Is(err, fs.ErrNotExist) && named == "":
		return Default(), nil
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("configuration %q does not exist; tenantlint init writes one", named)
	}
	path, folder := named, "" // of the configuration, and of its folder relative to the root
	if rel, err := filepath.Rel(root, abs); err == nil && filepath.IsLocal(rel) {
		path = filepath.ToSlash(rel)
		if at := strings.LastIndexByte(path, '/'); at > 0 {
			folder = path[:at]
		}
	}
	f, err := source.Read(filepath.ToSlash(path), abs, longest)
	if tooLarge, ok := errors.AsType[*source.TooLargeError](err); ok {
		return nil, fmt.Errorf("configuration %w; a configuration has no more", tooLarge)
	}
	if err != nil {
		return nil, fmt.Errorf("configuration: %w", err)
	}
	return Parse(f, filepath.Dir(abs), folder)
}

// Default returns the configuration that sets nothing.
func Default() *Config { return &Config{} }

// Parse reads a configuration that lies in the folder dir. Its patterns are relative to that folder,
// which has the path folder below the root, empty for the root itself or where it lies elsewhere.
func Parse(f *source.File, dir, folder string) (*Config, error) {
	doc, problems := manifest.ParseTree(f, manifest.DefaultLimits())
	r := reader{config: &Config{File: f}, file: f, dir: dir, folder: folder, problems: problems}
	if doc != nil && doc.Root.Kind != manifest.Null {
		r.read(doc)
	}
	if len(r.problems) > 0 {
		return nil, newError(r.problems)
	}
	return r.config, nil
}
