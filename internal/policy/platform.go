package policy

import (
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
)

// PlatformFacts contains the facts of the policies that diagrams show.
type PlatformFacts struct {
	residency  map[[2]string][]string
	states     map[string]bool
	otherSigns map[string]bool
}

// NewPlatformFacts returns the built-in facts, extended with the residency entries of a configuration.
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

// itemsOf returns the items of the array under a key of an object.
func itemsOf(o ast.Object, key string) []*ast.Term {
	var terms []*ast.Term
	if t := o.Get(ast.StringTerm(key)); t != nil {
		if array, ok := t.Value.(*ast.Array); ok {
			array.Foreach(func(item *ast.Term) { terms = append(terms, item) })
		}
	}
	return terms
}

// Scopes returns the subjects of residency entries that cover the people of a country, most specific first: the
// country, the EU for a member state, and everyone. The first scope with an entry applies.
func (w *PlatformFacts) Scopes(subjects string) []string {
	switch {
	case subjects == "":
		return []string{""}
	case w.states[subjects]:
		return []string{subjects, "EU", ""}
	}
	return []string{subjects, ""}
}

// Residency returns the locations where data of a class about a scope may be stored, sorted; ok is false if there is no
// entry for them.
func (w *PlatformFacts) Residency(class, scope string) (locations []string, ok bool) {
	locations, ok = w.residency[[2]string{class, scope}]
	return slices.Sorted(slices.Values(locations)), ok
}

// Isolates reports whether tenant isolation governs a connector, given its name in lower case without blanks, hyphens
// and the prefix of its API name.
func (w *PlatformFacts) Isolates(connector string) bool { return !w.otherSigns[connector] }
