package lsp

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"

	"github.com/tenantlint/tenantlint/internal/config"
	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/lint"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
)

// job is what a check is about: the state of the editor at one moment.
type job struct {
	// dir is the folder that is open, empty where there is none.
	dir string
	// open is the content of the open files, by absolute path.
	open map[string][]byte
	// versions are those of the open files, by absolute path.
	versions map[string]int
	// generation counts the changes up to the moment.
	generation int
}

// outcome is what a check gave.
type outcome struct {
	job

	// root is the folder to which the paths of the result are relative.
	root   string
	result *lint.Result // nil where there is an error, or no configuration that was ever right
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
	baseline   string
	root       string
}

func (c *checker) check(ctx context.Context, j job) outcome {
	out := outcome{job: j}
	if j.dir != "" {
		out.root = source.Root(j.dir)
	}
	err := c.configure(out.root, j.open)
	if wrong, ok := errors.AsType[*config.Error](err); ok {
		out.config, err = wrong.Problems, nil
	}
	if err != nil || c.options.Engine == nil {
		out.err = err
		return out
	}
	o := c.options
	o.Find.Dir, o.Find.Overlay = j.dir, j.open
	o.Memory = &c.memory
	o.Today = c.today()
	o.AllowEmpty = true
	o.Partial = j.dir == ""
	if c.baseline != "" {
		if o.Baseline, out.err = finding.LoadBaseline(filepath.ToSlash(c.baseline), c.baseline); out.err != nil {
			return out
		}
	}
	out.result, out.err = lint.Run(ctx, o)
	return out
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
	c.options, c.configured, c.baseline, c.root = o, bytes.Clone(text), found.Baseline, root
	return nil
}
