package lsp

import (
	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/source"
	"github.com/tenantlint/tenantlint/internal/topology"
)

// referencesAt returns all references to the entity that is named at a position.
func (s *server) referencesAt(st *state, p positionParams) []topology.Reference {
	ref, ok := s.referenceAt(st, p)
	if !ok {
		return nil
	}
	return st.referenceIndex().Of(ref)
}

func (s *server) definition(p positionParams) (any, error) {
	var found []location
	st := s.stateFor(p.TextDocument.URI)
	for _, m := range s.referencesAt(st, p) {
		if m.Declares {
			found = append(found, s.location(st, m))
		}
	}
	return found, nil
}

func (s *server) references(p referenceParams) (any, error) {
	var found []location
	st := s.stateFor(p.TextDocument.URI)
	for _, m := range s.referencesAt(st, p.positionParams) {
		if !m.Declares || p.Context.IncludeDeclaration {
			found = append(found, s.location(st, m))
		}
	}
	return found, nil
}

func (s *server) location(st *state, m topology.Reference) location {
	return location{st.uri(m.File), s.encoding.toRange(m.File, m.Span)}
}

// The kinds of symbols of the protocol that are used here; editors show an icon for each.
const (
	symbolModule    = 2
	symbolNamespace = 3
	symbolProperty  = 7
	symbolObject    = 19
)

// symbols returns the outline of a file.
func (s *server) symbols(p documentParams) (any, error) {
	documents := s.stateFor(p.TextDocument.URI).documents(p.TextDocument.URI)
	tree, flat := make([]documentSymbol, len(documents)), []symbolInformation{}
	for i, d := range documents {
		outline := topology.Outline(d)
		tree[i] = s.symbol(d, outline)
		flat = s.flatten(flat, p.TextDocument.URI, d, outline, "")
	}
	if s.client.TextDocument.DocumentSymbol.HierarchicalDocumentSymbolSupport {
		return tree, nil
	}
	return flat, nil
}

func (s *server) symbol(d *manifest.Document, e topology.Entry) documentSymbol {
	symbol := documentSymbol{
		Name: symbolName(e.Name), Detail: e.Kind, Kind: symbolKind(e),
		Range: s.encoding.toRange(d.File, e.Span), SelectionRange: s.encoding.toRange(d.File, selectionSpan(e)),
	}
	for _, below := range e.Entries {
		symbol.Children = append(symbol.Children, s.symbol(d, below))
	}
	return symbol
}

// flatten appends an entry and those below it, for clients that do not support trees.
func (s *server) flatten(all []symbolInformation, uri string, d *manifest.Document, e topology.Entry, above string) []symbolInformation {
	if e.Kind != "" {
		all = append(all, symbolInformation{symbolName(e.Name), symbolKind(e), location{uri, s.encoding.toRange(d.File, e.Span)}, above})
		above = e.Name
	}
	for _, below := range e.Entries {
		all = s.flatten(all, uri, d, below, above)
	}
	return all
}

// symbolName returns a name for the outline; clients reject an empty one.
func symbolName(name string) string {
	if name == "" {
		return "?"
	}
	return name
}

// selectionSpan returns the span of an entry's name. Clients require it to be inside the span of the entry.
func selectionSpan(e topology.Entry) source.Span {
	if e.At.Start < e.Span.Start || e.At.End > e.Span.End {
		return source.Span{Start: e.Span.Start, End: e.Span.Start}
	}
	return e.At
}

func symbolKind(e topology.Entry) int {
	switch e.Kind {
	case "":
		return symbolProperty
	case "Tenant":
		return symbolNamespace
	case "Environment", "Deployment", "MasterData", "Topology", "environments":
		return symbolModule
	}
	return symbolObject
}
