package policy

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/open-policy-agent/opa/v1/ast"
)

// factText returns the text of the value at a path of the facts extended with options.
func factText(t *testing.T, o Options, path ...string) string {
	t.Helper()
	s, err := embedded()
	if err != nil {
		t.Fatal(err)
	}
	facts, err := s.facts()
	if err != nil {
		t.Fatal(err)
	}
	term := objectAt(o.extend(facts), path[:len(path)-1]...).Get(ast.StringTerm(path[len(path)-1]))
	if term == nil {
		return "nothing"
	}
	return term.String()
}

func TestLocations(t *testing.T) {
	o := Options{Locations: []Location{
		{Token: "spain", Regions: []string{"spaincentral"}, Countries: []string{"ES"}, Continent: "Europe"},
		{Token: "singapore", Regions: []string{"southeastasia"}, Hosts: []string{"crm99.dynamics.com"}},
		{Token: "moon"},
	}}
	for token, want := range map[string]string{
		"spain":     `{"azureRegions": ["spaincentral"], "continent": "Europe", "countries": ["ES"], "hosts": []}`,
		"singapore": `{"azureRegions": ["southeastasia"], "continent": "Asia", "countries": ["SG"], "hosts": ["crm99.dynamics.com"]}`,
		"moon":      `{"azureRegions": [], "hosts": []}`,
		"poland":    factText(t, Options{}, "locations", "tokens", "poland"),
	} {
		if diff := cmp.Diff(want, factText(t, o, "locations", "tokens", token)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", token, diff)
		}
	}
	if got, want := factText(t, o, "locations", "source"), factText(t, Options{}, "locations", "source"); got != want {
		t.Errorf("sources are %s, not %s", got, want)
	}
}

func TestResidency(t *testing.T) {
	s, err := embedded()
	if err != nil {
		t.Fatal(err)
	}
	facts, err := s.facts()
	if err != nil {
		t.Fatal(err)
	}
	o := Options{Residency: []Residency{
		{Class: "health", Subjects: "US", AllowedLocations: []string{"usgov"}, Reason: "contract"},
		{Class: "research", AllowedLocations: []string{"europe", "norway"}},
	}}
	var got []string
	objectAt(o.extend(facts), "residency").Get(ast.StringTerm("entries")).Value.(*ast.Array).Foreach(func(e *ast.Term) {
		got = append(got, stringAt(e.Value, "class")+" of "+stringAt(e.Value, "subjects")+": "+e.Value.(ast.Object).Get(ast.StringTerm("allowedLocations")).String())
	})
	want := []string{
		`health of EU: ["europe", "france", "germany", "italy", "poland", "sweden"]`,
		`bankingCustomer of CH: ["switzerland"]`,
		`health of US: ["usgov"]`,
		`research of : ["europe", "norway"]`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("entries (-want +got):\n%s", diff)
	}
}

func TestLocationTokens(t *testing.T) {
	tokens, err := LocationTokens()
	if err != nil {
		t.Fatal(err)
	}
	if !slices.IsSorted(tokens) || !slices.Contains(tokens, "switzerland") {
		t.Errorf("tokens are %v", tokens)
	}
}
