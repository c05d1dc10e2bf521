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

// namedFile is a file that a run reads or writes: how messages refer to it, its resolved path, and a prefix. An output
// with a prefix only replaces a file whose content has that prefix.
type namedFile struct{ label, path, prefix string }

// outputs returns the files that the flags of a run name. It is an error if two of them are the same file.
func (s *session) outputs(ctx *cli.Context, targets []target) ([]namedFile, error) {
	var all []namedFile
	for _, t := range targets {
		if t.path != "" {
			all = append(all, namedFile{label: fmt.Sprintf("--output %q", t.format.Name+"="+t.name), path: t.path})
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
		prefix := ""
		if flag == "write-baseline" {
			prefix = "{"
		}
		all = append(all, namedFile{fmt.Sprintf("--%s %q", flag, name), path, prefix})
	}
	for i, o := range all {
		for _, other := range all[:i] {
			if sameFile(o.path, other.path) {
				return nil, usagef("%s and %s go to one file; name another for one of them", other.label, o.label)
			}
		}
	}
	return all, nil
}

// checkOutput returns an error if a command must not write the file of its --output.
func (s *session) checkOutput(ctx *cli.Context, name string, c *config.Config, read []source.Input) error {
	path, err := s.resolveOutputPath(name)
	if err != nil {
		return nil //nolint:nilerr // the write reports the error
	}
	return s.checkOutputs(ctx, []namedFile{{label: fmt.Sprintf("--output %q", name), path: path}}, c, read)
}

// checkOutputs returns an error if an output would overwrite the configuration, the baseline in use, a policy, an
// export, or another file that was read. Only regular files are protected: writing to /dev/null destroys nothing.
func (s *session) checkOutputs(ctx *cli.Context, outputs []namedFile, c *config.Config, read []source.Input) error {
	for _, o := range outputs {
		info, err := os.Stat(o.path)
		if err != nil || !info.Mode().IsRegular() {
			continue
		}
		conflict := func(what, name string) error {
			return usagef("%s would overwrite the %s %q; name another file", o.label, what, filepath.ToSlash(name))
		}
		if c.File != nil && refersTo(info, c.Abs) {
			return conflict("configuration", c.File.Path)
		}
		if name := ctx.String("baseline"); name != "" && refersTo(info, s.abs(name)) {
			return conflict("baseline", name)
		}
		if c.Baseline != "" && !ctx.IsSet("write-baseline") && refersTo(info, c.Baseline) {
			return conflict("baseline", s.displayPath(c.Baseline))
		}
		for _, path := range c.Set.Files() {
			if refersTo(info, path) {
				return conflict("policy", s.displayPath(path))
			}
		}
		for _, source := range s.protectedFiles {
			if refersTo(info, source.path) {
				return conflict(source.label, s.displayPath(source.path))
			}
		}
		for _, in := range read {
			if in.Abs != "" && refersTo(info, in.Abs) {
				return conflict("manifest", in.Path)
			}
		}
	}
	return nil
}

// recheckOutputs checks the outputs of a run again once it is known what was read.
func (s *session) recheckOutputs(ctx *cli.Context, targets []target, c *config.Config, result *lint.Result) error {
	outputs, err := s.outputs(ctx, targets)
	if err != nil {
		return err
	}
	if err := s.checkOutputs(ctx, outputs, c, result.Read); err != nil {
		return err
	}
	for _, o := range outputs {
		if !isReplaceable(o.path, o.prefix) {
			return usagef("%s would overwrite a file that is not a baseline; name another file", o.label)
		}
	}
	return nil
}

func sameFile(a, b string) bool {
	if a == b {
		return true
	}
	info, err := os.Stat(a)
	return err == nil && info.Mode().IsRegular() && refersTo(info, b)
}

// refersTo reports whether a path leads to the file of info, by any name or link.
func refersTo(info os.FileInfo, path string) bool {
	other, err := os.Stat(path)
	return err == nil && os.SameFile(info, other)
}

// isReplaceable reports whether the file at a path may be replaced: there is none, it is empty or not a regular file,
// or its content starts with prefix after a byte order mark and white space.
func isReplaceable(path, prefix string) bool {
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
	return (err == nil || errors.Is(err, io.ErrUnexpectedEOF)) && bytes.HasPrefix(bytes.TrimLeft(head[:n], "\ufeff \t\r\n"), []byte(prefix))
}
