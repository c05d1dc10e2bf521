package policy

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/tenantlint/tenantlint/internal/rule"
	"github.com/tenantlint/tenantlint/policies"
)

// Example is a manifest that shows a rule: one that fails, or one that the rule permits.
type Example struct {
	// Name is the file's name without its extension: the way to fail or to be permitted.
	Name string
	// Path is where it is, below the folder of the policies of the program, or as messages call it.
	Path string
	Text string
	// Before is the earlier state of the manifest, for rules about a change: the text of the file NAME.before.yaml
	// next to it.
	Before string
	// Export is what a live tenant is like, for rules that evaluate a drift: the text of the file NAME.export.json
	// next to it.
	Export string
	// Findings are what the program reports of it, as the concise format writes it: the text of the file NAME.txt
	// next to it, with line ends as the format has them. A manifest that passes has none.
	Findings string
}

// Examples returns the manifests of a rule that fail and that pass, ordered by name.
func Examples(r *rule.Rule) (fail, pass []Example, err error) {
	if fail, err = examples(r, "fail"); err != nil {
		return nil, nil, err
	}
	pass, err = examples(r, "pass")
	return fail, pass, err
}

// before marks the file that holds the earlier state of an example, export that of its live tenant.
const (
	before = ".before"
	export = ".export"
)

func examples(r *rule.Rule, folder string) ([]Example, error) {
	var fsys fs.FS = policies.FS
	dir, shown := path.Join(r.Group, r.Name, folder), path.Join(r.Group, r.Name, folder)
	if r.Dir != "" {
		fsys, dir, shown = os.DirFS(r.Abs), folder, path.Join(r.Dir, folder)
	}
	entries, err := fs.ReadDir(fsys, dir)
	if r.Dir != "" && errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var found []Example
	for _, e := range entries {
		ext := path.Ext(e.Name())
		name := strings.TrimSuffix(e.Name(), ext)
		if !slices.Contains([]string{".yaml", ".json"}, ext) || strings.HasSuffix(name, before) || strings.HasSuffix(name, export) {
			continue
		}
		text, err := fs.ReadFile(fsys, path.Join(dir, e.Name()))
		if err != nil {
			return nil, err
		}
		before, err := optional(fsys, path.Join(dir, name+before+ext))
		if err != nil {
			return nil, err
		}
		findings, err := optional(fsys, path.Join(dir, name+".txt"))
		if err != nil {
			return nil, err
		}
		findings = strings.ReplaceAll(findings, "\r\n", "\n")
		if findings != "" && !strings.HasSuffix(findings, "\n") {
			findings += "\n"
		}
		live, err := optional(fsys, path.Join(dir, name+export+".json"))
		if err != nil {
			return nil, err
		}
		found = append(
			found,
			Example{Name: name, Path: path.Join(shown, e.Name()), Text: string(text), Before: before, Export: live, Findings: findings},
		)
	}
	return found, nil
}

// optional reads a file that need not be there.
func optional(fsys fs.FS, file string) (string, error) {
	text, err := fs.ReadFile(fsys, file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	return string(text), nil
}
