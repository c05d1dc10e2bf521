package fix_test

import (
	"bytes"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantlint/tenantlint/internal/filetest"
	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/fix"
	"github.com/tenantlint/tenantlint/internal/lint"
	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/source"
)

var update = flag.Bool("update", false, "write the repaired files as testdata/*.after.*")

// engine returns an engine that is compiled once for all tests.
var engine = sync.OnceValues(func() (*policy.Engine, error) { return lint.Prepare(lint.Options{}) })

// repair writes files to a temporary folder and repairs them in memory; the keys of files are their names.
func repair(t *testing.T, files map[string]string, configure ...func(*lint.Options)) *fix.Result {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	o := lint.Options{Find: source.FindOptions{Dir: dir}, AllowEmpty: true}
	var err error
	if o.Engine, err = engine(); err != nil {
		t.Fatal(err)
	}
	for _, f := range configure {
		f(&o)
	}
	result, err := fix.Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// after returns the content of the files after a repair.
func after(files map[string]string, r *fix.Result) map[string]string {
	now := maps.Clone(files)
	for _, f := range r.Files {
		now[f.Path] = string(f.After)
	}
	return now
}

const (
	header = "apiVersion: tenantlint/v1\nkind: Tenant\nname: contoso\nid: 11111111-1111-4111-8111-111111111111\nunknown: [administrators]\n" +
		"domains:\n  - {name: contoso.onmicrosoft.com, isInitial: true}\n"
	orders = "  - name: orders\n    type: Sandbox\n    stage: test\n    openToTenant: true\n"
)

// TestRepair repairs mistakes that are appended to a valid manifest.
func TestRepair(t *testing.T) {
	for _, tt := range []struct {
		name, text, want string
		rejected         string // reason to reject the repair
	}{
		{name: "a misspelled key", text: "affilate: Contoso Europe # ours\n", want: "affiliate: Contoso Europe # ours\n"},
		{name: "a misspelled key in braces", text: "capacity: {databseMB: 1024, fileMB: 1}\n", want: "capacity: {databaseMB: 1024, fileMB: 1}\n"},
		{name: "a value in another case", text: "cloud: \"GCC\"   # ours\n", want: "cloud: \"gcc\"   # ours\n"},
		{name: "a key and then its value", text: "cluod: GCC\n", want: "cloud: gcc\n"},
		{name: "a word for a boolean", text: "primary: yes\n", want: "primary: true\n"},
		{name: "a number in quotes", text: "userCount: '30'\n", want: "userCount: 30\n"},
		{name: "one value for a list", text: "allowedLocations: europe # all\n", want: "allowedLocations: [europe] # all\n"},
		{name: "an id in braces", text: "groups:\n  - {name: makers, id: \"{22222222-2222-4222-8222-222222222222}\"}\n", want: "groups:\n  - {name: makers, id: \"22222222-2222-4222-8222-222222222222\"}\n"},
		{name: "an item twice", text: "allowedLocations:\n  - europe # Dublin\n  - asia\n  - europe\n", want: "allowedLocations:\n  - europe # Dublin\n  - asia\n"},
		{name: "two items three times", text: "allowedLocations: [asia, europe, asia, europe, asia, europe]\n", want: "allowedLocations: [asia, europe]\n"},
		{
			name: "an Azure region in a block",
			text: "environments:\n" + orders + "    location: westeurope  # Dublin or Amsterdam\n",
			want: "environments:\n" + orders + "    azureRegion: westeurope\n    location: europe  # Dublin or Amsterdam\n",
		},
		{
			name: "an Azure region that begins an item",
			text: "environments:\n  - location: 'westeurope'\n    name: orders\n    type: Sandbox\n    stage: test\n    openToTenant: true\n",
			want: "environments:\n  - azureRegion: 'westeurope'\n    location: 'europe'\n    name: orders\n    type: Sandbox\n    stage: test\n    openToTenant: true\n",
		},
		{
			name: "an Azure region in braces",
			text: "environments:\n  - {name: orders, type: Sandbox, stage: test, openToTenant: true, location: westeurope}\n",
			want: "environments:\n  - {name: orders, type: Sandbox, stage: test, openToTenant: true, azureRegion: westeurope, location: europe}\n",
		},
		{
			name: "an Azure region that is already present",
			text: "environments:\n" + orders + "    azureRegion: westeurope\n    location: westeurope\n",
			want: "environments:\n" + orders + "    azureRegion: westeurope\n    location: europe\n",
		},
		{
			name: "an Azure region below a comment",
			text: "environments:\n" + orders + "    # near to our users\n    location: westeurope\n",
			want: "environments:\n" + orders + "    # near to our users\n    location: westeurope\n",
		},
		{
			name: "an Azure region with an anchor",
			text: "environments:\n" + orders + "    location: &l westeurope\n",
			want: "environments:\n" + orders + "    location: &l westeurope\n",
		},
		{
			name: "a misspelled reference next to an unreadable document",
			text: "groups: [{name: makers}]\nenvironments:\n  - {name: orders, type: Sandbox, stage: test, securityGroup: makres}\n---\na: [\n",
			want: "groups: [{name: makers}]\nenvironments:\n  - {name: orders, type: Sandbox, stage: test, securityGroup: makres}\n---\na: [\n",
		},
		{
			name: "a misspelled reference after the prefix of a principal",
			text: "groups: [{name: makers}]\nenvironments:\n  - {name: orders, type: Sandbox, stage: test, openToTenant: true, access: ['group:contoso/makres']}\n",
			want: "groups: [{name: makers}]\nenvironments:\n  - {name: orders, type: Sandbox, stage: test, openToTenant: true, access: ['group:contoso/makers']}\n",
		},
		{
			name: "a misspelled reference",
			text: "groups: [{name: makers}]\nenvironments:\n  - {name: orders, type: Sandbox, stage: test, securityGroup: makres}\n",
			want: "groups: [{name: makers}]\nenvironments:\n  - {name: orders, type: Sandbox, stage: test, securityGroup: makers}\n",
		},
		{
			name: "a reference that is only similar to a name",
			text: "groups: [{name: team-a}]\nenvironments:\n  - {name: orders, type: Sandbox, stage: test, securityGroup: team-b}\n",
			want: "groups: [{name: team-a}]\nenvironments:\n  - {name: orders, type: Sandbox, stage: test, securityGroup: team-b}\n",
		},
		{
			name: "a federated onmicrosoft.com domain",
			text: "environments: []\n---\n" + strings.ReplaceAll(strings.ReplaceAll(header, "contoso", "fabrikam"), "1111-111111111111", "1111-111111111112") +
				"  - {name: fabrikam.mail.onmicrosoft.com, authenticationType: Federated}\n",
			want: "environments: []\n---\n" + strings.ReplaceAll(strings.ReplaceAll(header, "contoso", "fabrikam"), "1111-111111111111", "1111-111111111112") +
				"  - {name: fabrikam.mail.onmicrosoft.com, authenticationType: Managed}\n",
		},
		{
			name: "a value that an alias repeats",
			text: "environments:\n" + orders + "    settings: &s {allowFlexRouting: no}\n" + strings.ReplaceAll(orders, "orders", "sales") + "    settings: *s\n",
			want: "environments:\n" + orders + "    settings: &s {allowFlexRouting: false}\n" + strings.ReplaceAll(orders, "orders", "sales") + "    settings: *s\n",
		},
		{
			name:     "a value that an alias repeats under another key",
			text:     "cloud: &c GCC\ndisplayName: *c\n",
			want:     "cloud: &c GCC\ndisplayName: *c\n",
			rejected: `the value belongs to "cloud" and, through an alias, to "displayName"`,
		},
		{name: "two misspellings of the same key", text: "affilate: Contoso\naffiliat: Contoso\n", want: "affilate: Contoso\naffiliat: Contoso\n"},
		{
			name:     "a repair that causes another finding",
			text:     "environments: []\n---\n" + strings.ReplaceAll(strings.ReplaceAll(header, "contoso", "fabrikam"), "1111-111111111111", "1111-111111111112") + "  - {name: fabrikam.mail.onmicrosoft.com, authenticationType: federated}\n",
			want:     "environments: []\n---\n" + strings.ReplaceAll(strings.ReplaceAll(header, "contoso", "fabrikam"), "1111-111111111111", "1111-111111111112") + "  - {name: fabrikam.mail.onmicrosoft.com, authenticationType: federated}\n",
			rejected: `it would cause another finding: domain "fabrikam.mail.onmicrosoft.com" of tenant "fabrikam" belongs to Microsoft and cannot be federated [domain/initial-federated]`,
		},
	} {
		for _, variant := range []struct {
			name  string
			apply func(string) string
		}{
			{"LF", func(s string) string { return s }},
			{"CRLF", func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }},
			{"CRLF, none at the end", func(s string) string { return strings.TrimSuffix(strings.ReplaceAll(s, "\n", "\r\n"), "\r\n") }},
			{"byte order mark", func(s string) string { return "\uFEFF" + s }},
			{"second document", func(s string) string { return "a: tool's own # document\n---\n" + s }},
		} {
			t.Run(tt.name+"/"+variant.name, func(t *testing.T) {
				files := map[string]string{"m.yaml": variant.apply(header + tt.text)}
				r := repair(t, files)
				if diff := cmp.Diff(variant.apply(header+tt.want), after(files, r)["m.yaml"]); diff != "" {
					t.Errorf("-want +got\n%s", diff)
				}
				var reasons []string
				for _, rejected := range r.Rejected {
					reasons = append(reasons, rejected.Reason.String())
				}
				if got := strings.Join(reasons, "\n"); got != tt.rejected {
					t.Errorf("rejected: %s\nwant      %s", got, tt.rejected)
				}
				again := repair(t, after(files, r))
				if len(again.Files) > 0 || again.Fixed > 0 {
					t.Errorf("a second run changes the file:\n%s", again.Files[0].After)
				}
				if len(again.Remaining) != len(r.Remaining) {
					t.Errorf("%d findings remain, but a second run finds %d", len(r.Remaining), len(again.Remaining))
				}
			})
		}
	}
}

// TestGolden repairs testdata/NAME.before.EXT and compares the result with NAME.after.EXT.
func TestGolden(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join("testdata", "*.before.*"))
	if err != nil || len(paths) == 0 {
		t.Fatal(paths, err)
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			name := filepath.Base(path)
			files := map[string]string{name: string(text)}
			r := repair(t, files)
			for _, f := range r.Remaining {
				t.Errorf("remaining: %s", f.Message.String())
			}
			got, golden := after(files, r)[name], strings.Replace(path, ".before.", ".after.", 1)
			filetest.Golden(t, golden, got, *update)
		})
	}
}

// TestExamples repairs the example manifests of every rule: a second repair changes nothing, a repair reduces the number
// of findings, and passing examples stay unchanged.
func TestExamples(t *testing.T) {
	for _, rule := range policy.Rules() {
		fail, pass, err := policy.Examples(rule)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range fail {
			t.Run(e.Path, func(t *testing.T) {
				files := map[string]string{filepath.Base(e.Path): e.Text}
				r := repair(t, files)
				if len(r.Files) == 0 {
					return
				}
				// A document with an invalid header is not evaluated before its repair.
				if before := strings.Count(e.Findings, "\n"); len(r.Remaining) >= before && rule.Group != "parse" {
					t.Errorf("%d findings became %d", before, len(r.Remaining))
				}
				if again := repair(t, after(files, r)); len(again.Files) > 0 {
					t.Errorf("a second run changes the file:\n%s", again.Files[0].After)
				}
			})
		}
		if e := pass[0]; e.Before == "" {
			if r := repair(t, map[string]string{filepath.Base(e.Path): e.Text}); len(r.Files) > 0 {
				t.Errorf("%s passes, but was changed to:\n%s", e.Path, r.Files[0].After)
			}
		}
	}
}

// TestRepairAcrossFiles checks that a name in one file and a reference to it in another are both repaired.
func TestRepairAcrossFiles(t *testing.T) {
	files := map[string]string{
		"contoso.yaml": strings.Replace(header, "name: contoso\n", "name: Contoso\n", 1),
		"orders.yaml":  "apiVersion: tenantlint/v1\nkind: Environment\nname: orders\ntenant: Contoso\ntype: Sandbox\nstage: test\nopenToTenant: true\n",
	}
	want := map[string]string{
		"contoso.yaml": header,
		"orders.yaml":  "apiVersion: tenantlint/v1\nkind: Environment\nname: orders\ntenant: contoso\ntype: Sandbox\nstage: test\nopenToTenant: true\n",
	}
	r := repair(t, files)
	if diff := cmp.Diff(want, after(files, r)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if r.Fixed != 2 || len(r.Remaining) > 0 {
		t.Errorf("fixed %d, %d remain", r.Fixed, len(r.Remaining))
	}
}

// TestSelection checks that a selection of rules limits the repairs, but not the rules that check them.
func TestSelection(t *testing.T) {
	text := header + "cloud: GCC\nprimary: yes\n"
	only := func(o *lint.Options) { o.Rules.Only = []string{"schema/wrong-type"} }
	files := map[string]string{"m.yaml": text}
	r := repair(t, files, only, func(o *lint.Options) { o.Engine = nil })
	if diff := cmp.Diff(header+"cloud: GCC\nprimary: true\n", after(files, r)["m.yaml"]); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if len(r.Remaining) != 0 {
		t.Errorf("remaining: %s", r.Remaining[0].Message.String())
	}
}

// TestPartial checks that references are not repaired in a partial topology.
func TestPartial(t *testing.T) {
	text := header + "groups: [{name: makers}]\nenvironments:\n  - {name: orders, type: sandbox, stage: test, securityGroup: makres}\n"
	r := repair(t, map[string]string{"m.yaml": text}, func(o *lint.Options) { o.Partial = true })
	if got := string(r.Files[0].After); got != strings.Replace(text, "sandbox", "Sandbox", 1) {
		t.Errorf("got\n%s", got)
	}
}

// TestStdin checks that standard input is repaired in the context of the other files, and that these stay unchanged.
func TestStdin(t *testing.T) {
	files := map[string]string{
		"contoso.yaml": header + "cloud: GCC\n",
		"orders.yaml":  "not: used\n",
	}
	const unsaved = "apiVersion: tenantlint/v1\nkind: Environment\nname: orders\ntenant: contsoo\ntype: Sandbox\nstage: test\nopenToTenant: true\n"
	r := repair(t, files, func(o *lint.Options) {
		o.Find.Paths, o.Find.StdinName, o.Stdin = []string{"-", "."}, "orders.yaml", strings.NewReader(unsaved)
	})
	if want := strings.Replace(unsaved, "contsoo", "contoso", 1); string(r.Stdin) != want {
		t.Errorf("got\n%s", r.Stdin)
	}
	if len(r.Files) != 1 || r.Files[0].Abs != "" || r.Fixed != 1 {
		t.Errorf("%d files, %d fixed", len(r.Files), r.Fixed)
	}
	if !slices.ContainsFunc(r.Remaining, func(f finding.Finding) bool { return f.Rule.ID == "schema/unknown-value" }) {
		t.Error("the finding in the other file is not in Remaining")
	}
}

// TestRedacted checks that Redacted hides everything that looks like a credential, on changed and unchanged lines.
func TestRedacted(t *testing.T) {
	const secret = "password=hunter2hunter2"
	files := map[string]string{"m.yaml": header + "description: " + secret + "\ncloud: GCC\nallowedLocations: [\"" + secret + "\", \"" + secret + "\"]\n"}
	r := repair(t, files)
	if len(r.Files) != 1 || !strings.Contains(string(r.Files[0].After), secret) {
		t.Fatalf("%d files", len(r.Files))
	}
	before, now := r.Files[0].Redacted()
	if bytes.Contains(before, []byte("hunter")) || bytes.Contains(now, []byte("hunter")) {
		t.Errorf("the credential is shown:\n%s\n%s", before, now)
	}
	if len(before) != len(r.Files[0].Before) {
		t.Error("asterisks change the length")
	}
}
