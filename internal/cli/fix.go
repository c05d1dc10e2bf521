package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/diff"
	"github.com/urfave/cli/v2"

	"github.com/tenantlint/tenantlint/internal/fix"
	"github.com/tenantlint/tenantlint/internal/harmless"
	"github.com/tenantlint/tenantlint/internal/source"
)

// fixOptions returns the flags of lint that select files, rules and accepted findings, and those of fix itself.
func fixOptions() []option {
	shared := []string{"enable", "disable", "only", "policy", "baseline", "today", "color"}
	options := slices.DeleteFunc(lintOptions(), func(o option) bool { return !slices.Contains(shared, o.name) })
	return slices.Concat(inputOptions(), options, []option{
		{name: "diff", group: groupReport, summary: "show what would change (default), for standard input too"},
		{name: "write", short: "w", group: groupReport, summary: "change the files"},
	})
}

// fix is the command that fixes findings that have a single correct repair.
func (s *session) fix(ctx *cli.Context) error {
	options, err := s.options(ctx)
	if err != nil {
		return err
	}
	write, stdin := ctx.Bool("write"), slices.Contains(options.Find.Paths, "-")
	if write && stdin {
		return usagef(`--write has no file to change where "-" is standard input; leave one out`)
	}
	settings, err := s.configure(ctx, &options)
	if err != nil {
		return err
	}
	if err := s.applyAcceptance(ctx, settings, &options); err != nil {
		return err
	}
	result, err := fix.Run(ctx.Context, options)
	if err != nil {
		return err
	}
	for _, r := range result.Rejected {
		// Omit the line number: lines may have moved since the user saw the file. The message identifies the finding.
		s.log(
			fmt.Sprintf("%s: not fixed: %s [%s]: %s", r.Finding.Fix.File.Path, r.Finding.Message.String(), r.Finding.Rule.ID, r.Reason.String()),
		)
	}
	switch {
	case write:
		if err := s.rewrite(ctx, result.Files); err != nil {
			return err
		}
	case stdin && !ctx.Bool("diff"):
		err := s.print(func(w io.Writer) error {
			_, err := w.Write(result.Stdin)
			return err
		})
		if err != nil {
			return err
		}
		write = true
	default:
		if err := s.printDiff(result.Files, s.outputOptions(ctx.String("color")).Color); err != nil {
			return err
		}
	}
	s.log(fixSummary(result, write))
	if !write && len(result.Files) > 0 {
		return errFindings
	}
	return nil
}

// fixSummary returns one line about what was fixed, or would be, and what is left to do.
func fixSummary(r *fix.Result, written bool) string {
	summary := "nothing to fix"
	if n := len(r.Files); n > 0 && written {
		summary = fmt.Sprintf("fixed %s in %s", pluralize(r.Fixed, "finding"), pluralize(n, "file"))
	} else if n > 0 {
		summary = fmt.Sprintf("%s in %s can be fixed: add --write", pluralize(r.Fixed, "finding"), pluralize(n, "file"))
	}
	switch n := len(r.Remaining); n {
	case 0:
		return summary
	case 1:
		return summary + "; 1 finding needs a manual change"
	default:
		return summary + fmt.Sprintf("; %d findings need a manual change", n)
	}
}

// printDiff prints the changes as a diff that patch -p1 and git apply accept.
func (s *session) printDiff(files []fix.File, color bool) error {
	return s.print(func(w io.Writer) error {
		for i := range files {
			before, after := files[i].Redacted()
			text := diff.Diff("a/"+files[i].Path, before, "b/"+files[i].Path, after)
			for line := range strings.Lines(strings.Map(replaceControl, string(text))) {
				if line = harmless.Commands(line); color {
					line = colorize(line)
				}
				if _, err := io.WriteString(w, line); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// replaceControl replaces control characters, which a terminal would interpret. Valid YAML and JSON do not contain
// them.
func replaceControl(r rune) rune {
	if r < ' ' && r != '\n' && r != '\r' && r != '\t' || 0x7F <= r && r < 0xA0 {
		return '\uFFFD'
	}
	return r
}

// colorize returns a line of a diff in the colors that git uses.
func colorize(line string) string {
	text := strings.TrimRight(line, "\r\n")
	colors := map[byte]string{'-': "31", '+': "32", '@': "36"}
	if text == "" || colors[text[0]] == "" {
		return line
	}
	return "\x1b[" + colors[text[0]] + "m" + text + "\x1b[0m" + line[len(text):]
}

// rewrite writes the changed files. It first checks that all of them can be written, and writes none if one cannot.
func (s *session) rewrite(ctx *cli.Context, files []fix.File) error {
	paths := make([]string, len(files))
	var errs []error
	for i := range files {
		var err error
		if paths[i], err = s.writablePath(&files[i]); err != nil {
			errs = append(errs, err)
		}
	}
	if len(errs) > 0 {
		return errors.Join(errs...)
	}
	for i := range files {
		err := save(ctx.Context, paths[i], func(w io.Writer) error {
			_, err := w.Write(files[i].After)
			return err
		})
		if err != nil {
			return fmt.Errorf("%q cannot be written: %w", files[i].Path, cause(err))
		}
	}
	return nil
}

// writablePath returns the resolved path of a file that is to be written. It follows links, but not out of the
// repository: a user does not expect a run to change a file elsewhere. It returns an error if the file cannot be
// written, or has changed since it was read.
func (s *session) writablePath(f *fix.File) (string, error) {
	resolved, err := filepath.EvalSymlinks(f.Abs)
	if err != nil {
		return "", fmt.Errorf("%q cannot be written: %w", f.Path, cause(err))
	}
	root, err := filepath.EvalSymlinks(source.Root(s.Dir))
	if err != nil {
		return "", fmt.Errorf("%q cannot be written: %w", f.Path, cause(err))
	}
	if rel, err := filepath.Rel(root, resolved); filepath.IsLocal(filepath.FromSlash(f.Path)) && (err != nil || !filepath.IsLocal(rel)) {
		return "", fmt.Errorf("%q is a symbolic link out of the repository; to change its target, name it", f.Path)
	}
	info, err := os.Stat(resolved)
	if err != nil {
		return "", fmt.Errorf("%q cannot be written: %w", f.Path, cause(err))
	}
	if info.Mode().Perm()&0o200 == 0 {
		return "", fmt.Errorf("%q is read-only; make it writable, or leave it out with --exclude", f.Path)
	}
	if now, err := os.ReadFile(resolved); err != nil || !bytes.Equal(now, f.Before) {
		return "", fmt.Errorf("%q was changed by another program meanwhile; run again", f.Path)
	}
	return resolved, nil
}
