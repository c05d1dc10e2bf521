// Package importer converts exports of Microsoft Entra ID, Power Platform and related tools to manifests. It recognizes
// the form of an export by its content and merges all exports into one model per tenant, in which a field that no
// export contains is unknown. The package does not access the file system.
//
// Readers copy only the fields that a manifest needs, so that anything else in an export, secrets included, cannot get
// into a manifest.
package importer

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/tenantlint/tenantlint/internal/conform"
	"github.com/tenantlint/tenantlint/internal/secret"
)

// Export is one exported file.
type Export struct {
	// Path is slash-separated. Messages show it, and its folders help to determine the tenant.
	Path string
	Data []byte
}

// Options control how exports are read.
type Options struct {
	// Tenant is the name or id of the tenant of exports that do not identify their tenant.
	Tenant string
	// From is the form of all exports, one of Forms. If it is empty, the form of each export is detected.
	From string
	// Users imports all member users, not only those that are referenced.
	Users bool
	// JSON writes manifests as JSON instead of YAML.
	JSON bool
	// KnownTenants maps the lower-case ids of tenants that manifests already declare to their names. A tenant without
	// an id has the key "name:" and its name.
	KnownTenants map[string]string
}

// Result is the result of an import.
type Result struct {
	// Files describes each export, sorted by path.
	Files []File
	// Manifests contains the tenants, then the deployments, each sorted by name.
	Manifests []Manifest
	// Notes contains what the user should know about the exports, sorted by path.
	Notes []Note
}

// File describes one export.
type File struct {
	Path string
	// Form is the form of the export. It is empty if the file was not recognized; Reason is why.
	Form, Reason string
	// Count is the number of objects in the export, Noun the noun for one of them.
	Count int
	Noun  string
	// Tenants contains the names of the tenants that the export describes.
	Tenants []string
	// Partial is true if the export is one page of several.
	Partial bool
	// Imported is true if exports of this form are imported, not only recognized.
	Imported bool
}

// Manifest is one imported manifest.
type Manifest struct {
	Kind, Name string
	// ID is the lower-case id of a tenant, or empty.
	ID string
	// Text is the manifest in YAML or JSON.
	Text []byte
	// Parts contains further files with the environments of a tenant that has thousands of them.
	Parts [][]byte
	// Partial contains the lists that the exports lack or contain only in part, as paths of keys, for example
	// "environments" or "crossTenantAccess.partners".
	Partial []string

	object *object
}

// Note is a message about an export or a manifest.
type Note struct{ Path, Message string }

// UnassignedError contains the paths of the exports whose tenant is unknown.
type UnassignedError struct{ Paths []string }

func (e *UnassignedError) Error() string {
	quoted := make([]string, len(e.Paths))
	for i, p := range e.Paths {
		quoted[i] = fmt.Sprintf("%q", p)
	}
	return "no tenant is known for " + strings.Join(
		quoted,
		", ",
	) + "; add an export of the organization to the same folder, or name the tenant with --tenant"
}

// importer contains the state of one import.
type importer struct {
	options Options
	tenants map[string]*tenant // by id, or by "name:" and the name if the id is unknown
	// initial and verified map initial and verified domains to tenant ids.
	initial, verified map[string]string
	sketches          []*sketch
	notes             []Note
	seenNotes         map[Note]bool
}

// Import converts exports to manifests. It returns an error only if it cannot import the exports as a whole.
func Import(exports []Export, o Options) (*Result, error) {
	im := &importer{
		options:   o,
		tenants:   map[string]*tenant{},
		initial:   map[string]string{},
		verified:  map[string]string{},
		seenNotes: map[Note]bool{},
	}
	result := &Result{}
	var all []*export
	exports = slices.Clone(exports)
	slices.SortStableFunc(exports, func(a, b Export) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(string(a.Data), string(b.Data)))
	})
	for _, e := range exports {
		x, reason := im.identify(e)
		if x == nil {
			result.Files = append(result.Files, File{Path: e.Path, Reason: reason})
			continue
		}
		all = append(all, x)
	}
	importable := slices.DeleteFunc(slices.Clone(all), func(x *export) bool { return x.form.read == nil })
	if err := im.assignTenants(importable); err != nil {
		return nil, err
	}
	order := map[*form]int{}
	for i, k := range forms() {
		order[k] = i
	}
	slices.SortStableFunc(importable, func(a, b *export) int { return cmp.Compare(order[a.form], order[b.form]) })
	for _, x := range importable {
		r := &reader{importer: im, export: x, rank: x.form.rank}
		x.form.read(r, x)
	}
	if err := im.finish(result); err != nil {
		return nil, err
	}
	for _, x := range all {
		result.Files = append(result.Files, im.describe(x))
	}
	slices.SortStableFunc(result.Files, func(a, b File) int { return cmp.Compare(a.Path, b.Path) })
	result.Notes = im.notes
	slices.SortStableFunc(result.Notes, func(a, b Note) int { return cmp.Compare(a.Path, b.Path) })
	return result, nil
}

// identify parses an export and determines its form. It returns nil and the reason if it does not recognize the file.
func (im *importer) identify(e Export) (*export, string) {
	x, err := open(e)
	if err != nil {
		switch {
		case strings.EqualFold(path.Ext(e.Path), ".tf"):
			return nil, x.unrecognizedReason()
		case isTable(toUTF8(e.Data)):
			return nil, "it is a table; run the command again with --json"
		}
		return nil, err.Error()
	}
	name := im.options.From
	if name == "" {
		if name = x.recognize(); name == "" {
			return nil, x.unrecognizedReason()
		}
	}
	if x.form = formNamed(name); x.form == nil {
		return nil, fmt.Sprintf("%q is not a known form", name)
	}
	return x, ""
}

func (im *importer) describe(x *export) File {
	f := File{Path: x.Path, Form: x.form.name, Count: x.imported, Noun: x.form.noun, Partial: x.nextLink != "", Imported: x.form.read != nil}
	if !f.Imported {
		f.Count = len(x.items)
	}
	seen := map[string]bool{}
	for _, id := range slices.Sorted(maps.Keys(x.tenants)) {
		if t := im.tenants[id]; t != nil && !seen[t.name] {
			seen[t.name] = true
			f.Tenants = append(f.Tenants, t.name)
		}
	}
	slices.Sort(f.Tenants)
	return f
}

// newNote returns a note; a message that looks like it contains a credential is replaced.
func newNote(path, message string) Note {
	message = sanitize(message)
	if looks := secret.Classify(message); looks != "" {
		message = "a value that looks like " + looks + " is left out"
	}
	return Note{path, message}
}

// note adds a note unless it is a duplicate.
func (im *importer) note(path, message string) {
	n := newNote(path, message)
	if !im.seenNotes[n] {
		im.seenNotes[n] = true
		im.notes = append(im.notes, n)
	}
}

// each calls read for every object of the export.
func (r *reader) each(read func(record)) {
	invalid := 0
	for _, raw := range r.export.items {
		rec := readRecord(raw)
		if rec == nil {
			invalid++
			continue
		}
		read(rec)
	}
	if invalid > 0 {
		r.note(r.export.Path, fmt.Sprintf("%d entries are left out: they are not objects", invalid))
	}
}

// tenant returns the tenant of the export.
func (r *reader) tenant() *tenant { return r.tenantByID(r.export.tenant) }

// tenantByID returns a tenant by id and records that the export describes it.
func (r *reader) tenantByID(id string) *tenant {
	if id == "" {
		return nil
	}
	t := r.tenants[id]
	if t == nil {
		t = r.newTenant(id)
	}
	r.export.tenants[id] = true
	return t
}

// countImported counts an imported object.
func (r *reader) countImported() { r.export.imported++ }

// noteSkipped notes that an object was skipped because it has no valid id.
func (r *reader) noteSkipped(noun string) {
	r.note(r.export.Path, noun+" without a valid id is left out")
}

// isComplete reports whether the export is a complete list.
func (x *export) isComplete() bool { return x.form.complete && x.nextLink == "" }

// checkComplete reports whether the export is a complete list, and adds a note if it is one page of several.
func (r *reader) checkComplete(list string) bool {
	if r.export.nextLink != "" {
		r.note(r.export.Path, fmt.Sprintf("it is one page of several, with an @odata.nextLink: some %s of the tenant are unknown", list))
	}
	return r.export.isComplete()
}

// guid returns a GUID in lower case, or "" if s is not a valid id.
func guid(s string) string {
	s = strings.ToLower(sanitize(s))
	if s == zeroGUID || !conform.Valid("guid", s) {
		return ""
	}
	return s
}
