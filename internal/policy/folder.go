package policy

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/pattern"
	"github.com/tenantlint/tenantlint/internal/rule"
	"github.com/tenantlint/tenantlint/internal/secret"
)

// Folder is a folder of custom policies with the layout of the built-in ones: GROUP/NAME/rule.rego, and next to the
// groups lib/*.rego and data/*.json.
type Folder struct {
	// Name is the folder as shown in messages; Abs is its absolute path.
	Name, Abs string
}

// Limits of a folder of policies: the number of files, and the bytes of each.
const (
	maxFiles = 10_000
	maxFile  = 4 << 20
)

// parsedFolder contains the parsed files of a Folder.
type parsedFolder struct {
	Folder

	rules []*rule.Rule
	// policies contains the modules of the rules by id; library contains those of lib/*.rego.
	policies map[string]*ast.Module
	library  []module
	data     []dataFile
	sources  []Source
	files    []string // absolute paths
	digest   string
}

// module is a parsed file.
type module struct {
	*ast.Module

	name string // shown in messages, and the key in maps of modules
}

// dataFile is a data file, which policies read as data.facts.NAME.
type dataFile struct {
	name, file string
	value      ast.Value
}

// idPattern matches the name of a group or a rule.
var idPattern = pattern.New(`^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$`)

// dataNamePattern matches the name of a data file, which follows data.facts in a reference.
var dataNamePattern = pattern.New(`^[A-Za-z][A-Za-z0-9_]*$`)

// CheckID returns an error if an id, GROUP/NAME, cannot be used for a new custom rule.
func CheckID(id string) error {
	group, name, ok := strings.Cut(id, "/")
	if !ok {
		return fmt.Errorf("%q is not an id; want GROUP/NAME, as in naming/environment", id)
	}
	if err := checkNames(group, name); err != nil {
		return err
	}
	if _, exists := Lookup(id); exists {
		return fmt.Errorf("%q is a built-in rule; choose another name", id)
	}
	return nil
}

func checkNames(group, name string) error {
	for _, part := range []string{group, name} {
		if !idPattern().MatchString(part) {
			return fmt.Errorf("%q cannot be the name of a rule or group; write lower-case words joined by hyphens", part)
		}
	}
	switch {
	case slices.Contains(NativeGroups, group):
		return fmt.Errorf("the group %q is reserved for built-in rules; choose another", group)
	case group == "lib" || group == "data":
		return fmt.Errorf("%q cannot be a group, because a folder of that name contains no rules; choose another", group)
	}
	return nil
}

func readFolder(f Folder) (*parsedFolder, error) {
	info, err := os.Stat(f.Abs)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, &Error{File: f.Name, Message: "folder does not exist; to create it with a rule: tenantlint policy new GROUP/NAME " + f.Name}
	case err != nil:
		return nil, &Error{File: f.Name, Message: "cannot be read: " + reason(err)}
	case !info.IsDir():
		return nil, &Error{File: f.Name, Message: "is a file; name the folder that contains GROUP/NAME/rule.rego"}
	}
	if err := checkSymlinks(f); err != nil {
		return nil, err
	}
	loaded := &parsedFolder{Folder: f, policies: map[string]*ast.Module{}}
	fsys := os.DirFS(f.Abs)
	files, err := listSources(fsys)
	if err != nil {
		return nil, &Error{File: f.Name, Message: "cannot be read: " + reason(err)}
	}
	files.rules = slices.DeleteFunc(files.rules, func(file string) bool {
		_, err := fs.Stat(fsys, file)
		return err != nil
	})
	if n := len(files.rules) + len(files.library) + len(files.data); n > maxFiles {
		return nil, &Error{File: f.Name, Message: fmt.Sprintf("contains %d policies and data files; the limit is %d", n, maxFiles)}
	}
	var all errorList
	if all.add(findMisplaced(f, fsys, files)); len(files.rules) == 0 && len(all) == 0 {
		all.add(&Error{File: f.Name, Message: "contains no GROUP/NAME/rule.rego; to create one: tenantlint policy new GROUP/NAME " + f.Name})
	}
	hash := sha256.New()
	for _, file := range slices.Concat(files.library, files.rules, files.data) {
		text, err := readFile(fsys, file)
		if err != nil {
			all.add(&Error{File: path.Join(f.Name, file), Message: err.Error()})
			continue
		}
		loaded.files = append(loaded.files, filepath.Join(f.Abs, filepath.FromSlash(file)))
		_, _ = fmt.Fprintf(hash, "%q %d %s\n", f.Name, len(text), file)
		_, _ = hash.Write(text) // writing to a hash never fails
		switch {
		case slices.Contains(files.data, file):
			all.add(loaded.addData(file, text))
		case slices.Contains(files.library, file):
			all.add(loaded.addLibrary(file, text))
		default:
			all.add(loaded.addRule(file, text))
		}
	}
	loaded.digest = hex.EncodeToString(hash.Sum(nil))
	return loaded, all.err()
}

// checkSymlinks returns an error for each symbolic link that leads out of a folder: a folder must show everything its
// policies consist of.
func checkSymlinks(f Folder) error {
	top, err := filepath.EvalSymlinks(f.Abs)
	if err != nil {
		return &Error{File: f.Name, Message: "cannot be read: " + reason(err)}
	}
	var all errorList
	visited := 0
	err = filepath.WalkDir(top, func(file string, d fs.DirEntry, err error) error {
		switch visited++; {
		case err != nil:
			return err
		case visited > 10*maxFiles:
			return tooManyFiles(f)
		}
		if d.IsDir() && file != top && strings.HasPrefix(d.Name(), ".") {
			return fs.SkipDir
		}
		if d.Type()&fs.ModeSymlink == 0 {
			return nil
		}
		target, err := filepath.EvalSymlinks(file)
		if err != nil {
			return nil //nolint:nilerr // a dangling link
		}
		if rel, err := filepath.Rel(top, target); err == nil && filepath.IsLocal(rel) {
			return nil
		}
		displayPath, err := filepath.Rel(top, file)
		if err == nil {
			all.add(
				&Error{
					File:    path.Join(f.Name, filepath.ToSlash(displayPath)),
					Message: "is a symbolic link out of the folder; replace it with its target",
				},
			)
		}
		return nil
	})
	if err != nil {
		return walkError(f, err)
	}
	return all.err()
}

// tooManyFiles returns the error for a folder with more files than a folder of policies plausibly has.
func tooManyFiles(f Folder) error {
	return &Error{File: f.Name, Message: fmt.Sprintf("contains more than %d files; name the folder that contains only policies", 10*maxFiles)}
}

// walkError returns the error for a folder that cannot be walked completely.
func walkError(f Folder, err error) error {
	if custom, ok := errors.AsType[*Error](err); ok {
		return custom
	}
	return &Error{File: f.Name, Message: "cannot be read: " + reason(err)}
}

// findMisplaced returns an error for each policy in a place where it would not be loaded: what the user considers a
// rule must not be ignored.
func findMisplaced(f Folder, fsys fs.FS, known sourceFiles) error {
	var all errorList
	visited := 0
	err := fs.WalkDir(fsys, ".", func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if visited++; visited > 10*maxFiles {
			return tooManyFiles(f)
		}
		switch {
		case d.IsDir() && file != "." && strings.HasPrefix(d.Name(), "."):
			return fs.SkipDir
		case d.IsDir() || path.Ext(file) != ".rego" || strings.HasSuffix(file, "_test.rego"),
			slices.Contains(known.rules, file), slices.Contains(known.library, file):
			return nil
		}
		all.add(
			&Error{
				File:    path.Join(f.Name, file),
				Message: "is not in a folder that policies are loaded from; a rule is GROUP/NAME/rule.rego, a library is lib/NAME.rego",
			},
		)
		return nil
	})
	if err != nil {
		return walkError(f, err)
	}
	return all.err()
}

// reason returns the message of a file system error without the path, which the caller's message already contains.
func reason(err error) string {
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		err = e.Err
	}
	return err.Error()
}

func readFile(fsys fs.FS, name string) ([]byte, error) {
	// Opening a pipe would block.
	if info, err := fs.Stat(fsys, name); err != nil {
		return nil, errors.New("cannot be read: " + reason(err))
	} else if !info.Mode().IsRegular() {
		return nil, errors.New("is not a file")
	}
	f, err := fsys.Open(name)
	if err != nil {
		return nil, errors.New("cannot be read: " + reason(err))
	}
	defer func() { _ = f.Close() }() // opened for reading only
	text, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil {
		return nil, errors.New("cannot be read: " + reason(err))
	}
	if len(text) > maxFile {
		return nil, fmt.Errorf("is larger than the limit of %d bytes", maxFile)
	}
	return text, nil
}

func (f *parsedFolder) addData(file string, text []byte) error {
	displayPath := path.Join(f.Name, file)
	name := strings.TrimSuffix(path.Base(file), ".json")
	if !dataNamePattern().MatchString(name) {
		return &Error{File: displayPath, Message: fmt.Sprintf("%q cannot be the name of data.facts.%s; write letters, digits and _", name, name)}
	}
	dec := json.NewDecoder(strings.NewReader(string(text)))
	dec.UseNumber()
	var v any
	err := dec.Decode(&v)
	if err == nil && dec.More() {
		err = errors.New("more than one value")
	}
	if err != nil {
		offset := dec.InputOffset()
		if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
			offset = syntax.Offset
		}
		line := 1 + bytes.Count(text[:min(int(offset), len(text))], []byte("\n"))
		return &Error{File: displayPath, Line: line, Message: "is not valid JSON"}
	}
	value, err := ast.InterfaceToValue(v)
	if err != nil {
		return &Error{File: displayPath, Message: "is not valid JSON"}
	}
	f.data = append(f.data, dataFile{name, displayPath, value})
	return nil
}

func (f *parsedFolder) addLibrary(file string, text []byte) error {
	displayPath := path.Join(f.Name, file)
	m, err := parseCustom(displayPath, text)
	if err != nil {
		return err
	}
	if len(m.Package.Path) < 3 || m.Package.Path[1].Value.Compare(ast.String("lib")) != 0 {
		return &Error{
			File:    displayPath,
			Line:    m.Package.Location.Row,
			Message: `the package of a library must be below lib, as in "package lib.naming"`,
		}
	}
	f.library = append(f.library, module{m, displayPath})
	f.sources = append(f.sources, Source{Path: file, Text: text})
	return nil
}

func (f *parsedFolder) addRule(file string, text []byte) error {
	displayPath := path.Join(f.Name, file)
	group, name := path.Base(path.Dir(path.Dir(file))), path.Base(path.Dir(file))
	if err := checkNames(group, name); err != nil {
		return &Error{File: displayPath, Message: err.Error()}
	}
	m, err := parseCustom(displayPath, text)
	if err != nil {
		return err
	}
	r, err := metadata(displayPath, m)
	if err != nil {
		return err
	}
	for _, alias := range r.Aliases {
		if g, n, ok := strings.Cut(alias, "/"); !ok || !idPattern().MatchString(g) || !idPattern().MatchString(n) {
			return &Error{File: displayPath, Line: m.Package.Location.Row, Message: fmt.Sprintf("the alias %q is not an id; want GROUP/NAME", alias)}
		}
	}
	if err := checkReport(displayPath, m); err != nil {
		return err
	}
	r.Map(secret.Redact)
	r.Dir = path.Join(f.Name, group, name)
	r.Abs = filepath.Join(f.Abs, group, name)
	f.rules = append(f.rules, r)
	f.policies[r.ID] = m
	f.sources = append(f.sources, Source{Path: file, Text: text, rule: r.ID})
	return nil
}

// checkReport returns an error unless a policy defines report as a partial set.
func checkReport(file string, m *ast.Module) error {
	names := map[string]bool{}
	for _, r := range m.Rules {
		name := headName(r)
		names[name] = true
		if name == "report" && (r.Head.RuleKind() != ast.MultiValue || len(r.Head.Ref()) > 1 || r.Default) {
			return &Error{File: file, Line: r.Location.Row, Message: `report must be a set of findings; write "report contains finding if { … }"`}
		}
	}
	if names["report"] {
		return nil
	}
	var sorted []string
	for name := range names {
		sorted = append(sorted, name)
	}
	slices.Sort(sorted)
	hint := ""
	for _, name := range sorted {
		if suggestion("report", []string{name}) != "" {
			hint = fmt.Sprintf(`; did you mean "report" by %q?`, name)
			break
		}
	}
	return &Error{File: file, Line: m.Package.Location.Row, Message: `has no report; write "report contains finding if { … }"` + hint}
}

// parseCustom parses a custom policy.
func parseCustom(file string, text []byte) (*ast.Module, error) {
	m, err := ast.ParseModuleWithOpts(
		file,
		string(text),
		ast.ParserOptions{ProcessAnnotation: true, RegoVersion: ast.RegoV1, Capabilities: ast.CapabilitiesForThisVersion()},
	)
	if err != nil {
		return nil, explainAll(file, err, nil)
	}
	if m == nil {
		return nil, &Error{File: file, Message: "is empty"}
	}
	return m, nil
}

// policyFile returns the path of a rule's policy as shown in messages.
func policyFile(r *rule.Rule) string { return path.Join(cmp.Or(r.Dir, r.ID), "rule.rego") }
