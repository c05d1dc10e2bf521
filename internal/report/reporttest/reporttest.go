// Package reporttest provides a run with findings of every shape, for the tests of reports. The findings are located in the
// manifests in testdata.
package reporttest

import (
	"bytes"
	"embed"
	"fmt"
	"maps"
	"slices"

	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/result"
	"github.com/tenantlint/tenantlint/internal/rule"
	"github.com/tenantlint/tenantlint/internal/source"
)

//go:embed all:testdata
var manifests embed.FS

// multiTenancy is the source of most rules of the run.
const multiTenancy = "About multiple online environments or tenants"

// Rules returns the rules of the run by id, with typical prose.
func Rules() map[string]*rule.Rule {
	rules := map[string]*rule.Rule{}
	for _, r := range []rule.Rule{
		{
			Group: "domain", Name: "federated-once", Title: "A domain is federated with one tenant only",
			Description: "Sign-in for a federated domain is sent to one identity provider by one tenant. A second tenant cannot verify the domain, so it cannot federate it.",
			Help:        "leave the domain in one tenant; in the other remove it, or use a domain of its own",
			Level:       problem.Error, Precision: "very-high", Tags: []string{"identity"},
			Sources: []rule.Reference{{Document: multiTenancy, Heading: "Constraints of multi-tenants", URL: "https://learn.microsoft.com/en-us/power-platform/admin/multiple-online-environments-tenants"}},
		},
		{
			Group: "schema", Name: "unknown-key", Title: "A manifest holds only the keys of the vocabulary",
			Description: "Every object is closed: a key such as <name> that nobody knows is most often misspelled, and would be ignored in silence.",
			Level:       problem.Error, Precision: "very-high",
		},
		{
			Group: "administration", Name: "unique-credentials", Title: "An account administers one tenant only",
			Description: "One set of credentials that opens two tenants doubles what its loss costs.",
			Help:        "give the administrator an account of its own in each tenant",
			Level:       problem.Error, Precision: "high", SecuritySeverity: "7.5", Tags: []string{"external/cwe/cwe-269"},
			Sources: []rule.Reference{{Document: multiTenancy, Heading: "About multiple tenants"}},
		},
		{
			Group: "environment", Name: "unknown-location", Title: "A location is one that the platform offers",
			Description: "The platform refuses a location that is not in its table.",
			Help:        "use the token of a location",
			Level:       problem.Warning, Precision: "high",
			Sources: []rule.Reference{{Document: "Locations API", URL: "https://learn.microsoft.com/en-us/power-platform/admin/new-datacenter-regions"}},
		},
		{
			Group: "environment", Name: "purpose", Title: "An environment has one purpose",
			Description: "An environment without a stated purpose collects several.",
			Help:        "state its stage",
			Level:       problem.Note, Precision: "medium",
			Sources: []rule.Reference{{Document: multiTenancy, Heading: "Uses for multiple environments"}},
		},
		{
			Group: "parse", Name: "duplicate-key", Title: "A key stands once in a mapping",
			Description: "Of two values under one key a reader sees either, and so does a program.",
			Help:        "remove all but one",
			Level:       problem.Error, Precision: "very-high",
		},
		{
			Group: "parse", Name: "syntax", Title: "A manifest is YAML or JSON",
			Description: "What cannot be read cannot be checked.",
			Level:       problem.Error, Precision: "very-high",
		},
		{
			Group: "storage", Name: "over-capacity", Title: "A tenant uses no more storage than it holds",
			Description: "All environments of a tenant draw on one capacity.",
			Help:        "buy capacity or free some",
			Level:       problem.Error, Precision: "high",
		},
	} {
		r.ID = r.Group + "/" + r.Name
		rules[r.ID] = &r
	}
	return rules
}

// File returns one of the manifests.
func File(path string) *source.File {
	data, err := manifests.ReadFile("testdata/" + path)
	if err != nil {
		panic(err)
	}
	return source.NewFile(path, data)
}

// At returns the location of the nth occurrence of text in a file, counted from 1.
func At(file *source.File, text string, nth int, label, object string) problem.Location {
	start := -1
	for range nth {
		i := bytes.Index(file.Data[start+1:], []byte(text))
		if i < 0 {
			panic(fmt.Sprintf("%s has no occurrence %d of %q", file.Path, nth, text))
		}
		start += 1 + i
	}
	return problem.Location{File: file, Span: source.Span{Start: start, End: start + len(text)}, Label: problem.Literal(label), Object: object}
}

// message returns a text with a single value.
func message(template, value string) problem.Text {
	return problem.Say(template, problem.Args{"value": value})
}

// Problems returns the problems of the run. Among them are a symmetrical conflict, a fix, related locations, a location
// without an object, two locations in one frame, a span of several lines, and an empty span at the end of a file.
func Problems() []problem.Problem {
	eu, us := File("tenants/contoso-eu.yaml"), File("tenants/contoso-us.yaml")
	tokyo, invalid := File("environments/größe & co.json"), File("environments/broken.yaml")
	misspelled := At(eu, "authentification", 1, "", "contoso-eu/domains/contoso.com")
	misspelled.Suggestion = "authenticationType"
	location := At(us, "untiedstates", 1, "", "contoso-us/environments/prod")
	location.Suggestion = "unitedstates"
	prod := At(
		us,
		"- name: prod\n    type: Production\n    stage: production\n    location: untiedstates",
		1,
		"",
		"contoso-us/environments/prod",
	)
	prod.Span.Start += len("- ")
	return []problem.Problem{
		{
			Rule:    "domain/federated-once",
			Message: message(`domain "{value}" is federated with two tenants`, "contoso.com"),
			Locations: []problem.Location{
				At(us, `"Contoso.COM"`, 1, `and here by tenant "contoso-us"`, "contoso-us/domains/contoso.com"),
				At(eu, "contoso.com", 1, `federated here by tenant "contoso-eu"`, "contoso-eu/domains/contoso.com"),
			},
			Notes: []problem.Text{problem.Literal("domain names compare without case")},
		},
		{
			Rule:      "schema/unknown-key",
			Message:   message(`unknown key "{value}" in a domain`, "authentification"),
			Locations: []problem.Location{misspelled},
			Notes: []problem.Text{
				problem.Literal("a domain takes: authenticationType, federation, isDefault, isInitial, isRoot, isVerified, name"),
			},
			Fix: &problem.Fix{
				File:        eu,
				Span:        misspelled.Span,
				Text:        "authenticationType",
				Description: `replace "authentification" with "authenticationType"`,
			},
		},
		{
			Rule:    "administration/unique-credentials",
			Message: message(`account "{value}" administers two tenants`, "ada@contoso.com"),
			Locations: []problem.Location{
				At(eu, "ada@contoso.com", 1, `administers tenant "contoso-eu"`, "contoso-eu/administrators/ada@contoso.com"),
				At(us, "ada@contoso.com", 1, `administers tenant "contoso-us"`, "contoso-us/administrators/ada@contoso.com"),
			},
			Related: []problem.Location{At(tokyo, `"ada@contoso.com"`, 1, "and has access here", "")},
		},
		{
			Rule:      "environment/unknown-location",
			Message:   message(`location "{value}" is not in the table`, "untiedstates"),
			Locations: []problem.Location{location},
			Related:   []problem.Location{At(us, "unitedstates", 1, "the location of the tenant", "contoso-us")},
		},
		{
			Rule:      "environment/purpose",
			Level:     problem.Warning,
			Message:   message(`environment "{value}" shares its purpose`, "[prod](1) {0}"),
			Locations: []problem.Location{prod},
		},
		//nolint:gosmopolitan // wide characters have to align
		{
			Rule:    "environment/purpose",
			Message: message(`environment "{value}" has no stage`, "größe-東京"),
			Locations: []problem.Location{
				At(tokyo, `"größe-東京"`, 1, "no stage follows", "contoso-eu/environments/größe-東京"),
			},
		},
		//nolint:gosmopolitan // wide characters have to align
		{
			Rule:    "environment/purpose",
			Message: message(`"{value}" cannot be given a stage`, "👩🏽‍💻@contoso.com"),
			Locations: []problem.Location{
				At(tokyo, `"👩🏽‍💻@contoso.com"`, 1, "here", "contoso-eu/environments/größe-東京"),
			},
		},
		//nolint:gosmopolitan // wide characters have to align
		{
			Rule:    "parse/duplicate-key",
			Message: message(`key "{value}" stands twice in one mapping`, "url"),
			Locations: []problem.Location{
				At(tokyo, `"url"`, 1, "here", "contoso-eu/environments/größe-東京"), //nolint:gosmopolitan // wide characters have to align
				At(tokyo, `"url"`, 2, "and here", "contoso-eu/environments/größe-東京"),
			},
		},
		{
			Rule:    "parse/syntax",
			Message: problem.Literal("the list does not end"),
			Locations: []problem.Location{
				{File: invalid, Span: source.Span{Start: len(invalid.Data), End: len(invalid.Data)}, Label: problem.Literal(`"]" is missing`)},
			},
			Notes: []problem.Text{problem.Literal("rules across files saw 3 of 4 files")},
		},
		{
			Rule:      "storage/over-capacity",
			Message:   problem.Literal("the tenant uses 110 GB of 100 GB"),
			Locations: []problem.Location{At(us, "contoso-us", 1, "", "contoso-us")},
		},
	}
}

// Run returns the complete run, with findings in the order of the program.
func Run() *result.Run {
	rules := Rules()
	run := &result.Run{
		Totals: result.Totals{Files: 4, Manifests: 4, Tenants: 2, Environments: 2, SkippedFiles: 1},
		Notices: []result.Notice{
			{Path: "charts/values.yaml", Message: "skipped: holds no manifest"},
			{Message: "rules across files saw 3 of 4 files"},
		},
		Version:  "1.4.2",
		ExitCode: 1,
		FailOn:   problem.Error,
		Repository: &result.Repository{
			URL: "https://github.com/contoso/tenants", Revision: "8f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c", Branch: "main",
		},
	}
	for _, p := range Problems() {
		run.Findings = append(run.Findings, finding.New(p, rules[p.Rule]))
	}
	finding.Sort(run.Findings)
	finding.Identify(run.Findings)
	for _, id := range slices.Sorted(maps.Keys(rules)) {
		run.Rules = append(run.Rules, rules[id])
	}
	return run
}

// Accepted returns the run with one finding suppressed by a comment, one suppressed by the configuration, and one in the
// baseline.
func Accepted() *result.Run {
	run, rules := Run(), Rules()
	sandbox, config := File("environments/sandbox.yaml"), File(".tenantlint.yaml")
	silenced := finding.New(problem.Problem{
		Rule:      "environment/purpose",
		Message:   message(`environment "{value}" has no stage`, "sandbox"),
		Locations: []problem.Location{At(sandbox, "Sandbox", 1, "no stage follows", "contoso-us/environments/sandbox")},
	}, rules["environment/purpose"])
	comment := At(sandbox, "# tenantlint:ignore environment/purpose -- taken down in spring until 2027-03-31", 1, "", "")
	entry := At(config, "{rule: storage/over-capacity, object: contoso-us, reason: capacity is on order}", 1, "", "")
	suppressed := map[string]*finding.Suppression{
		"environment/purpose":   {Reason: "taken down in spring", Until: "2027-03-31", File: sandbox, Span: comment.Span, Line: 6},
		"storage/over-capacity": {Reason: "capacity is on order", File: config, Span: entry.Span, External: true, Object: "contoso-us"},
	}
	all := append(slices.Clone(run.Findings), silenced)
	run.Findings, run.HasBaseline = nil, true
	finding.Sort(all)
	finding.Identify(all)
	for _, f := range all {
		switch {
		case f.Rule.ID == "storage/over-capacity" || f.Message.String() == silenced.Message.String():
			run.Suppressed = append(run.Suppressed, finding.Suppressed{Finding: f, By: suppressed[f.Rule.ID]})
		case f.Rule.ID == "environment/unknown-location":
			run.Known = append(run.Known, f)
		default:
			run.Findings = append(run.Findings, f)
		}
	}
	return run
}
