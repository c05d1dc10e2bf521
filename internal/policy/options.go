package policy

import (
	"maps"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Options are the policies, and what extends the facts that they use.
type Options struct {
	// Set contains the available rules with their policies; nil means only the built-in ones.
	Set *Set
	// Locations and Residency extend the facts that policies look up.
	Locations []Location
	Residency []Residency
}

// Location is a location for environments. Empty fields default to those of the built-in location with the same token,
// if there is one.
type Location struct {
	Token     string
	Regions   []string // Azure regions
	Hosts     []string // Dataverse hosts, such as "crm4.dynamics.com"
	Countries []string // two upper-case letters each
	Continent string
}

// Residency defines where data of a class about the people of a country may be stored. It replaces the built-in entry
// for the same class and subjects.
type Residency struct {
	Class string
	// Subjects is a country as two upper-case letters, or "EU"; empty means everyone.
	Subjects         string
	AllowedLocations []string // tokens
	Reason           string
}

// LocationTokens returns the tokens of the built-in locations, sorted.
func LocationTokens() ([]string, error) {
	s, err := embedded()
	if err != nil {
		return nil, err
	}
	facts, err := s.facts()
	if err != nil {
		return nil, err
	}
	var tokens []string
	objectAt(facts, "locations", "tokens").Foreach(func(token, _ *ast.Term) {
		tokens = append(tokens, string(token.Value.(ast.String)))
	})
	slices.Sort(tokens)
	return tokens, nil
}

// extendedFacts returns the facts of a set, extended with the options. If the options extend nothing, these are tables
// that are decoded on first use.
func (o Options) extendedFacts(s *policySet) (ast.Value, error) {
	if s.tables != nil && len(o.Locations) == 0 && len(o.Residency) == 0 {
		return s.tables, nil
	}
	facts, err := s.facts()
	if err != nil {
		return nil, err
	}
	return o.extend(facts), nil
}

// extend returns facts extended with the options.
func (o Options) extend(facts ast.Value) ast.Value {
	if len(o.Locations) > 0 {
		tokens := objectAt(facts, "locations", "tokens")
		for _, l := range o.Locations {
			tokens = withKey(tokens, l.Token, l.overlay(objectAt(tokens, l.Token)))
		}
		facts = withKey(facts.(ast.Object), "locations", withKey(objectAt(facts, "locations"), "tokens", tokens))
	}
	if len(o.Residency) > 0 {
		table := objectAt(facts, "residency")
		facts = withKey(facts.(ast.Object), "residency", withKey(table, "entries", o.residencyEntries(table)))
	}
	return facts
}

// overlay merges a location over the known one, in the form of data/locations.json.
func (l Location) overlay(known ast.Object) ast.Object {
	if known.Len() == 0 {
		known = withKey(withKey(known, "azureRegions", stringArray(nil)), "hosts", stringArray(nil))
	}
	lists := map[string][]string{"azureRegions": l.Regions, "hosts": l.Hosts, "countries": l.Countries}
	for _, key := range slices.Sorted(maps.Keys(lists)) {
		if len(lists[key]) > 0 {
			known = withKey(known, key, stringArray(lists[key]))
		}
	}
	if l.Continent != "" {
		known = withKey(known, "continent", ast.String(l.Continent))
	}
	return known
}

// residencyEntries returns the entries of data/residency.json with those of the options added or replaced.
func (o Options) residencyEntries(table ast.Object) *ast.Array {
	configured := map[[2]string]bool{}
	for _, r := range o.Residency {
		configured[[2]string{strings.ToLower(r.Class), r.Subjects}] = true
	}
	var residencyEntries []*ast.Term
	table.Get(ast.InternedTerm("entries")).Value.(*ast.Array).Foreach(func(e *ast.Term) {
		if !configured[[2]string{strings.ToLower(stringAt(e.Value, "class")), stringAt(e.Value, "subjects")}] {
			residencyEntries = append(residencyEntries, e)
		}
	})
	for _, r := range o.Residency {
		entry := withKey(
			withKey(withKey(ast.NewObject(), "class", ast.String(r.Class)), "subjects", ast.String(r.Subjects)),
			"allowedLocations",
			stringArray(r.AllowedLocations),
		)
		if r.Reason != "" {
			entry = withKey(entry, "note", ast.String(r.Reason))
		}
		residencyEntries = append(residencyEntries, ast.NewTerm(entry))
	}
	return ast.NewArray(residencyEntries...)
}

// objectAt returns the object at a path of keys, or an empty object if there is none.
func objectAt(v ast.Value, path ...string) ast.Object {
	object, ok := v.(ast.Object)
	for _, key := range path {
		var term *ast.Term
		if ok {
			term = object.Get(ast.StringTerm(key))
		}
		if term == nil {
			return ast.NewObject()
		}
		object, ok = term.Value.(ast.Object)
	}
	if !ok {
		return ast.NewObject()
	}
	return object
}

func stringAt(v ast.Value, key string) string {
	if term := objectAt(v).Get(ast.StringTerm(key)); term != nil {
		if s, ok := term.Value.(ast.String); ok {
			return string(s)
		}
	}
	return ""
}

// withKey returns a copy of an object in which a key is set to a value.
func withKey(o ast.Object, key string, value ast.Value) ast.Object {
	updated := ast.NewObject(ast.Item(ast.StringTerm(key), ast.NewTerm(value)))
	o.Foreach(func(k, v *ast.Term) {
		if k.Value.Compare(ast.String(key)) != 0 {
			updated.Insert(k, v)
		}
	})
	return updated
}

func stringArray(list []string) *ast.Array {
	terms := make([]*ast.Term, len(list))
	for i, s := range list {
		terms[i] = ast.StringTerm(s)
	}
	return ast.NewArray(terms...)
}

// Host returns the host of a Dataverse URL, in lower case, from a short form such as "crm4" or the full host.
func Host(short string) string {
	if strings.Contains(short, ".") {
		return strings.ToLower(short)
	}
	return strings.ToLower(short) + ".dynamics.com"
}
