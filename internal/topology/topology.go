// Package topology merges the manifests of a run into one resolved model: tables of rows with
// canonical values and resolved references, and indexes over them. It is what policies see; it
// judges nothing but names that resolve to nothing or twice.
package topology

import (
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

	// Broken holds the values that the schema refused and the mappings with a key too many, too
	// few or misspelt: what is missing there may be meant, so that rules must not judge it.
	Broken map[*manifest.Node]bool
	// Secrets say of values that look like a credential what they look like; no row holds their text.
	Secrets map[*manifest.Node]string
	// Doubtful says that a key of the document is given twice, so that a part of it may be missing.
	Doubtful bool
}

// Topology is the resolved model of all manifests of a run.
type Topology struct {
	// Documents are the manifests in the order of files and places; a path of a policy begins with
	// a number into them.
	Documents []*manifest.Document
	// Tenants and Environments count the objects declared.
	Tenants, Environments int

	tables     map[string][]*ast.Term
	duplicates []duplicateGroup
	index      *index
	// documents lists the manifests that the first part of each path counts.
	documents *ast.Term
	opa       inOPA
	// twinned are the rows behind the objects of Twins.
	twinned map[*ast.Term]*ast.Term
	trees   trees
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
	b := newBuilder()
	b.unread = unread
	for i, d := range documents {
		b.t.Documents = append(b.t.Documents, d.Document)
		b.docs = append(b.docs, read(i, d))
	}
	b.declare()
	b.t.anonymous = b.anonymous
	b.t.documents = b.documents()
	b.duplicates()
	b.buildAll()
	b.explain(b.causes(b.unresolved()))
	b.people()
	b.developers()
	b.pipelineHosts()
	b.flow()
	b.gather()
	b.duplicatePartners()
	b.indexes()
	b.t.Tenants, b.t.Environments = len(b.t.tables["tenants"]), len(b.t.tables["environments"])
	return b.t, b.problems
}

// least is the number of documents for which another goroutine pays.
const least = 100

// buildAll makes the rows of all documents, some at a time: what each gives depends on nothing but the names that all
// documents declare.
func (b *builder) buildAll() {
	n := max(1, min(runtime.GOMAXPROCS(0), len(b.docs)/least))
	var wait sync.WaitGroup
	for i := range n {
		part := *b
		part.t = &Topology{Documents: b.t.Documents, homes: b.t.homes}
		part.reported, part.words = map[*manifest.Node]bool{}, words{}
		wait.Go(func() {
			for _, d := range b.docs[len(b.docs)*i/n : len(b.docs)*(i+1)/n] {
				part.document(d)
				if d.root != nil && len(b.docs) > keepTrees {
					d.Root, d.root.node = nil, nil
				}
			}
		})
	}
	wait.Wait()
	b.t.trees.forget()
}

// gather puts together what the documents gave, in their order.
func (b *builder) gather() {
	for _, d := range append(b.docs, b.whole) {
		for _, r := range d.rows {
			b.t.tables[r.table] = append(b.t.tables[r.table], r.row.term())
		}
		for field, n := range d.unknown {
			b.t.unknown[field] += n
		}
		b.t.held += d.held
	}
	b.suspects()
}

// unresolved returns the references that lead to nothing, in the order of the documents.
func (b *builder) unresolved() []unresolved {
	var all []unresolved
	for _, d := range b.docs {
		all = append(all, d.unresolved...)
	}
	return all
}

func newBuilder() *builder {
	return &builder{
		t:        &Topology{tables: make(map[string][]*ast.Term, len(vocabulary.Tables())), homes: map[*manifest.Document]string{}, unknown: map[string]int{}},
		named:    registers{},
		ids:      registers{},
		verified: &register{},
		urls:     &hosts{},
		strays:   map[string]bool{},
		accounts: newAccounts(),
		together: map[[2]*entity]bool{},
		reported: map[*manifest.Node]bool{},
		words:    words{},
		names:    map[string]*nameIndex{},
	}
}

// builder carries what is known while a topology is built.
type builder struct {
	t      *Topology
	unread Unread
	docs   []*document
	whole  *document // what follows from all documents

	named    registers // by kind and key
	ids      registers // by kind and id
	verified *register // tenants by the domains that they have verified
	urls     *hosts    // environments by the hosts of their databases
	// anonymous is the first tenant that does not say its id; an id that no tenant bears may be that.
	anonymous *manifest.Document
	strays    map[string]bool // the names of environments whose tenant is not known
	// openDomains says that a tenant may have verified domains that it does not list.
	openDomains bool
	dotted      []string // the names of tenants that look like domains
	accounts    *accounts
	together    map[[2]*entity]bool // guests whose addresses were compared

	doc        *document // the one that is built, and its rows
	made       []tableRow
	reported   map[*manifest.Node]bool // references that are unresolved already
	problems   []problem.Problem
	names      map[string]*nameIndex // by kind, made when a name is looked for
	references *[]Reference          // nil where nobody asks for them
	words      words
}
