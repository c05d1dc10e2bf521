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
	b.declare(documents)
	b.t.anonymous = b.anonymous
	for _, d := range documents {
		if d.Doubtful {
			b.t.suspects(d.Document)
		}
	}
	b.t.documents = b.documents()
	b.duplicates()
	b.buildAll()
	b.duplicatePartners()
	b.people()
	b.flow()
	b.deployments()
	b.pipelines()
	b.indexes()
	b.t.Tenants, b.t.Environments = len(b.t.tables["tenants"]), len(b.t.tables["environments"])
	return b.t, b.problems
}

// least is the number of documents for which another goroutine pays.
const least = 100

// buildAll makes the rows of all documents, some at a time: the rows of each depend on nothing but
// the names that all documents declare. What the parts give is put together in their order.
func (b *builder) buildAll() {
	n := max(1, min(runtime.GOMAXPROCS(0), len(b.roots)/least))
	parts := make([]*builder, n)
	var wait sync.WaitGroup
	for i := range parts {
		part := *b
		part.t = &Topology{Documents: b.t.Documents, tables: map[string][]*ast.Term{}, homes: b.t.homes, unknown: map[string]int{}}
		part.reported, part.words, part.problems = map[*manifest.Node]bool{}, words{}, nil
		parts[i] = &part
		wait.Go(func() {
			for _, e := range b.roots[len(b.roots)*i/n : len(b.roots)*(i+1)/n] {
				part.build(e)
				if len(b.t.Documents) > keepTrees {
					b.t.Documents[e.doc].Root, e.node = nil, nil
				}
			}
		})
	}
	wait.Wait()
	b.t.trees.forget()
	for _, part := range parts {
		for table, rows := range part.t.tables {
			b.t.tables[table] = append(b.t.tables[table], rows...)
		}
		for field, n := range part.t.unknown {
			b.t.unknown[field] += n
		}
		b.t.held += part.t.held
		b.t.suspectAll(part.t.suspect)
		b.problems = append(b.problems, part.problems...)
		b.unresolved = append(b.unresolved, part.unresolved...)
	}
	b.explain(b.causes(b.unresolved))
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
	roots  []*entity

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

	reported   map[*manifest.Node]bool // references that are unresolved already
	unresolved []unresolved
	problems   []problem.Problem
	names      map[string]*nameIndex // by kind, made when a name is looked for

	references *[]Reference // nil where nobody asks for them
	entities   []*entity    // all that are declared, likewise

	words words
}
