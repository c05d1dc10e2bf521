package drift

import (
	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/conform"
	"github.com/tenantlint/tenantlint/internal/importer"
	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/source"
	"github.com/tenantlint/tenantlint/internal/topology"
)

// liveTopology is the topology of the exports.
type liveTopology struct {
	*topology.Topology

	imported *importer.Result
	// origins contains the origin of each document of the topology.
	origins []origin
}

// origin is where a document comes from: a manifest, or one of its environments by index.
type origin struct {
	manifest    *importer.Manifest
	environment int // -1 for the manifest itself
}

// importLive builds the topology of the exports. Tenants have the same names as in the manifests.
func (x *Exports) importLive(t *topology.Topology) (*liveTopology, error) {
	o := importer.Options{Tenant: x.Tenant, From: x.From, KnownTenants: tenantNames(t), Users: t.Has("users")}
	imported, err := importer.Import(x.Files, o)
	if err != nil {
		return nil, err
	}
	l := &liveTopology{imported: imported}
	var documents []topology.Checked
	for i := range imported.Manifests {
		m := &imported.Manifests[i]
		if m.Kind != "Tenant" {
			continue // the draft of a deployment does not describe the live tenant
		}
		for _, d := range parseGenerated(m.Name, m.Text) {
			documents = append(documents, d)
			l.origins = append(l.origins, origin{m, -1})
		}
		n := 0
		for _, part := range m.Parts {
			for _, d := range parseGenerated(m.Name, part) {
				documents = append(documents, d)
				l.origins = append(l.origins, origin{m, n})
				n++
			}
		}
	}
	l.Topology, _ = topology.Build(documents, topology.Unread{}) // unresolved references are not compared
	return l, nil
}

// Manifests returns the manifests of the exports, for comparisons in which the exports are the base.
func (x *Exports) Manifests(t *topology.Topology) ([]*source.File, error) {
	imported, err := importer.Import(x.Files, importer.Options{Tenant: x.Tenant, From: x.From, KnownTenants: tenantNames(t)})
	if err != nil {
		return nil, err
	}
	var files []*source.File
	for i := range imported.Manifests {
		m := &imported.Manifests[i]
		for _, text := range append([][]byte{m.Text}, m.Parts...) {
			files = append(files, source.NewFile(m.Name+".yaml", text))
		}
	}
	return files, nil
}

// tenantNames returns the names of the tenants of a topology by id, or by "name:" and the name for tenants without an id.
func tenantNames(t *topology.Topology) map[string]string {
	names := map[string]string{}
	for r := range t.Rows("tenants") {
		name, id := r.Text("name"), r.Text("id")
		switch {
		case name == "":
		case id == "":
			names["name:"+name] = name
		case names[id] == "":
			names[id] = name
		}
	}
	return names
}

// parseGenerated parses a manifest that the importer wrote; the usual limits do not apply.
func parseGenerated(name string, text []byte) []topology.Checked {
	limits := manifest.DefaultLimits()
	limits.Bytes, limits.Nodes = len(text)+1, len(text)+1
	var all []topology.Checked
	for _, d := range manifest.Parse(source.NewFile(name+".yaml", text), limits, true).Documents {
		all = append(all, topology.Checked{Document: d, Invalid: conform.Check(d).Invalid})
	}
	return all
}

// importedCount counts the files that were imported.
func (l *liveTopology) importedCount() int {
	n := 0
	for _, f := range l.imported.Files {
		if f.Imported {
			n++
		}
	}
	return n
}

// provenance reports whether the exports contain the value at a path of the topology, for a list whether they contain
// all of its entries, and from which export the value comes.
func (l *liveTopology) provenance(path []any) (from string, known bool) {
	if len(path) == 0 {
		return "", false
	}
	n, ok := path[0].(int)
	if !ok || n >= len(l.origins) {
		return "", false
	}
	o := l.origins[n]
	if o.environment >= 0 {
		return o.manifest.Provenance(append([]any{"environments", o.environment}, path[1:]...)...)
	}
	return o.manifest.Provenance(path[1:]...)
}

// pathElements converts the path of a row to keys and indexes.
func pathElements(at ast.Value) []any {
	arr, ok := at.(*ast.Array)
	if !ok {
		return nil
	}
	path := make([]any, 0, arr.Len())
	arr.Foreach(func(e *ast.Term) {
		switch v := e.Value.(type) {
		case ast.String:
			path = append(path, string(v))
		case ast.Number:
			n, _ := v.Int()
			path = append(path, n)
		}
	})
	return path
}
