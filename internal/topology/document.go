package topology

import (
	"iter"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/identifier"
	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/vocabulary"
)

// document is one manifest and what it contributes to a topology. Its entities depend on its text only; its rows also
// depend on the names that all documents declare.
type document struct {
	Checked

	number int

	// root is nil if no table has the document's kind; items are the entities in its lists.
	root  *entity
	items []*entity
	// primary is true if this is the primary tenant.
	primary bool

	entry        *ast.Term // its entry in input.documents
	rows         []*record // of all tables
	tables       tableSet  // the tables it has rows in
	unresolved   []unresolved
	unknown      map[string]int // number of objects that list a field as unknown, by field
	unchecked    int            // number of references that were not checked
	assignments  []assignment
	targets      []*entity // targets of its references
	dependencies []uint64  // hashes of the strings that were looked up for it

	// previous is what the document contributed to the previous topology; changed reports whether that may differ now.
	// rowsUpdated is true if another document changed one of its rows.
	previous             *document
	changed, rowsUpdated bool
}

// readDocument returns a document and the entities that it declares.
func readDocument(number int, checked Checked) *document {
	d := &document{Checked: checked, number: number, changed: true}
	table := vocabulary.OfKind(d.Kind())
	if table == nil {
		return d
	}
	e := &entity{
		kind: table.Name, name: nameOrID(table.Name, d.Root), doc: number, node: d.Root, at: documentPath(number),
		invalid: d.Invalid, redacted: d.Redacted,
	}
	e.key, e.id = e.name, identifier.CanonicalGUID(stringValue(d.Root.Get("id")))
	d.root = e
	switch e.kind {
	case "tenants":
		d.readTenant()
	case "environments":
		e.tenantRef = stringValue(d.Root.Get("tenant"))
		e.readHost(d.Root)
	case "topologies":
		e.lists = map[string]listState{"agreements": e.readListState("agreements", "id")}
	}
	d.readItems()
	return d
}

// readTenant records the verified domains of a tenant and the state of each of its lists.
func (d *document) readTenant() {
	primary := d.Root.Get("primary")
	d.primary = primary != nil && primary.Kind == manifest.Bool && primary.Text == "true"
	if domains := d.Root.Get("domains"); domains != nil {
		for _, item := range domains.Items {
			if v := item.Get("isVerified"); v == nil || v.Text != "false" {
				if name := identifier.CanonicalDomain(stringValue(item.Get("name"))); name != "" {
					d.root.domains = append(d.root.domains, name)
				}
			}
		}
	}
	d.root.lists = make(map[string]listState, len(identifiedLists["tenants"]))
	for _, l := range identifiedLists["tenants"] {
		d.root.lists[l.Name] = d.root.readListState(l.Name, l.NameColumn)
	}
}

// readItems records the objects in the lists of a document.
func (d *document) readItems() {
	e := d.root
	for _, l := range identifiedLists[e.kind] {
		list := e.node.Get(l.Name)
		if list == nil || list.Kind != manifest.Sequence {
			continue
		}
		var form vocabulary.Form
		if c := l.Column(l.NameColumn); c != nil {
			form = c.Form
		}
		at := e.at.key(l.Name)
		for i, item := range list.Items {
			if item.Kind != manifest.Mapping {
				continue
			}
			c := &entity{kind: l.Name, doc: e.doc, at: at.index(i)}
			if l.NameColumn != "" {
				c.name = canonical(form, stringValue(item.Get(l.NameColumn)))
			}
			switch l.Name {
			case "environments":
				c.name = nameOrID(l.Name, item)
				c.readHost(item)
			case "users", "guests":
				e.readAccount(c, item, i, len(list.Items))
			}
			c.key = c.name
			if e.kind == "tenants" {
				c.tenant, c.key = e.name, scopedKey(e.name, c.name)
			}
			if l.IDColumn != "" {
				c.id = identifier.CanonicalGUID(stringValue(item.Get(l.IDColumn)))
			}
			d.items = append(d.items, c)
		}
	}
}

// readHost records the URL of an environment's database as written.
func (e *entity) readHost(environment *manifest.Node) {
	dataverse := environment.Get("dataverse")
	e.host = stringValue(dataverse.Get("url"))
	e.hostUnknown = listsUnknown(environment, "dataverse") || listsUnknown(dataverse, "url")
}

func (d *document) countUnknown(field string) {
	if d.unknown == nil {
		d.unknown = map[string]int{}
	}
	d.unknown[field]++
}

// addRow adds a row to the document being built.
func (b *builder) addRow(row *record) { b.rows = append(b.rows, row) }

// buildDocument builds the rows of a document and everything else that depends on the names that all documents declare.
func (b *builder) buildDocument(d *document) {
	b.doc, b.rows, b.targets, b.dependencies = d, b.rows[:0], b.targets[:0], b.dependencies[:0]
	if e := d.root; e != nil {
		b.addDependency(e.key)
		b.addDependency(e.name)
		if len(d.Redacted) > 0 {
			b.addSecrets(e, e.node, e.at)
		}
		b.buildEntity(e)
		b.deriveRows(b.rows)
	}
	d.tables = 0
	for _, r := range b.rows {
		d.tables |= r.layout.bit
		b.trim(r)
	}
	slices.Sort(b.dependencies)
	d.rows, d.targets, d.dependencies = slices.Clone(b.rows), slices.Clone(b.targets), slices.Clone(slices.Compact(b.dependencies))
}

// deriveRows adds the rows that are derived from other rows of the same document.
func (b *builder) deriveRows(rows []*record) {
	for g := range rowsIn(rows, "groups") {
		b.addGroupMembers(g)
	}
	for e := range rowsIn(rows, "environments") {
		b.addEnvironmentMembers(e)
		b.addDataSets(e)
	}
	for a := range rowsIn(rows, "administrators") {
		if g := str(a, col.Group); g != "" {
			b.addGroupUse(str(a, col.Tenant), "tenant", str(a, col.Tenant), g, columnPath(a, col.Group))
		}
	}
	for d := range rowsIn(rows, "deployments") {
		b.completeDeployment(d)
		b.addPipelineUses(d)
	}
	for m := range rowsIn(rows, "masterData") {
		b.addMasterEntities(m)
	}
}

// rowsIn yields the rows that belong to a table.
func rowsIn(rows []*record, table string) iter.Seq[*record] {
	return func(yield func(*record) bool) {
		for _, r := range rows {
			if r.layout.table == table && !yield(r) {
				return
			}
		}
	}
}

// rowsOf yields the rows of a table in all documents.
func (b *builder) rowsOf(table string) iter.Seq[*record] {
	bit := layouts()[table].bit
	return func(yield func(*record) bool) {
		for _, d := range b.docs {
			if d.tables&bit == 0 {
				continue
			}
			for row := range rowsIn(d.rows, table) {
				if !yield(row) {
					return
				}
			}
		}
	}
}

func count(rows iter.Seq[*record]) int {
	n := 0
	for range rows {
		n++
	}
	return n
}
