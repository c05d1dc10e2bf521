package policy

import (
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
)

// PlatformFacts contains the facts of the policies that diagrams show.
type PlatformFacts struct {
	residency    map[[2]string][]string
	memberStates map[string]bool
	otherSignIn  map[string]bool
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
	f := &PlatformFacts{residency: map[[2]string][]string{}, memberStates: map[string]bool{}, otherSignIn: map[string]bool{}}
	table := objectAt(facts, "residency")
	for _, e := range itemsAt(table, "entries") {
		var locations []string
		for _, l := range itemsAt(objectAt(e.Value), "allowedLocations") {
			locations = append(locations, string(l.Value.(ast.String)))
		}
		f.residency[[2]string{stringAt(e.Value, "class"), stringAt(e.Value, "subjects")}] = locations
	}
	for _, state := range itemsAt(table, "memberStates") {
		f.memberStates[string(state.Value.(ast.String))] = true
	}
	objectAt(facts, "isolation", "otherSignIn").Foreach(func(name, _ *ast.Term) {
		f.otherSignIn[string(name.Value.(ast.String))] = true
	})
	return f, nil
}

// itemsAt returns the items of the array under a key of an object.
func itemsAt(o ast.Object, key string) []*ast.Term {
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
func (f *PlatformFacts) Scopes(subjects string) []string {
	switch {
	case subjects == "":
		return []string{""}
	case f.memberStates[subjects]:
		return []string{subjects, "EU", ""}
	}
	return []string{subjects, ""}
}

// Residency returns the locations where data of a class about a scope may be stored, sorted; ok is false if there is no
// entry for them.
func (f *PlatformFacts) Residency(class, scope string) (locations []string, ok bool) {
	locations, ok = f.residency[[2]string{class, scope}]
	return slices.Sorted(slices.Values(locations)), ok
}

// Isolates reports whether tenant isolation governs a connector, given its name in lower case without blanks, hyphens
// and the prefix of its API name.
func (f *PlatformFacts) Isolates(connector string) bool { return !f.otherSignIn[connector] }
