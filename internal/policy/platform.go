package policy

import (
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
)

// PlatformFacts are the built-in facts of the policies that pictures show.
type PlatformFacts struct {
	residency  map[[2]string][]string
	states     map[string]bool
	otherSigns map[string]bool
}

// NewPlatformFacts returns what the program knows, with the residency rules of a configuration.
func NewPlatformFacts(residency []Residency) (*PlatformFacts, error) {
	s, err := embedded()
	if err != nil {
		return nil, err
	}
	facts, err := s.facts()
	if err != nil {
		return nil, err
	}
	facts = Options{Residency: residency}.extend(facts)
	w := &PlatformFacts{residency: map[[2]string][]string{}, states: map[string]bool{}, otherSigns: map[string]bool{}}
	table := member(facts, "residency")
	for _, e := range itemsOf(table, "entries") {
		var locations []string
		for _, l := range itemsOf(member(e.Value), "allowedLocations") {
			locations = append(locations, string(l.Value.(ast.String)))
		}
		w.residency[[2]string{text(e.Value, "class"), text(e.Value, "subjects")}] = locations
	}
	for _, state := range itemsOf(table, "memberStates") {
		w.states[string(state.Value.(ast.String))] = true
	}
	member(facts, "isolation", "otherSignIn").Foreach(func(name, _ *ast.Term) {
		w.otherSigns[string(name.Value.(ast.String))] = true
	})
	return w, nil
}

// itemsOf returns the items of a list in an object.
func itemsOf(o ast.Object, key string) []*ast.Term {
	var terms []*ast.Term
	if t := o.Get(ast.StringTerm(key)); t != nil {
		if array, ok := t.Value.(*ast.Array); ok {
			array.Foreach(func(item *ast.Term) { terms = append(terms, item) })
		}
	}
	return terms
}

// Scopes returns what rules about the people of a country may name: the country, the EU where it is a member
// state, and everybody. The first one with a rule counts.
func (w *PlatformFacts) Scopes(subjects string) []string {
	switch {
	case subjects == "":
		return []string{""}
	case w.states[subjects]:
		return []string{subjects, "EU", ""}
	}
	return []string{subjects, ""}
}

// Residency returns the locations where data of a class about a scope may be kept, sorted; ok is false where
// no rule says so.
func (w *PlatformFacts) Residency(class, scope string) (locations []string, ok bool) {
	locations, ok = w.residency[[2]string{class, scope}]
	return slices.Sorted(slices.Values(locations)), ok
}

// Isolates reports whether tenant isolation governs a connector, whose name is in lower case without blanks, hyphens
// and the prefix of its API name.
func (w *PlatformFacts) Isolates(connector string) bool { return !w.otherSigns[connector] }
