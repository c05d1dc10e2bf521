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

// job is what a check is about: the state of the editor at one moment.
type job struct {
	// open is the content of the open files, by absolute path.
	open map[string][]byte
	// versions are those of the open files, by absolute path.
	versions map[string]int
	// generation counts the changes up to the moment.
	generation int
	// sameDisk is true if nothing changed since the check before but what is open.
	sameDisk bool
}

// outcome is what a check of one folder gave.
type outcome struct {
	job

	folder *folder
	// root is the folder to which the paths of the result are relative.
	root string
	// result is nil where there is an error, or no configuration that was ever right. Open files that do not
	// parse are in it as they were when they last did.
	result *lint.Result
	// unparsed are the findings of the open files that do not parse, by absolute path.
	unparsed map[string][]finding.Finding
	// settings is the configuration that holds, if there is one; rules are all that there are with it, and
	// locations the tokens of all that are known.
	settings  *source.File
	rules     rule.Catalog
	locations []string
	// config says what is wrong with the configuration; the last one that was right holds.
	config []problem.Problem
	err    error
}

// checker does one check after the other, with what lasts from one to the next.
type checker struct {
	today  func() string
	memory lint.Memory
	// options are those of the configuration, with its text and where its baseline is.
	options    lint.Options
	configured []byte
	settings   *source.File
	baseline   string
	root       string
	// parsed is the content that open files had when they last parsed, by absolute path.
	parsed map[string][]byte
}

func (c *checker) check(ctx context.Context, dir string, j job) outcome {
	out := outcome{job: j}
	if dir != "" {
		out.root = source.Root(dir)
	}
	err := c.configure(out.root, j.open)
	if wrong, ok := errors.AsType[*config.Error](err); ok {
		out.config, err = wrong.Problems, nil
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
	// What other files say about a file does not change while a line of it is half written.
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

// unparsed returns the findings that say why open files do not parse, by the path of the file.
func unparsed(result *lint.Result, open map[string][]byte) map[string][]finding.Finding {
	where := map[string]string{}
	for _, in := range result.Files {
		if _, ok := open[in.Abs]; ok {
			where[in.Path] = in.Abs
		}
	}
	found := map[string][]finding.Finding{}
	for i := range result.Run.Findings {
		f := &result.Run.Findings[i]
		path, ok := where[f.Locations[0].File.Path]
		if ok && (f.Rule.ID == "parse/syntax" || f.Rule.ID == "parse/encoding") {
			found[path] = append(found[path], *f)
		}
	}
	return found
}

// configure reads the configuration, as the editor has it where it is open, and compiles the policies
// where it is another one than before.
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

// locations are the tokens of the program and of the configuration.
func (c *checker) locations() []string {
	all, err := policy.LocationTokens()
	if err != nil {
		return nil // the policies, which hold them, compiled
	}
	for _, l := range c.options.Locations {
		all = append(all, l.Token)
	}
	return all
}
