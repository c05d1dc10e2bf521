package importer

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/tenantlint/tenantlint/internal/conform"
	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/source"
)

// Change is a new or edited file.
type Change struct {
	// Path is slash-separated and relative to the folder of the manifests.
	Path string
	// Before is nil if the file is new.
	Before, After []byte
}

// Update merges the imported model into the existing manifests. It edits declared objects in place, and only the fields
// that an export contains, and adds other objects. It reports objects that are missing from a complete export, and
// removes them only with prune.
func Update(existing []Export, r *Result, o Options, prune bool) ([]Change, []Note, error) {
	u := &updater{
		prune:        prune,
		byID:         map[string]*declaration{},
		byName:       map[string]*declaration{},
		environments: map[string]*declaration{},
		paths:        map[string]bool{},
		renamed:      map[string]string{},
	}
	if err := u.read(existing); err != nil {
		return nil, nil, err
	}
	var changes []Change
	for i := range r.Manifests {
		m := &r.Manifests[i]
		changes = append(changes, u.updateOrCreate(m, o)...)
	}
	for _, f := range u.files {
		after, err := f.apply()
		if err != nil {
			return nil, nil, err
		}
		if !bytes.Equal(after, f.file.Data) {
			changes = append(changes, Change{Path: f.file.Path, Before: f.file.Data, After: after})
		}
	}
	slices.SortFunc(changes, func(a, b Change) int { return cmp.Compare(a.Path, b.Path) })
	return changes, u.notes, nil
}

// KnownTenants returns the names of the tenants that manifests declare, in the form of Options.KnownTenants.
func KnownTenants(existing []Export) (map[string]string, error) {
	u := &updater{
		byID:         map[string]*declaration{},
		byName:       map[string]*declaration{},
		environments: map[string]*declaration{},
		paths:        map[string]bool{},
	}
	if err := u.read(existing); err != nil {
		return nil, err
	}
	known := map[string]string{}
	for name, d := range u.byName {
		if guid(text(d.root, "id")) == "" && conform.Valid("name", name) {
			known["name:"+name] = name
		}
	}
	for id, d := range u.byID {
		if name := text(d.root, "name"); conform.Valid("name", name) { // lint reports invalid names
			known[id] = name
		}
	}
	return known, nil
}

// declaration is a document that declares an object.
type declaration struct {
	file *fileEditor
	root *manifest.Node
}

// updater edits the manifests of a folder.
type updater struct {
	prune        bool
	files        []*fileEditor
	paths        map[string]bool
	byID, byName map[string]*declaration // tenants
	environments map[string]*declaration // documents of environments, by id
	deployments  []*declaration
	// renamed maps the imported names of environments to their names in the manifests.
	renamed map[string]string
	notes   []Note
}

func text(n *manifest.Node, key string) string {
	if n == nil {
		return ""
	}
	if v := n.Get(key); v != nil && v.Kind == manifest.String {
		return v.Text
	}
	return ""
}

func (u *updater) read(existing []Export) error {
	for _, e := range existing {
		u.paths[strings.ToLower(e.Path)] = true
		if !manifest.Candidate(e.Data) {
			continue
		}
		file := source.NewFile(e.Path, e.Data)
		parsed := manifest.Parse(file, manifest.DefaultLimits(), false)
		for _, p := range parsed.Problems {
			if p.Rule != "parse/not-a-manifest" {
				return fmt.Errorf("%q cannot be read: %s; correct it first, see tenantlint lint", e.Path, p.Message.String())
			}
		}
		f := &fileEditor{file: file, eol: "\n"}
		if bytes.Contains(e.Data, []byte("\r\n")) {
			f.eol = "\r\n"
		}
		u.files = append(u.files, f)
		for _, d := range parsed.Documents {
			if d.Root.Kind != manifest.Mapping {
				continue
			}
			u.addDeclaration(d.Kind(), &declaration{f, d.Root})
		}
	}
	return nil
}

// addDeclaration indexes a document. If several tenants have the same id or name, the first one counts.
func (u *updater) addDeclaration(kind string, at *declaration) {
	name := text(at.root, "name")
	switch kind {
	case "Tenant":
		if id := guid(text(at.root, "id")); id != "" && name != "" && u.byID[id] == nil {
			u.byID[id] = at
		}
		if name != "" && u.byName[name] == nil {
			u.byName[name] = at
		}
	case "Environment":
		if id := strings.ToLower(text(at.root, "id")); id != "" {
			u.environments[id] = at
		}
	case "Deployment":
		u.deployments = append(u.deployments, at)
	}
}

func (u *updater) note(path, message string) { u.notes = append(u.notes, newNote(path, message)) }

// updateOrCreate edits the document that declares the object of a manifest, or returns new files.
func (u *updater) updateOrCreate(m *Manifest, o Options) []Change {
	switch m.Kind {
	case "Tenant":
		at := u.byID[m.ID]
		if at == nil {
			if candidate := u.byName[m.Name]; candidate != nil && guid(text(candidate.root, "id")) == "" {
				at = candidate
			}
		}
		if at != nil {
			e := edit{updater: u, fileEditor: at.file, refs: u.newResolver(m, at.root)}
			e.adoptNames(m, at.root)
			e.refs = u.newResolver(m, at.root)
			e.editObject(m.object, at.root)
			return nil
		}
	case "Deployment":
		if m.object.renameStrings(func(key, s string) string {
			if name := u.renamed[s]; name != "" && (key == "applicationUsers" || key == "environments" || key == "environment") {
				return name
			}
			return s
		}) {
			m.Text = render(m, o.JSON)
		}
		app := ""
		if a, ok := m.object.value("application").(*object); ok {
			app = a.text("appId")
		}
		for _, d := range u.deployments {
			if text(d.root, "name") == m.Name || app != "" && strings.EqualFold(text(d.root.Get("application"), "appId"), app) {
				return nil // somebody may have completed it
			}
		}
	}
	changes := []Change{{Path: u.unusedPath(m.Name, o), After: m.Text}}
	for i, part := range m.Parts {
		changes = append(changes, Change{Path: u.unusedPath(fmt.Sprintf("%s-environments-%d", m.Name, i+1), o), After: part})
	}
	return changes
}

// unusedPath returns an unused path.
func (u *updater) unusedPath(name string, o Options) string {
	path := name + extension(o.JSON)
	for n := 2; u.paths[strings.ToLower(path)]; n++ {
		path = name + "-" + strconv.Itoa(n) + extension(o.JSON)
	}
	u.paths[strings.ToLower(path)] = true
	return path
}
