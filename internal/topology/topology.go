// Package topology merges the manifests of a run into one resolved model: tables of rows with
// canonical values and resolved references, and indexes over them. It is what policies see; it
// evaluates nothing but names that resolve to nothing or twice.
//
// What a document gives on its own (type document) is apart from what follows from all of them, so that a Memory keeps it
// from one topology to the next.
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

// Checked is a document that went through the schema station.
type Checked struct {
	*manifest.Document

	// Invalid contains the values that the schema rejected, and the mappings with an extra, missing or misspelled
	// key. A key may be meant that is missing there, so that rules must not evaluate them.
	Invalid map[*manifest.Node]bool
	// Redacted maps values that look like a credential to what they look like; no row contains their text.
	Redacted map[*manifest.Node]string
	// Doubtful is true if a key of the document is given twice, so that a part of it may be missing.
	Doubtful bool
}

// Topology is the resolved model of all manifests of a run.
type Topology struct {
	// Documents are the manifests in the order of files and locations; a path of a policy begins with a number into
	// them.
	Documents []*manifest.Document
	// Tenants and Environments count the objects declared.
	Tenants, Environments int

	tables     map[string][]*ast.Term
	duplicates []duplicateGroup
	index      *index
	// documents lists the manifests that the first step of each path counts.
	documents *ast.Term
	shards    []*shard
	opa       inOPA
	// twinned are the rows behind the objects of Twins.
	twinned   map[*ast.Term]*ast.Term
	treeCache treeCache
	// homes holds the tenants of environments that name them otherwise than by name.
	homes map[*manifest.Document]string
	// unknown counts the objects that list a field as unknown, held the references that were not checked.
	unknown map[string]int
	held    int
	// anonymous is the first tenant that does not say its id.
	anonymous *manifest.Document
	// suspect are the documents of which a part may be missing.
	suspect map[*source.File][]*manifest.Document
	// renamed maps logical paths of the earlier topology that this one was compared with.
	renamed renames
}

// Build resolves the manifests. The problems are those of the reference rules; unread says what the input
// may declare that could not be read.
func Build(documents []Checked, unread Unread) (*Topology, []problem.Problem) {
	return newBuilder(unread).topology(documents)
}

// topology makes the topology of documents. What those give that were in the last one is kept.
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

// readAll reads the documents that were not in the last topology at the same number: their rows say where they are.
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

// homes notes the tenants of environments that name them otherwise than by name, and the first tenant without an id.
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

// minDocuments is the number of documents for which another goroutine pays.
const minDocuments = 100

// buildAll makes the rows of documents, some at a time: what each gives depends on nothing but the names that all
// documents declare.
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

// unresolved returns the references that lead to nothing, in the order of the documents.
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

// registry is what all documents declare.
type registry struct {
	byKey    registers // by kind and key
	byID     registers // by kind and id
	verified *register // tenants by the domains that they have verified
	urls     *hosts    // environments by the hosts of their databases
	// anonymous is the first tenant that does not say its id; an id that no tenant has may be that.
	anonymous *entity
	strays    map[string]bool // the names of environments whose tenant is not known
	// openDomains is true if a tenant may have verified domains that it does not list.
	openDomains bool
	dotted      []string // the names of tenants that look like domains
	accounts    *accounts
	names       map[string]*nameIndex // by kind, made when a name is looked for
}

// builder carries what is known while a topology is built, and from it to the next one.
type builder struct {
	registry

	t           *Topology
	unread      Unread
	docs        []*document
	changedDocs []*document // those of docs whose rows are made now
	whole       *document   // what follows from all documents
	flows       *flows
	mayEnter    *people

	// memory is true if another topology may follow, and shardDocuments how many documents make a shard; last is what
	// one left that came before.
	memory         bool
	shardDocuments int
	last           *builder
	changes        map[string]*tableChange // by table
	groups         []*duplicateGroups      // by duplicate table

	doc          *document // the one that is built, and what it gives
	made         []*record
	refers       []*entity
	dependencies []uint64
	together     map[[2]*entity]bool     // guests whose addresses were compared
	reported     map[*manifest.Node]bool // references that are unresolved already
	problems     []problem.Problem
	references   *[]Reference // nil where nobody needs them
	interner     stringInterner
	trims        map[trimmed]*layout
	rooms        [][]*ast.Term // for the values of records
}
