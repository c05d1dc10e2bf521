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

// Example is an example manifest of a rule, which either fails or passes.
type Example struct {
	// Name is the file name without its extension, which describes the case.
	Name string
	// Path is the path below the folder of the built-in policies, or for a custom rule the path as shown in messages.
	Path string
	Text string
	// Before is the base revision of the manifest, for rules about changes: the text of NAME.before.yaml (or .json)
	// next to it.
	Before string
	// Export is the export of a live tenant, for rules about drift: the text of NAME.export.json next to it.
	Export string
	// Findings are the expected findings in the concise format: the text of NAME.txt next to the manifest, with the
	// line endings of the format. It is empty for a manifest that passes.
	Findings string
}

// Examples returns the failing and the passing example manifests of a rule, ordered by name.
func Examples(r *rule.Rule) (fail, pass []Example, err error) {
	if fail, err = examples(r, "fail"); err != nil {
		return nil, nil, err
	}
	pass, err = examples(r, "pass")
	return fail, pass, err
}

// beforeSuffix and exportSuffix are the name suffixes of the files with the base revision of an example and with its
// live tenant.
const (
	beforeSuffix = ".before"
	exportSuffix = ".export"
)

func examples(r *rule.Rule, folder string) ([]Example, error) {
	var fsys fs.FS = policies.FS
	dir, displayDir := path.Join(r.Group, r.Name, folder), path.Join(r.Group, r.Name, folder)
	if r.Dir != "" {
		fsys, dir, displayDir = os.DirFS(r.Abs), folder, path.Join(r.Dir, folder)
	}
	entries, err := fs.ReadDir(fsys, dir)
	if r.Dir != "" && errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var all []Example
	for _, e := range entries {
		ext := path.Ext(e.Name())
		name := strings.TrimSuffix(e.Name(), ext)
		if !slices.Contains([]string{".yaml", ".json"}, ext) || strings.HasSuffix(name, beforeSuffix) || strings.HasSuffix(name, exportSuffix) {
			continue
		}
		text, err := fs.ReadFile(fsys, path.Join(dir, e.Name()))
		if err != nil {
			return nil, err
		}
		before, err := readOptional(fsys, path.Join(dir, name+beforeSuffix+ext))
		if err != nil {
			return nil, err
		}
		findings, err := readOptional(fsys, path.Join(dir, name+".txt"))
		if err != nil {
			return nil, err
		}
		findings = strings.ReplaceAll(findings, "\r\n", "\n")
		if findings != "" && !strings.HasSuffix(findings, "\n") {
			findings += "\n"
		}
		export, err := readOptional(fsys, path.Join(dir, name+exportSuffix+".json"))
		if err != nil {
			return nil, err
		}
		all = append(
			all,
			Example{Name: name, Path: path.Join(displayDir, e.Name()), Text: string(text), Before: before, Export: export, Findings: findings},
		)
	}
	return all, nil
}

// readOptional reads a file, and returns "" if it does not exist.
func readOptional(fsys fs.FS, file string) (string, error) {
	text, err := fs.ReadFile(fsys, file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	return string(text), nil
}
