// Package topology merges the manifests of a run into one resolved model: tables of rows with canonical values and
// resolved references, and indexes over them. Policies evaluate this model. The package runs no rules; it reports only
// what resolution itself finds: unresolved references, duplicate names and ids, and data flows that are too large to
// follow.
//
// What a document contributes on its own (type document) is kept apart from what is derived from all documents, so that
// a Memory can carry it over to the next topology.
package topology

import (
	"cmp"
	"runtime"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
	"github.com/tenantlint/tenantlint/internal/vocabulary"
)

// Checked is a document that has passed schema validation.
type Checked struct {
	*manifest.Document

	// Invalid contains the values that the schema rejected, and the mappings with an extra, missing or misspelled key.
	// Such a mapping may be missing a key that its author meant to write, so rules must not evaluate it.
	Invalid map[*manifest.Node]bool
	// Redacted maps values that look like a credential to what they look like; no row contains their text.
	Redacted map[*manifest.Node]string
	// Doubtful is true if the document has a duplicate key, so that part of it may be missing.
	Doubtful bool
}

// Topology is the resolved model of all manifests of a run.
type Topology struct {
	// Documents are the manifests, ordered by file and position; the first element of a policy's path is an index into
	// them.
	Documents []*manifest.Document
	// Tenants and Environments count the declared objects.
	Tenants, Environments int

	tables     map[string][]*ast.Term
	duplicates []duplicateGroup
	index      *index
	// documents lists the manifests that the first element of each path refers to.
	documents *ast.Term
	shards    []*shard
	opa       inOPA
	// twinned maps the OPA objects in Twins to the rows they were made from.
	twinned   map[*ast.Term]*ast.Term
	treeCache treeCache
	// homes contains the tenants of environments that refer to their tenant by something other than its name.
	homes map[*manifest.Document]string
	// unknown counts, by field, the objects that list the field as unknown; held counts the references that were not
	// checked.
	unknown map[string]int
	held    int
	// anonymous is the first tenant without an id.
	anonymous *manifest.Document
	// suspect are the documents that may be incomplete.
	suspect map[*source.File][]*manifest.Document
	// renamed maps the keys of the topology that this one was compared with to its own.
	renamed renames
}

// Build resolves the manifests and returns the problems of the reference rules. Unread describes what may be declared
// in input that could not be read.
func Build(documents []Checked, unread Unread) (*Topology, []problem.Problem) {
	return newBuilder(unread).topology(documents)
}

// topology builds the topology of documents. It reuses the results of documents that are unchanged since the last
// build.
func (b *builder) topology(documents []Checked) (*Topology, []problem.Problem) {
	b.readAll(documents)
	b.redeclare()
	b.homes()
	b.duplicates()
	b.buildAll()
	b.explain(b.causes(b.unresolved()))
	b.people()
	b.developers()
	b.pipelineHosts()
	b.flow()
	b.share()
	b.assemble()
	b.duplicatePartners()
	b.indexes()
	b.t.documents = b.documents()
	if b.memory {
		b.partition(cmp.Or(b.shardDocuments, shardDocuments))
	}
	b.t.Tenants, b.t.Environments = len(b.t.tables["tenants"]), len(b.t.tables["environments"])
	return b.t, b.problems
}

// readAll reads the documents that are not at the same index in the last topology: rows contain the index in their
// paths.
func (b *builder) readAll(documents []Checked) {
	b.docs = make([]*document, len(documents))
	b.t.Documents = make([]*manifest.Document, len(documents))
	for i, d := range documents {
		b.t.Documents[i] = d.Document
		var before *document
		if b.last != nil && i < len(b.last.docs) {
			before = b.last.docs[i]
		}
		if before != nil && before.Document == d.Document {
			b.docs[i] = before
			continue
		}
		b.docs[i] = read(i, d)
		b.docs[i].before = before
		b.changedDocs = append(b.changedDocs, b.docs[i])
	}
}

// homes records the tenants of environments that refer to their tenant by something other than its name, and the first
// tenant without an id.
func (b *builder) homes() {
	for _, d := range b.docs {
		if e := d.root; e != nil && e.kind == "environments" && !e.stray && e.tenant != e.said {
			b.t.homes[d.Document] = e.tenant
		}
	}
	if e := b.anonymous; e != nil {
		b.t.anonymous = b.t.Documents[e.doc]
	}
}

// minDocuments is the number of documents that justify another goroutine.
const minDocuments = 100

// buildAll builds the rows of the changed documents concurrently: the rows of a document depend only on its own text
// and on the names that all documents declare.
func (b *builder) buildAll() {
	n := max(1, min(runtime.GOMAXPROCS(0), len(b.changedDocs)/minDocuments))
	var wait sync.WaitGroup
	for i := range n {
		worker := *b
		worker.t = &Topology{Documents: b.t.Documents, homes: b.t.homes}
		worker.reported, worker.interner, worker.trims = map[*manifest.Node]bool{}, stringInterner{}, map[trimmed]*layout{}
		work := func() {
			for _, d := range b.changedDocs[len(b.changedDocs)*i/n : len(b.changedDocs)*(i+1)/n] {
				worker.document(d)
				if d.root != nil && len(b.docs) > MaxTrees && !b.memory {
					d.Release()
					d.root.node = nil
				}
			}
		}
		if i < n-1 {
			wait.Go(work)
		} else {
			work()
		}
	}
	wait.Wait()
	b.t.treeCache.forget()
}

// unresolved returns the unresolved references in document order.
func (b *builder) unresolved() []unresolved {
	var all []unresolved
	for _, d := range b.docs {
		all = append(all, d.unresolved...)
	}
	return all
}

func newBuilder(unread Unread) *builder {
	return &builder{
		t: &Topology{
			tables: make(map[string][]*ast.Term, len(vocabulary.Tables())), homes: map[*manifest.Document]string{}, unknown: map[string]int{},
		},
		unread: unread,
		registry: registry{
			byKey: registers{}, byID: registers{}, verified: &register{}, urls: &hosts{}, strays: map[string]bool{}, accounts: newAccounts(),
			names: map[string]*nameIndex{},
		},
		together: map[[2]*entity]bool{},
		reported: map[*manifest.Node]bool{},
		interner: stringInterner{},
		trims:    map[trimmed]*layout{},
	}
}

// registry contains what the documents declare.
type registry struct {
	byKey    registers // by kind and key
	byID     registers // by kind and id
	verified *register // tenants by verified domain
	urls     *hosts    // environments by the host of their Dataverse database
	// anonymous is the first tenant without an id; an id that matches no tenant may be its id.
	anonymous *entity
	strays    map[string]bool // names of environments whose tenant is unknown
	// openDomains is true if a tenant may have verified domains that it does not list.
	openDomains bool
	dotted      []string // names of tenants that look like domains
	accounts    *accounts
	names       map[string]*nameIndex // by kind, filled on first lookup
}

// builder is the state of a build. A Memory keeps it for the next one.
type builder struct {
	registry

	t           *Topology
	unread      Unread
	docs        []*document
	changedDocs []*document // the docs whose rows are built in this run
	whole       *document   // the rows that are derived from all documents
	flows       *flows
	mayEnter    *people

	// memory is true if another build may follow. shardDocuments is the number of documents in a shard, and last the
	// builder of the previous topology.
	memory         bool
	shardDocuments int
	last           *builder
	changes        map[string]*tableChange // by table
	groups         []*duplicateGroups      // by duplicate table

	doc          *document // the document being built, and what it contributes
	made         []*record
	refers       []*entity
	dependencies []uint64
	together     map[[2]*entity]bool     // pairs of guests whose addresses were compared
	reported     map[*manifest.Node]bool // references that were already reported
	problems     []problem.Problem
	references   *[]Reference // nil if references are not collected
	interner     stringInterner
	trims        map[trimmed]*layout
	rooms        [][]*ast.Term // value slices of records, for reuse
}
