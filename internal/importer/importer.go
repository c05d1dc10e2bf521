// Package importer turns the exports of Microsoft Entra ID, the Power Platform and the tools around them
// into manifests. Each form of export is known by its content; several sources merge into one model of
// each tenant, in which a field that no source carries is unknown. Nothing here touches the disk.
//
// Only the fields that a reader needs are taken from an export, so that what else it holds, secrets among it, cannot
// get into a manifest.
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

// Export is one file of what a tool exported.
type Export struct {
	// Path is the slash-separated path for messages; its folders determine the tenant.
	Path string
	Data []byte
}

// Options say how to read exports.
type Options struct {
	// Tenant is the name or the id of the tenant of exports that do not say whose they are.
	Tenant string
	// From is the form of all exports, one of Kinds; empty recognizes each.
	From string
	// Users takes over all member users, not only those that something refers to.
	Users bool
	// JSON writes JSON instead of YAML.
	JSON bool
	// Known are the names of tenants that manifests declare already, by id in lower case; those without an id are
	// under "name:" and their name.
	Known map[string]string
}

// Result is what exports come to.
type Result struct {
	// Files say of each export what it is, ordered by path.
	Files []File
	// Manifests are ordered by name: tenants first, then deployments.
	Manifests []Manifest
	// Notes are what a reader of the exports should know, in the order of the exports.
	Notes []Note
}

// File says what one export is.
type File struct {
	Path string
	// Kind is its form; it is empty where it is none, and Reason says why.
	Kind, Reason string
	// Count is the number of objects that it lists, Noun what one of them is.
	Count int
	Noun  string
	// Tenants are the names of those that it says something of.
	Tenants []string
	// Partial is true if it is a page, not the whole.
	Partial bool
	// Taken is true if the form is imported at all.
	Taken bool
}

// Manifest is one manifest in memory.
type Manifest struct {
	Kind, Name string
	// ID is the id of a tenant in lower case, or empty.
	ID string
	// Text is the manifest in YAML or JSON.
	Text []byte
	// Parts are further files, which hold the environments of a tenant that has thousands.
	Parts [][]byte
	// Partial are the lists of which the exports hold no or not all entries, as paths of keys:
	// "environments", "crossTenantAccess.partners".
	Partial []string

	object *object
}

// Note is one thing to know.
type Note struct{ Path, Message string }

// UnassignedError lists the exports whose tenant is unknown.
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

// importer is one import.
type importer struct {
	options Options
	tenants map[string]*tenant // by id, or by "name:" and the name of one without an id
	// initial and verified lead from domains to ids of tenants.
	initial, verified map[string]string
	sketches          []*sketch
	notes             []Note
	noted             map[Note]bool
}

// Import reads exports. An error says that nothing can be made of them as a whole.
func Import(exports []Export, o Options) (*Result, error) {
	im := &importer{
		options:  o,
		tenants:  map[string]*tenant{},
		initial:  map[string]string{},
		verified: map[string]string{},
		noted:    map[Note]bool{},
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
	taken := slices.DeleteFunc(slices.Clone(all), func(x *export) bool { return x.kind.read == nil })
	if err := im.assign(taken); err != nil {
		return nil, err
	}
	order := map[*kind]int{}
	for i, k := range kinds() {
		order[k] = i
	}
	slices.SortStableFunc(taken, func(a, b *export) int { return cmp.Compare(order[a.kind], order[b.kind]) })
	for _, x := range taken {
		r := &reader{importer: im, export: x, rank: x.kind.rank}
		x.kind.read(r, x)
	}
	if err := im.finish(result); err != nil {
		return nil, err
	}
	for _, x := range all {
		result.Files = append(result.Files, im.report(x))
	}
	slices.SortStableFunc(result.Files, func(a, b File) int { return cmp.Compare(a.Path, b.Path) })
	result.Notes = im.notes
	slices.SortStableFunc(result.Notes, func(a, b Note) int { return cmp.Compare(a.Path, b.Path) })
	return result, nil
}

// identify takes an export apart and says what it is, or why it is none.
func (im *importer) identify(e Export) (*export, string) {
	x, err := open(e)
	if err != nil {
		switch {
		case strings.EqualFold(path.Ext(e.Path), ".tf"):
			return nil, x.missing()
		case table(decode(e.Data)):
			return nil, "it is a table for people; run the command again with --json"
		}
		return nil, err.Error()
	}
	name := im.options.From
	if name == "" {
		if name = x.recognize(); name == "" {
			return nil, x.missing()
		}
	}
	if x.kind = kindNamed(name); x.kind == nil {
		return nil, fmt.Sprintf("%q is not a known form", name)
	}
	return x, ""
}

func (im *importer) report(x *export) File {
	f := File{Path: x.Path, Kind: x.kind.name, Count: x.imported, Noun: x.kind.noun, Partial: x.next != "", Taken: x.kind.read != nil}
	if !f.Taken {
		f.Count = len(x.items)
	}
	seen := map[string]bool{}
	for _, id := range slices.Sorted(maps.Keys(x.of)) {
		if t := im.tenants[id]; t != nil && !seen[t.name] {
			seen[t.name] = true
			f.Tenants = append(f.Tenants, t.name)
		}
	}
	slices.Sort(f.Tenants)
	return f
}

// note makes a note of which nothing looks like a credential.
func note(path, message string) Note {
	message = clean(message)
	if looks := secret.Classify(message); looks != "" {
		message = "a value is left out that looks like " + looks
	}
	return Note{path, message}
}

// note notes something once.
func (im *importer) note(path, message string) {
	n := note(path, message)
	if !im.noted[n] {
		im.noted[n] = true
		im.notes = append(im.notes, n)
	}
}

// each hands every object of an export to a reader.
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

// tenant returns that of the export.
func (r *reader) tenant() *tenant { return r.of(r.export.tenant) }

// of returns a tenant and notes that the export is about it.
func (r *reader) of(id string) *tenant {
	if id == "" {
		return nil
	}
	t := r.tenants[id]
	if t == nil {
		t = r.newTenant(id)
	}
	r.export.of[id] = true
	return t
}

// count counts an object that was taken over.
func (r *reader) count() { r.export.imported++ }

// leave says that an object has no id by which it could be known.
func (r *reader) leave(noun string) {
	r.note(r.export.Path, noun+" without a valid id is left out")
}

// isWhole reports whether the export lists all that there is.
func (x *export) isWhole() bool { return x.kind.whole && x.next == "" }

// page says that the export is a page, and returns whether it is none.
func (r *reader) whole(list string) bool {
	if r.export.next != "" {
		r.note(r.export.Path, fmt.Sprintf("it is a page with an @odata.nextLink: %s of the tenant are not all known", list))
	}
	return r.export.isWhole()
}

// guid returns an id in lower case, or "".
func guid(s string) string {
	s = strings.ToLower(clean(s))
	if s == zeroGUID || !conform.Valid("guid", s) {
		return ""
	}
	return s
}
