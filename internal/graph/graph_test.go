package graph_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantlint/tenantlint/internal/filetest"
	"github.com/tenantlint/tenantlint/internal/graph"
	"github.com/tenantlint/tenantlint/internal/lint"
	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/source"
)

var update = flag.Bool("update", false, "update the golden files")

// facts returns the built-in platform facts.
func facts(t testing.TB) *policy.PlatformFacts {
	t.Helper()
	w, err := policy.NewPlatformFacts(nil)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// model lints files and builds the model of their topology.
func model(t testing.TB, files map[string]string, o graph.Options) *graph.Model {
	t.Helper()
	result, err := lint.Run(t.Context(), lint.Options{Find: source.FindOptions{Dir: filetest.Dir(t, files)}, AllowEmpty: true, Workers: 1})
	if err != nil {
		t.Fatal(err)
	}
	o.PlatformFacts = facts(t)
	if o.ShowFindings {
		o.Findings = result.Run.Findings
	}
	m, err := graph.Build(result.Run.Topology, o)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// example returns the files of an example.
func example(t testing.TB, name string) map[string]string {
	t.Helper()
	return filetest.Manifests(t, filepath.Join("..", "..", "testdata", "examples", name))
}

type format struct {
	name  string
	write func(*graph.Model, io.Writer, graph.View) error
}

var formats = []format{
	{"mmd", (*graph.Model).Mermaid}, {"dot", (*graph.Model).DOT}, {"svg", (*graph.Model).SVG}, {"json", (*graph.Model).JSON},
}

func golden(t *testing.T, path string, got []byte) {
	t.Helper()
	filetest.Golden(t, path, string(got), *update)
}

func TestExamples(t *testing.T) {
	for name, o := range map[string]graph.Options{"contoso": {}, "contoso-broken": {ShowFindings: true}} {
		m := model(t, example(t, name), o)
		for _, v := range graph.Views() {
			for _, f := range formats {
				if f.name == "svg" && name == "contoso" {
					continue // see TestReadme
				}
				t.Run(fmt.Sprintf("%s %s %s", name, v, f.name), func(t *testing.T) {
					var b bytes.Buffer
					if err := f.write(m, &b, v); err != nil {
						t.Fatal(err)
					}
					golden(t, filepath.Join("testdata", fmt.Sprintf("%s-%s.%s", name, v, f.name)), b.Bytes())
				})
			}
		}
	}
}

// TestReadme checks that the pictures in the README are up to date.
func TestReadme(t *testing.T) {
	m := model(t, example(t, "contoso"), graph.Options{})
	for _, v := range graph.Views() {
		var b bytes.Buffer
		if err := m.SVG(&b, v); err != nil {
			t.Fatal(err)
		}
		name := "contoso.svg"
		if v != graph.Tenants {
			name = "contoso-" + string(v) + ".svg"
		}
		golden(t, filepath.Join("..", "..", "testdata", "look", name), b.Bytes())
	}
}

const head = "apiVersion: tenantlint/v1\nkind: "

// hostileNames returns a topology whose names contain syntax of the formats.
func hostileNames() map[string]string {
	names := []string{
		`<script>alert(1)</script>`, `"] --> x[`, `a"b\c`, "`md` **b** _i_", `&amp; #quot; #35;`, "日本語の環境の名前", "\u05d0\u05d1\u05d2", "👩‍👩‍👧 🇨🇭 👍🏽", "end",
		strings.Repeat("long-", 60), "--", "{{ }} | ; %%", "e1", "t1", "##vso[task.complete]x", "##[error]x",
	}
	var b strings.Builder
	b.WriteString(head + "Tenant\nname: t2\ndisplayName: '</style><img src=x onerror=alert(1)>'\nid: 11111111-1111-4111-8111-111111111111\nlocation: europe\nenvironments:\n")
	for _, n := range names {
		fmt.Fprintf(&b, "  - {name: %q, type: %q, stage: production, location: %q}\n", n, n, n)
	}
	b.WriteString("  - {name: one, type: Sandbox, stage: test, location: europe}\n  - {name: two, type: Production, stage: production, location: japan}\n")
	b.WriteString("---\n" + head + "Deployment\nname: end\nscenario: enterprise\nstages:\n")
	for _, s := range []string{"test", "production", "test", "production"} {
		fmt.Fprintf(&b, "  - {stage: %s, environments: [t2/one, t2/two]}\n", s)
	}
	b.WriteString("---\n" + head + "MasterData\nname: circle\nentities: [a]\nmaster: t2/one\nflows:\n  - {from: t2/one, to: t2/two}\n  - {from: t2/two, to: t2/one}\n  - {from: t2/two, to: t2/two}\ndata:\n  - {name: '<b>', class: bankingCustomer, subjects: CH}\n")
	return map[string]string{"traps.yaml": b.String()}
}

// TestHostileNames checks that names cannot break out of any format, as far as that is possible without running its renderer.
func TestHostileNames(t *testing.T) {
	m := model(t, hostileNames(), graph.Options{ShowFindings: true})
	for _, v := range graph.Views() {
		for _, f := range formats {
			t.Run(string(v)+" "+f.name, func(t *testing.T) {
				var b bytes.Buffer
				if err := f.write(m, &b, v); err != nil {
					t.Fatal(err)
				}
				checkFormat(t, f.name, b.String())
			})
		}
	}
}

func checkFormat(t *testing.T, name, text string) {
	t.Helper()
	for _, r := range text {
		if r < ' ' && r != '\n' || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r >= 0x200b && r <= 0x200f {
			t.Fatalf("output contains %U", r)
		}
	}
	if strings.Contains(text, "##[") || strings.Contains(text, "##vso[") {
		t.Error("output contains a command of a CI runner")
	}
	switch name {
	case "svg":
		checkSVG(t, text)
	case "mmd":
		for line := range strings.Lines(text) {
			if strings.Count(line, `"`)%2 != 0 || strings.ContainsAny(strings.ReplaceAll(line, "<br/>", ""), "`") || strings.Contains(line, "<script") || strings.Contains(line, "<img") {
				t.Errorf("line %q contains unescaped characters", line)
			}
		}
	case "dot":
		if strings.Contains(strings.NewReplacer("&amp;", "", "&#35;", "").Replace(text), "&") {
			t.Error("output contains an unescaped ampersand")
		}
	}
}

// checkSVG checks that a picture is well-formed XML with only drawing elements, and that its ids are unique.
func checkSVG(t *testing.T, text string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(text))
	ids := map[string]bool{}
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		e, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch e.Name.Local {
		case "svg", "g", "title", "desc", "style", "defs", "symbol", "use", "rect", "path", "circle", "text", "tspan":
		default:
			t.Errorf("unexpected element <%s>", e.Name.Local)
		}
		for _, a := range e.Attr {
			if a.Name.Local == "id" && ids[a.Value] {
				t.Errorf("id %q is not unique", a.Value)
			} else if a.Name.Local == "id" {
				ids[a.Value] = true
			}
			if strings.HasPrefix(a.Name.Local, "on") || a.Name.Local == "href" && !strings.HasPrefix(a.Value, "#") {
				t.Errorf("unexpected attribute %s=%q", a.Name.Local, a.Value)
			}
		}
	}
}

// TestEmpty checks the reasons given by views that have nothing to show.
func TestEmpty(t *testing.T) {
	tenant := map[string]string{"a.yaml": head + "Tenant\nname: a\nid: 11111111-1111-4111-8111-111111111111\n"}
	for view, want := range map[graph.View]string{
		graph.Deployments: "no deployments in 1 manifest", graph.Data: "no data sets in 1 manifest", graph.Trust: "no relations between tenants in 1 manifest",
	} {
		for _, f := range formats {
			var b bytes.Buffer
			if err := f.write(model(t, tenant, graph.Options{}), &b, view); err != nil || !strings.Contains(b.String(), want) {
				t.Errorf("%s %s: error %v, want output with %q, got:\n%s", view, f.name, err, want, b.String())
			}
		}
	}
	if svg := model(t, nil, graph.Options{}).Draw(graph.Tenants, false).SVG; !strings.Contains(svg, "no manifests") {
		t.Error(svg)
	}
}

// TestUndeclared draws an environment whose tenant no manifest declares.
func TestUndeclared(t *testing.T) {
	m := model(t, map[string]string{"a.yaml": head + "Environment\ntenant: nobody\nname: a\ntype: Sandbox\n"}, graph.Options{ShowFindings: true})
	svg := m.Draw(graph.Tenants, false).SVG
	if !strings.Contains(svg, "not declared") || !strings.Contains(svg, ">a<") {
		t.Error(svg)
	}
}

// largeTopology returns a topology with the given number of tenants, and of environments in each.
func largeTopology(tenants, environments int) map[string]string {
	files := map[string]string{}
	for i := range tenants {
		text := fmt.Sprintf(head+"Tenant\nname: t%02d\nid: 11111111-1111-4111-8111-1111111111%02d\nlocation: europe\ndomains: [{name: contoso.com, authenticationType: Federated}]\nenvironments:\n", i, i)
		for j := range environments {
			text += fmt.Sprintf("  - {name: e%d, type: Production, stage: production, location: %s, dataverse: {organizationId: 22222222-2222-4222-8222-2222222222%02d}}\n",
				j, []string{"europe", "japan", "india", "canada"}[j%4], j)
		}
		files[fmt.Sprintf("t%02d.yaml", i)] = text
	}
	return files
}

func TestCounts(t *testing.T) {
	m := model(t, largeTopology(9, 8), graph.Options{ShowFindings: true})
	if !m.ShowsCounts() {
		t.Fatal("72 environments are shown one by one, want counts")
	}
	svg := m.Draw(graph.Tenants, false).SVG
	for _, want := range []string{"72 environments in 9 tenants, counted by tenant, stage and location", "tenantlint graph --tenant NAME", "1 more location: 2"} {
		if !strings.Contains(svg, want) {
			t.Errorf("the picture does not contain %q", want)
		}
	}
	var b bytes.Buffer
	if err := m.Mermaid(&b, graph.Tenants); err != nil || b.Len() > 40_000 || !strings.Contains(b.String(), "showing counts") {
		t.Error(err, b.String())
	}
	one := model(t, largeTopology(9, 8), graph.Options{Tenant: "t03"})
	if svg := one.Draw(graph.Tenants, false).SVG; one.ShowsCounts() || strings.Count(svg, ">e") != 8 {
		t.Errorf("a single tenant is not shown in full: %s", svg)
	}
	var json bytes.Buffer
	if err := m.JSON(&json, graph.Tenants); err != nil || strings.Count(json.String(), `"kind": "environment"`) != 72 {
		t.Error("JSON does not contain every environment", err)
	}
}

func TestUnknownTenant(t *testing.T) {
	result, err := lint.Run(t.Context(), lint.Options{Find: source.FindOptions{Dir: filetest.Dir(t, largeTopology(1, 1))}})
	if err != nil {
		t.Fatal(err)
	}
	_, err = graph.Build(result.Run.Topology, graph.Options{Tenant: "t0"})
	if unknown, ok := errors.AsType[*graph.UnknownTenantError](err); !ok || len(unknown.Known) != 1 {
		t.Error(err)
	}
}

// TestDeterministic checks that output does not depend on the names and the order of files.
func TestDeterministic(t *testing.T) {
	first := map[string]string{}
	for i, prefix := range []string{"", "z", "a"} {
		files := map[string]string{}
		n := 0
		for _, text := range sortedTexts(example(t, "contoso"), i == 2) {
			files[fmt.Sprintf("%s%02d.yaml", prefix, n)] = text
			n++
		}
		m := model(t, files, graph.Options{})
		for _, v := range graph.Views() {
			for _, f := range formats {
				var b bytes.Buffer
				if err := f.write(m, &b, v); err != nil {
					t.Fatal(err)
				}
				key := string(v) + f.name
				if first[key] == "" {
					first[key] = b.String()
				}
				if diff := cmp.Diff(first[key], b.String()); diff != "" {
					t.Fatalf("%s: output depends on the order of files:\n%s", key, diff)
				}
			}
		}
	}
}

func sortedTexts(files map[string]string, backwards bool) []string {
	var names []string
	for n := range files {
		names = append(names, n)
	}
	slices.Sort(names)
	texts := make([]string, 0, len(names))
	for i := range names {
		if backwards {
			i = len(names) - 1 - i
		}
		texts = append(texts, files[names[i]])
	}
	return texts
}
