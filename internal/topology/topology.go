// Package topology merges the manifests of a run into one resolved model: tables of rows with
// canonical values and resolved references, and indexes over them. It is what policies see; it
// judges nothing but names that resolve to nothing or twice.
package topology

import (
	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/source"
)

// Checked is a document that went through the schema station.
type Checked struct {
	*manifest.Document
	// Broken holds the values that the schema refused and the mappings with a key too many, too
	// few or misspelt: what is missing there may be meant, so that rules must not judge it.
	Broken map[*manifest.Node]bool
	// Secrets say of values that look like a credential what they look like; no row holds their text.
	Secrets map[*manifest.Node]string
}

// Topology is the resolved model of all manifests of a run.
type Topology struct {
	// Documents are the manifests in the order of files and places; a path of a policy begins with
	// a number into them.
	Documents []*manifest.Document
	// Tenants and Environments count the objects declared.
	Tenants, Environments int

	tables map[string][]*ast.Term
	shared []sharedGroup
	index  *ast.Term
}

// Build resolves the manifests. The problems are those of the reference rules; incomplete says that
// some input could not be read, so that an unknown name may be declared there.
func Build(documents []Checked, incomplete bool) (*Topology, []source.Problem) {
	b := &builder{
		t:           &Topology{tables: make(map[string][]*ast.Term, len(shapes))},
		incomplete:  incomplete,
		declared:    map[string]map[string]*entity{},
		ids:         map[string]map[string]*entity{},
		occurrences: map[string][]*entity{},
		reported:    map[*manifest.Node]bool{},
	}
	for i, d := range documents {
		b.t.Documents = append(b.t.Documents, d.Document)
		b.declare(i, d)
	}
	b.duplicates()
	for _, e := range b.roots {
		b.build(e)
	}
	b.people()
	b.flow()
	b.deployments()
	b.indexes()
	b.t.Tenants, b.t.Environments = len(b.t.tables["tenants"]), len(b.t.tables["environments"])
	return b.t, b.problems
}

// builder carries what is known while a topology is built.
type builder struct {
	t          *Topology
	incomplete bool
	roots      []*entity

	declared    map[string]map[string]*entity // by kind and key
	ids         map[string]map[string]*entity // by kind and id
	occurrences map[string][]*entity          // by kind and key: every declaration
	order       []string                      // the keys of occurrences as they came up

	reported map[*manifest.Node]bool // references that a problem names already
	problems []source.Problem
}
