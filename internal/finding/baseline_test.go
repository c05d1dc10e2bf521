package finding

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/rule"
	"github.com/tenantlint/tenantlint/internal/source"
)

// identify returns findings sorted and identified, as in a run.
func identify(findings ...Finding) []Finding {
	Sort(findings)
	Identify(findings)
	return findings
}

func encodeBaseline(t *testing.T, b *Baseline) string {
	t.Helper()
	var out bytes.Buffer
	if err := b.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// TestBaselineFile checks that the file has one entry per line, in an order that does not depend on line numbers, and
// that it can be read back.
func TestBaselineFile(t *testing.T) {
	f := source.NewFile("tenants/contoso.yaml", []byte(testManifest))
	bare := newFinding(t, f, "reference/unknown", "Tenant")
	bare.Locations[0].Object = ""
	findings := identify(newFinding(t, f, "schema/unknown-key", "isVerified", "fabrikam.com"), newFinding(t, f, "domain/initial-name", "contoso.com"),
		bare, newFinding(t, f, "parse/duplicate-key", "name"))
	text := encodeBaseline(t, NewBaseline(findings))
	want := `{
  "version": 1,
  "findings": [
    {"rule":"domain/initial-name","object":"contoso/contoso.com","fingerprint":"ID","message":"m"},
    {"rule":"reference/unknown","path":"tenants/contoso.yaml","fingerprint":"ID","message":"m"},
    {"rule":"schema/unknown-key","object":"contoso/fabrikam.com","fingerprint":"ID","message":"m"},
    {"rule":"schema/unknown-key","object":"contoso/isVerified","fingerprint":"ID","message":"m"}
  ]
}
`
	plain := text
	for i := range findings {
		for _, id := range findings[i].Fingerprints {
			plain = strings.ReplaceAll(plain, id, "ID")
		}
	}
	if diff := cmp.Diff(want, plain); diff != "" {
		t.Errorf("file (-want +got):\n%s", diff)
	}
	decoded, err := ReadBaseline(source.NewFile("baseline.json", []byte(text)))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(text, encodeBaseline(t, decoded)); diff != "" {
		t.Errorf("written again (-want +got):\n%s", diff)
	}
	if empty := encodeBaseline(t, NewBaseline(nil)); empty != "{\n  \"version\": 1,\n  \"findings\": []\n}\n" {
		t.Errorf("an empty baseline is %s", empty)
	}
}

func TestBaselineSplit(t *testing.T) {
	f := source.NewFile("contoso.yaml", []byte(testManifest))
	one, two := newFinding(t, f, "domain/initial-name", "contoso.com"), newFinding(t, f, "schema/unknown-key", "isVerified", "fabrikam.com")
	b := NewBaseline(identify(one, two))
	moved := source.NewFile("elsewhere/contoso.yaml", []byte("# a comment\n\n"+testManifest))
	for name, test := range map[string]struct {
		now                   []Finding
		evaluated             []*rule.Rule
		onlyNew, known, stale int
	}{
		"the same":                    {now: []Finding{one, two}, known: 2},
		"moved":                       {now: []Finding{newFinding(t, moved, "domain/initial-name", "contoso.com"), newFinding(t, moved, "schema/unknown-key", "isVerified", "fabrikam.com")}, known: 2},
		"one more":                    {now: []Finding{one, two, newFinding(t, f, "domain/initial-name", "fabrikam.com")}, onlyNew: 1, known: 2},
		"repeated finding":            {now: []Finding{one, one, two}, onlyNew: 1, known: 2},
		"another rule":                {now: []Finding{one, two, newFinding(t, f, "schema/missing-key", "contoso.com")}, onlyNew: 1, known: 2},
		"one less":                    {now: []Finding{two}, known: 1, stale: 1},
		"one more location":           {now: []Finding{one, newFinding(t, f, "schema/unknown-key", "isVerified", "fabrikam.com", "kind")}, onlyNew: 1, known: 1},
		"one location less":           {now: []Finding{one, newFinding(t, f, "schema/unknown-key", "isVerified")}, known: 2, stale: 1},
		"none, and only one rule ran": {evaluated: []*rule.Rule{one.Rule}, stale: 1},
		"none, and all rules ran":     {stale: 3},
	} {
		t.Run(name, func(t *testing.T) {
			if test.evaluated == nil {
				test.evaluated = policy.Rules()
			}
			now := identify(test.now...)
			onlyNew, known := b.Split(now)
			stale := b.Stale(now, test.evaluated, policy.Rules())
			if len(onlyNew) != test.onlyNew || len(known) != test.known || len(stale) != test.stale {
				t.Errorf("%d new, %d known, %d stale", len(onlyNew), len(known), len(stale))
			}
		})
	}
}

// TestBaselineMandatory checks that a baseline does not contain findings of mandatory rules, such as a file that does
// not parse.
func TestBaselineMandatory(t *testing.T) {
	f := source.NewFile("contoso.yaml", []byte(testManifest))
	findings := identify(newFinding(t, f, "parse/syntax", "contoso.com"))
	b := NewBaseline(findings)
	onlyNew, known := b.Split(findings)
	if b.Len() != 0 || len(onlyNew) != 1 || len(known) != 0 {
		t.Errorf("%d entries, %d new, %d known", b.Len(), len(onlyNew), len(known))
	}
}

func TestReadBaseline(t *testing.T) {
	const again = "; write it again with --write-baseline"
	for text, want := range map[string]string{
		"":                                  "b.json:1:1: baseline cannot be used: it is not valid JSON here" + again,
		"{\"version\": 1,\n<<<<<<< HEAD\n}": "b.json:2:1: baseline cannot be used: it is not valid JSON here" + again,
		"[]":                                "b.json:1:1: baseline cannot be used: it is not a list of findings with a version" + again,
		"{}":                                `b.json:1:1: baseline cannot be used: its version is "" and this program knows version 1` + again,
		`{"version": 2, "findings": {}}`:    `b.json:1:1: baseline cannot be used: its version is "2" and this program knows version 1` + again,
		`{"version": 1, "results": []}`:     "b.json:1:1: baseline cannot be used: it has a key or a value that a baseline does not take" + again,
		`{"version": 1, "findings": [{"rule": "a/b"}]}`: "b.json:1:1: baseline cannot be used: its entry 1 has no rule or no fingerprint" + again,
	} {
		_, err := ReadBaseline(source.NewFile("b.json", []byte(text)))
		if err == nil || err.Error() != want {
			t.Errorf("%s\n got %v\nwant %s", text, err, want)
		}
	}
}
