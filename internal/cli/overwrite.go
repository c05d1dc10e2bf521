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

// output is a file that a run is to write: as messages call it, where it really is, and what a baseline begins with,
// which replaces nothing but a baseline.
type output struct{ called, path, begins string }

// outputs are the files that the flags of a run name. Two of them that are one file are an error.
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

// guardedOutput says why a command must not write the file of its --output.
func (s *session) guardedOutput(ctx *cli.Context, name string, c *config.Config, read []source.Input) error {
	path, err := s.resolveOutputPath(name)
	if err != nil {
		return nil //nolint:nilerr // the write reports the error
	}
	return s.guarded(ctx, []output{{called: fmt.Sprintf("--output %q", name), path: path}}, c, read)
}

// guarded says why a run must not write its outputs: one of them is the configuration, the baseline that is in use, a
// policy, an export, or one of the files read. A file that is not a regular one, such as /dev/null, loses nothing.
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

// allowed looks at the outputs of a run again when it is known what was read.
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

// isFile reports whether a path leads to a file, by whatever name or link.
func isFile(info os.FileInfo, path string) bool {
	other, err := os.Stat(path)
	return err == nil && os.SameFile(info, other)
}

// replaceable reports whether a path may be written to: nothing is there, or a file that begins as ours do, white space
// aside, or what is not a regular file.
func replaceable(path, begins string) bool {
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() || info.Size() == 0 {
		return true
	}
	f, err := os.Open(path)
	if err != nil {
		return true // whoever writes it says what is wrong
	}
	defer func() { _ = f.Close() }() // it was read only
	head := make([]byte, 512)
	n, err := io.ReadFull(f, head)
	return (err == nil || errors.Is(err, io.ErrUnexpectedEOF)) && bytes.HasPrefix(bytes.TrimLeft(head[:n], "\ufeff \t\r\n"), []byte(begins))
}
