package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/tenantlint/tenantlint/internal/fix"
	"github.com/tenantlint/tenantlint/internal/importer"
	"github.com/tenantlint/tenantlint/internal/lint"
	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/source"
)

func manifestFormats() []string { return []string{"yaml", "json"} }

func importOptions() []option {
	return []option{
		{name: "tenant", value: "NAME|ID", group: groupInput, summary: "the tenant of exports that do not name one"},
		{name: "from", value: "FORM", values: importer.Forms, closed: true, group: groupInput, summary: "read every file as an export of this form"},
		{name: "users", group: groupInput, summary: "import all member users, not only those that are referred to"},
		{name: "to", value: "DIR", group: groupReport, summary: "the folder of the manifests (default: the current folder)"},
		{
			name:    "format",
			value:   "FORMAT",
			values:  manifestFormats,
			closed:  true,
			group:   groupReport,
			summary: "format of new manifests: yaml (default) or json",
		},
		{name: "write", short: "w", group: groupReport, summary: "write the manifests; by default a diff is shown"},
		{name: "prune", group: groupReport, summary: "remove what a complete export no longer contains"},
		{name: "color", value: "WHEN", values: colorValues, closed: true, env: true, group: groupReport, summary: "auto (default), always or never"},
		{name: "verbose", short: "v", group: groupReport, summary: "say how each file was recognized"},
	}
}

// importExports is the command that creates manifests from exports.
func (s *session) importExports(ctx *cli.Context) error {
	paths := ctx.Args().Slice()
	if len(paths) == 0 {
		return &usageError{`import needs exports: name files, folders, or "-" for standard input`, "import"}
	}
	to := ctx.String("to")
	if to == "" {
		to = "."
	}
	folder := manifestFolder{session: s, name: to, abs: s.abs(filepath.FromSlash(to))}
	if info, err := os.Stat(folder.abs); err == nil && !info.IsDir() {
		return usagef("--to %q is a file; name a folder", to)
	}
	exports, err := s.readExports(paths)
	if err != nil {
		return err
	}
	existing, err := folder.read()
	if err != nil {
		return err
	}
	options := importer.Options{
		Tenant: ctx.String("tenant"),
		From:   ctx.String("from"),
		Users:  ctx.Bool("users"),
		JSON:   ctx.String("format") == "json",
	}
	if options.KnownTenants, err = importer.KnownTenants(existing); err != nil {
		return err
	}
	result, err := importer.Import(exports, options)
	if err != nil {
		return err
	}
	s.logExports(result, ctx.Bool("verbose"))
	if !slices.ContainsFunc(result.Files, func(f importer.File) bool { return f.Form != "" }) {
		return fmt.Errorf("%w: no export among %s", lint.ErrNothingToCheck, pluralize(len(exports), "file"))
	}
	changes, notes, err := importer.Update(existing, result, options, ctx.Bool("prune"))
	if err != nil {
		return err
	}
	s.logNotes(notes)
	return s.changeManifests(ctx, folder, changes)
}

// changeManifests writes the changes, or prints them as a diff unless --write is given.
func (s *session) changeManifests(ctx *cli.Context, folder manifestFolder, changes []importer.Change) error {
	files := make([]fix.File, len(changes))
	for i, c := range changes {
		files[i] = fix.File{
			Path:   folder.displayPath(c.Path),
			Abs:    filepath.Join(folder.abs, filepath.FromSlash(c.Path)),
			Before: c.Before,
			After:  c.After,
		}
	}
	if len(files) == 0 {
		s.log("nothing to change")
		return nil
	}
	if !ctx.Bool("write") {
		if err := s.printDiff(files, s.outputOptions(ctx.String("color")).Color); err != nil {
			return err
		}
		s.log(pluralize(len(files), "manifest") + " would change: add --write")
		return errFindings
	}
	isNew := func(f fix.File) bool { return f.Before == nil }
	for _, f := range files {
		if _, err := os.Lstat(f.Abs); isNew(f) && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("%q already exists; move it away, or name another folder with --to", f.Path)
		}
	}
	if err := s.rewrite(ctx, slices.DeleteFunc(slices.Clone(files), isNew)); err != nil {
		return err
	}
	for _, f := range files {
		if !isNew(f) {
			continue
		}
		err := os.MkdirAll(filepath.Dir(f.Abs), 0o777) //nolint:gosec // reduced by the umask, as for any new folder
		if err == nil {
			err = save(ctx.Context, f.Abs, func(w io.Writer) error {
				_, err := w.Write(f.After)
				return err
			})
		}
		if err != nil {
			return fmt.Errorf("%q cannot be written: %w", f.Path, cause(err))
		}
	}
	s.log(fmt.Sprintf("wrote %s; to check them: tenantlint %s", pluralize(len(files), "manifest"), folder.name))
	return nil
}

// manifestFolder is the folder that import writes manifests to.
type manifestFolder struct {
	*session

	name, abs string
}

func (f *manifestFolder) displayPath(path string) string {
	if f.name == "." {
		return path
	}
	return strings.TrimSuffix(filepath.ToSlash(f.name), "/") + "/" + path
}

// read returns the manifests in the folder. It also returns other YAML and JSON files at the top level, because no new
// manifest may take their names.
func (f *manifestFolder) read() ([]importer.Export, error) {
	var all []importer.Export
	err := walk(f.abs, func(path string, info fs.FileInfo) error {
		if !slices.Contains([]string{".yaml", ".yml", ".json"}, strings.ToLower(filepath.Ext(path))) ||
			info.Size() > int64(manifest.DefaultLimits().Bytes) {
			return nil
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(f.abs, path)
		if err != nil {
			return err
		}
		if rel = filepath.ToSlash(rel); !manifest.Candidate(data) && strings.Contains(rel, "/") {
			return nil // not a manifest, and new manifests are not written here
		}
		all = append(all, importer.Export{Path: rel, Data: data})
		return nil
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("folder %q cannot be read: %w", f.name, cause(err))
	}
	return all, nil
}

// walk visits the regular files below a folder in lexical order. It skips links, and the folders of version control and
// other tools.
func walk(folder string, visit func(path string, info fs.FileInfo) error) error {
	return filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && path != folder && slices.Contains([]string{".git", ".hg", ".jj", ".svn", ".terraform", "node_modules"}, d.Name()):
			return filepath.SkipDir
		case !d.Type().IsRegular():
			return nil
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		return visit(path, info)
	})
}

// maxExport is the maximum size of an export in bytes; an export of a million environments is smaller.
const maxExport = 1 << 30

// exportExtensions are the file name extensions of exports.
var exportExtensions = []string{".json", ".tfstate", ".tf", ".txt", ".log", ".out"}

func readExport(path, display string, info fs.FileInfo) (importer.Export, error) {
	if info.Size() > maxExport {
		return importer.Export{}, fmt.Errorf("%q has %d bytes; the limit is %d", display, info.Size(), maxExport)
	}
	if info.Mode()&fs.ModeDevice != 0 {
		return importer.Export{}, fmt.Errorf(
			"%q is a device, not a file or folder; to import what another program writes, pipe it in and name \"-\"",
			display,
		)
	}
	f, err := os.Open(path)
	if err != nil {
		return importer.Export{}, fmt.Errorf("%q cannot be read: %w", display, cause(err))
	}
	defer f.Close()                                       //nolint:errcheck // it was only read
	read, err := source.ReadStream(f, display, maxExport) // the size of a pipe is unknown
	if err != nil {
		return importer.Export{}, err
	}
	return importer.Export{Path: display, Data: read.Data}, nil
}

// readExports reads the exports that the user named: files, folders and standard input.
func (s *session) readExports(paths []string) ([]importer.Export, error) {
	var all []importer.Export
	seen := map[string]bool{}
	add := func(path, display string, info fs.FileInfo) error {
		if seen[path] {
			return nil
		}
		seen[path] = true
		s.protectedFiles = append(s.protectedFiles, namedFile{label: "export", path: path})
		export, err := readExport(path, display, info)
		all = append(all, export)
		return err
	}
	for _, name := range paths {
		if name == "-" {
			file, err := source.ReadStream(s.Stdin, source.StdinPath, maxExport)
			if err != nil {
				return nil, err
			}
			all = append(all, importer.Export{Path: source.StdinPath, Data: file.Data})
			continue
		}
		root := s.abs(filepath.FromSlash(name))
		info, err := os.Stat(root)
		if err != nil {
			return nil, fmt.Errorf("%q cannot be read: %w", name, cause(err))
		}
		if !info.IsDir() {
			if err := add(root, filepath.ToSlash(filepath.Clean(name)), info); err != nil {
				return nil, err
			}
			continue
		}
		err = walk(root, func(path string, info fs.FileInfo) error {
			if !slices.Contains(exportExtensions, strings.ToLower(filepath.Ext(path))) {
				return nil
			}
			rel, err := filepath.Rel(root, path)
			if err != nil {
				return err
			}
			return add(path, filepath.ToSlash(filepath.Join(name, rel)), info)
		})
		if err != nil {
			return nil, err
		}
	}
	// Manifests among the files are not exports.
	return slices.DeleteFunc(all, func(e importer.Export) bool { return manifest.Candidate(e.Data) }), nil
}

// maxListed is the maximum number of exports that are listed individually.
const maxListed = 30

// logExports writes to standard error how each export was recognized, or a summary if there are many.
func (s *session) logExports(r *importer.Result, all bool) {
	if all || len(r.Files) <= maxListed {
		for _, f := range r.Files {
			s.log(fmt.Sprintf("%s: %s", f.Path, f.String()))
		}
	} else {
		for _, line := range importer.Summary(r.Files) {
			s.log(line)
		}
	}
	s.logNotes(r.Notes)
}

func (s *session) logNotes(notes []importer.Note) {
	for _, n := range notes {
		s.log(fmt.Sprintf("%s: %s", n.Path, n.Message))
	}
}
