package lsp

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"path/filepath"

	"github.com/tenantlint/tenantlint/internal/config"
	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/lint"
	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/rule"
	"github.com/tenantlint/tenantlint/internal/source"
)

// job is the input of a check: the state of the editor at one moment.
type job struct {
	// open is the content of the open files, by absolute path.
	open map[string][]byte
	// versions are the versions of the open files, by absolute path.
	versions map[string]int
	// generation is the number of changes up to that moment.
	generation int
	// sameDisk is true if only open files have changed since the previous check.
	sameDisk bool
}

// outcome is the result of checking one folder.
type outcome struct {
	job

	folder *folder
	// root is the folder to which the paths of the result are relative.
	root string
	// result is nil if there is an error, or if there has not been a valid configuration yet. It contains open files
	// that do not parse as they were when they last did.
	result *lint.Result
	// unparsed are the findings of the open files that do not parse, by absolute path.
	unparsed map[string][]finding.Finding
	// settings is the effective configuration, or nil if there is none; rules are the built-in and the custom rules,
	// and locations the tokens of all known locations.
	settings  *source.File
	rules     rule.Catalog
	locations []string
	// config are the problems of the current configuration; the last valid one remains in effect.
	config []problem.Problem
	err    error
}

// checker runs one check after another, and keeps what the next one reuses.
type checker struct {
	today  func() string
	memory lint.Memory
	// options, settings and baseline come from the configuration; configured is its text.
	options    lint.Options
	configured []byte
	settings   *source.File
	baseline   string
	root       string
	// parsed is the content of the open files when they last parsed, by absolute path.
	parsed map[string][]byte
}

func (c *checker) check(ctx context.Context, dir string, j job) outcome {
	out := outcome{job: j}
	if dir != "" {
		out.root = source.Root(dir)
	}
	err := c.configure(out.root, j.open)
	if configErr, ok := errors.AsType[*config.Error](err); ok {
		out.config, err = configErr.Problems, nil
	}
	if err != nil || c.options.Engine == nil {
		out.err = err
		return out
	}
	out.settings, out.rules, out.locations = c.settings, c.options.Set.Rules(), c.locations()
	o := c.options
	o.Find.Dir, o.Find.Overlay = dir, j.open
	o.Memory = &c.memory
	o.Today = c.today()
	o.AllowEmpty = true
	o.Partial = dir == ""
	if c.baseline != "" {
		if o.Baseline, out.err = finding.LoadBaseline(filepath.ToSlash(c.baseline), c.baseline); out.err != nil {
			return out
		}
	}
	o.SameDisk = j.sameDisk
	// While the user is writing a line, the findings in other files stay as they are.
	o.LastGood = c.parsed
	if out.result, out.err = lint.Run(ctx, o); out.err != nil {
		return out
	}
	out.unparsed = unparsed(out.result, j.open)
	parsed := map[string][]byte{}
	for path, text := range j.open {
		if _, ok := out.result.Unparsed[path]; ok {
			parsed[path] = c.parsed[path]
		} else if out.unparsed[path] == nil {
			parsed[path] = text
		}
	}
	c.parsed = parsed
	maps.Copy(out.unparsed, out.result.Unparsed)
	return out
}

// unparsed returns the parse errors of the open files, by absolute path.
func unparsed(result *lint.Result, open map[string][]byte) map[string][]finding.Finding {
	absPaths := map[string]string{}
	for _, in := range result.Files {
		if _, ok := open[in.Abs]; ok {
			absPaths[in.Path] = in.Abs
		}
	}
	found := map[string][]finding.Finding{}
	for i := range result.Run.Findings {
		f := &result.Run.Findings[i]
		path, ok := absPaths[f.Locations[0].File.Path]
		if ok && (f.Rule.ID == "parse/syntax" || f.Rule.ID == "parse/encoding") {
			found[path] = append(found[path], *f)
		}
	}
	return found
}

// configure reads the configuration, from the editor if it is open there. If the configuration or its policies changed,
// it also compiles the policies.
func (c *checker) configure(root string, open map[string][]byte) error {
	var found *config.Config
	var err error
	if text, ok := open[filepath.Join(root, source.ConfigName)]; ok && root != "" {
		found, err = config.Parse(source.NewFile(source.ConfigName, text), root, "")
	} else if root != "" {
		found, err = config.Load(root, "")
	} else {
		found, err = config.Default()
	}
	if err != nil {
		return err
	}
	var text []byte
	if found.File != nil {
		text = found.File.Raw()
	}
	if c.options.Engine != nil && c.root == root && bytes.Equal(c.configured, text) && c.options.Set.Digest() == found.Set.Digest() {
		return nil
	}
	o := lint.Options{
		Find:      source.FindOptions{Include: found.Include, Exclude: append(found.Exclude, config.Fixtures(root, found.Policies)...)},
		Set:       found.Set,
		Rules:     found.Rules,
		Locations: found.Locations, Residency: found.Residency, Suppressions: found.Suppressions,
	}
	if o.Engine, err = lint.Prepare(o); err != nil {
		return err
	}
	c.options, c.configured, c.settings, c.baseline, c.root = o, bytes.Clone(text), found.File, found.Baseline, root
	return nil
}

// locations returns the tokens of the built-in locations and those of the configuration.
func (c *checker) locations() []string {
	all, err := policy.LocationTokens()
	if err != nil {
		return nil // cannot happen: the policies that contain them were compiled
	}
	for _, l := range c.options.Locations {
		all = append(all, l.Token)
	}
	return all
}
