package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"github.com/tenantlint/tenantlint/internal/config"
	"github.com/tenantlint/tenantlint/internal/lint"
	"github.com/tenantlint/tenantlint/internal/source"
)

// output is a file that a run writes: how messages refer to it, its resolved path, and the prefix of its content. A
// file that starts with another prefix is not replaced.
type output struct{ called, path, begins string }

// outputs returns the files that the flags of a run name. It is an error if two of them are the same file.
func (s *session) outputs(ctx *cli.Context, targets []target) ([]output, error) {
	var all []output
	for _, t := range targets {
		if t.path != "" {
			all = append(all, output{called: fmt.Sprintf("--output %q", t.format.Name+"="+t.given), path: t.path})
		}
	}
	for _, flag := range []string{"write-baseline", "cpuprofile"} {
		name := ctx.String(flag)
		if name == "" {
			continue
		}
		path, err := s.resolveOutputPath(name)
		if err != nil {
			continue // the write reports the error
		}
		begins := ""
		if flag == "write-baseline" {
			begins = "{"
		}
		all = append(all, output{fmt.Sprintf("--%s %q", flag, name), path, begins})
	}
	for i, o := range all {
		for _, other := range all[:i] {
			if sameFile(o.path, other.path) {
				return nil, usagef("%s and %s go to one file; name another for one of them", other.called, o.called)
			}
		}
	}
	return all, nil
}

// guardedOutput returns an error if a command must not write the file of its --output.
func (s *session) guardedOutput(ctx *cli.Context, name string, c *config.Config, read []source.Input) error {
	path, err := s.resolveOutputPath(name)
	if err != nil {
		return nil //nolint:nilerr // the write reports the error
	}
	return s.guarded(ctx, []output{{called: fmt.Sprintf("--output %q", name), path: path}}, c, read)
}

// guarded returns an error if an output would overwrite the configuration, the baseline in use, a policy, an export, or
// another file that was read. Only regular files are protected: writing to /dev/null destroys nothing.
func (s *session) guarded(ctx *cli.Context, outputs []output, c *config.Config, read []source.Input) error {
	for _, o := range outputs {
		info, err := os.Stat(o.path)
		if err != nil || !info.Mode().IsRegular() {
			continue
		}
		refuse := func(what, name string) error {
			return usagef("%s would overwrite the %s %q; name another file", o.called, what, filepath.ToSlash(name))
		}
		if c.File != nil && isFile(info, c.Abs) {
			return refuse("configuration", c.File.Path)
		}
		if name := ctx.String("baseline"); name != "" && isFile(info, s.abs(name)) {
			return refuse("baseline", name)
		}
		if c.Baseline != "" && !ctx.IsSet("write-baseline") && isFile(info, c.Baseline) {
			return refuse("baseline", s.shown(c.Baseline))
		}
		for _, path := range c.Set.Files() {
			if isFile(info, path) {
				return refuse("policy", s.shown(path))
			}
		}
		for _, source := range s.sources {
			if isFile(info, source.path) {
				return refuse(source.called, s.shown(source.path))
			}
		}
		for _, in := range read {
			if in.Abs != "" && isFile(info, in.Abs) {
				return refuse("manifest", in.Path)
			}
		}
	}
	return nil
}

// allowed checks the outputs of a run again once it is known what was read.
func (s *session) allowed(ctx *cli.Context, targets []target, c *config.Config, result *lint.Result) error {
	outputs, err := s.outputs(ctx, targets)
	if err != nil {
		return err
	}
	if err := s.guarded(ctx, outputs, c, result.Read); err != nil {
		return err
	}
	for _, o := range outputs {
		if !replaceable(o.path, o.begins) {
			return usagef("%s would overwrite a file that is not a baseline; name another file", o.called)
		}
	}
	return nil
}

func sameFile(a, b string) bool {
	if a == b {
		return true
	}
	info, err := os.Stat(a)
	return err == nil && info.Mode().IsRegular() && isFile(info, b)
}

// isFile reports whether a path leads to the file of info, by any name or link.
func isFile(info os.FileInfo, path string) bool {
	other, err := os.Stat(path)
	return err == nil && os.SameFile(info, other)
}

// replaceable reports whether the file at a path may be replaced: there is none, it is empty or not a regular file, or
// its content starts with begins after a byte order mark and white space.
func replaceable(path, begins string) bool {
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() || info.Size() == 0 {
		return true
	}
	f, err := os.Open(path)
	if err != nil {
		return true // the write reports the error
	}
	defer func() { _ = f.Close() }() // it was only read
	head := make([]byte, 512)
	n, err := io.ReadFull(f, head)
	return (err == nil || errors.Is(err, io.ErrUnexpectedEOF)) && bytes.HasPrefix(bytes.TrimLeft(head[:n], "\ufeff \t\r\n"), []byte(begins))
}
