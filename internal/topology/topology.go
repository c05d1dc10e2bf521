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

// Checked is a document with the results of schema validation and redaction.
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
	opa       opaInput
	// twinRows maps the OPA objects in Twins to the rows they were made from.
	twinRows  map[*ast.Term]*ast.Term
	treeCache treeCache
	// environmentTenants contains the tenants of environments that refer to their tenant by something other than its
	// name.
	environmentTenants map[*manifest.Document]string
	// unknown counts, by field, the objects that list the field as unknown; unchecked counts the references that were
	// not checked.
	unknown   map[string]int
	unchecked int
	// tenantWithoutID is the first tenant without an id.
	tenantWithoutID *manifest.Document
	// incomplete are the documents that may be incomplete.
	incomplete map[*source.File][]*manifest.Document
	// renamed maps the keys of the topology that this one was compared with to its own.
	renamed renames
}

// Build resolves the manifests and returns the problems that resolution finds. Unread describes what may be declared in
// input that could not be read.
func Build(documents []Checked, unread Unread) (*Topology, []problem.Problem) {
	return newBuilder(unread).buildTopology(documents)
}

// buildTopology builds the topology of documents. It reuses the results of documents that are unchanged since the
// previous build.
func (b *builder) buildTopology(documents []Checked) (*Topology, []problem.Problem) {
	b.readDocuments(documents)
	b.updateDeclarations()
	b.recordTenants()
	b.reportDuplicates()
	b.buildDocuments()
	b.reportUnresolved(b.reportMisspelled(b.allUnresolved()))
	b.addAccess()
	b.markDevelopmentTenants()
	b.addPipelineHosts()
	b.addFlows()
	b.reuseRows()
	b.assembleTables()
	b.reportDuplicatePartners()
	b.buildIndexes()
	b.t.documents = b.documentList()
	if b.memory {
		b.buildShards(cmp.Or(b.shardDocuments, shardDocuments))
	}
	b.t.Tenants, b.t.Environments = len(b.t.tables["tenants"]), len(b.t.tables["environments"])
	return b.t, b.problems
}

// readDocuments reads the documents that are not at the same index in the previous topology: rows contain the index in
// their paths.
func (b *builder) readDocuments(documents []Checked) {
	b.docs = make([]*document, len(documents))
	b.t.Documents = make([]*manifest.Document, len(documents))
	for i, d := range documents {
		b.t.Documents[i] = d.Document
		var before *document
		if b.previous != nil && i < len(b.previous.docs) {
			before = b.previous.docs[i]
		}
		if before != nil && before.Document == d.Document {
			b.docs[i] = before
			continue
		}
		b.docs[i] = readDocument(i, d)
		b.docs[i].previous = before
		b.changedDocs = append(b.changedDocs, b.docs[i])
	}
}

// recordTenants records the tenants of environments that refer to their tenant by something other than its name, and
// the first tenant without an id.
func (b *builder) recordTenants() {
	for _, d := range b.docs {
		if e := d.root; e != nil && e.kind == "environments" && !e.orphan && e.tenant != e.tenantRef {
			b.t.environmentTenants[d.Document] = e.tenant
		}
	}
	if e := b.tenantWithoutID; e != nil {
		b.t.tenantWithoutID = b.t.Documents[e.doc]
	}
}

// documentsPerWorker is the number of documents that justify another goroutine.
const documentsPerWorker = 100

// buildDocuments builds the rows of the changed documents concurrently: the rows of a document depend only on its own
// text and on the names that all documents declare.
func (b *builder) buildDocuments() {
	n := max(1, min(runtime.GOMAXPROCS(0), len(b.changedDocs)/documentsPerWorker))
	var wait sync.WaitGroup
	for i := range n {
		worker := *b
		worker.t = &Topology{Documents: b.t.Documents, environmentTenants: b.t.environmentTenants}
		worker.reported, worker.interner, worker.trimmedLayouts = map[*manifest.Node]bool{}, stringInterner{}, map[layoutKey]*layout{}
		work := func() {
			for _, d := range b.changedDocs[len(b.changedDocs)*i/n : len(b.changedDocs)*(i+1)/n] {
				worker.buildDocument(d)
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
	b.t.treeCache.reset()
}

// allUnresolved returns the unresolved references in document order.
func (b *builder) allUnresolved() []unresolved {
	var all []unresolved
	for _, d := range b.docs {
		all = append(all, d.unresolved...)
	}
	return all
}

func newBuilder(unread Unread) *builder {
	return &builder{
		t: &Topology{
			tables:             make(map[string][]*ast.Term, len(vocabulary.Tables())),
			environmentTenants: map[*manifest.Document]string{},
			unknown:            map[string]int{},
		},
		unread: unread,
		registry: registry{
			byKey: entityIndexes{}, byID: entityIndexes{}, verified: &entityIndex{}, hosts: &hostIndex{}, orphans: map[string]bool{},
			accounts: newAccounts(), names: map[string]*nameIndex{},
		},
		comparedGuests: map[[2]*entity]bool{},
		reported:       map[*manifest.Node]bool{},
		interner:       stringInterner{},
		trimmedLayouts: map[layoutKey]*layout{},
	}
}

// registry contains what the documents declare.
type registry struct {
	byKey    entityIndexes // by kind and key
	byID     entityIndexes // by kind and id
	verified *entityIndex  // tenants by verified domain
	hosts    *hostIndex    // environments by the host of their Dataverse database
	// tenantWithoutID is the first tenant without an id; an id that matches no tenant may be its id.
	tenantWithoutID *entity
	orphans         map[string]bool // names of environments whose tenant is unknown
	// incompleteDomains is true if a tenant may have verified domains that it does not list.
	incompleteDomains bool
	domainLikeNames   []string // names of tenants that look like domains
	accounts          *accounts
	names             map[string]*nameIndex // by kind, filled on first lookup
}

// builder is the state of a build. A Memory keeps it for the next one.
type builder struct {
	registry

	t           *Topology
	unread      Unread
	docs        []*document
	changedDocs []*document // the docs whose rows are built in this run
	global      *document   // the rows that are derived from all documents
	flows       *flows
	accessIndex *accessIndex

	// memory is true if another build may follow. shardDocuments is the number of documents in a shard, and previous
	// the builder of the previous topology.
	memory          bool
	shardDocuments  int
	previous        *builder
	changes         map[string]*tableChange // by table
	duplicateGroups []*duplicateGroups      // by duplicate table

	doc            *document // the document being built, and what it contributes
	rows           []*record
	targets        []*entity
	dependencies   []uint64
	comparedGuests map[[2]*entity]bool     // pairs of guests whose addresses were compared
	reported       map[*manifest.Node]bool // references that were already reported
	problems       []problem.Problem
	references     *[]Reference // nil if references are not collected
	interner       stringInterner
	trimmedLayouts map[layoutKey]*layout
	freeValues     [][]*ast.Term // value slices of records, for reuse
}
