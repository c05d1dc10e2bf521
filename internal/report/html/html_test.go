package html_test

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/tenantlint/tenantlint/internal/lint"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/report"
	"github.com/tenantlint/tenantlint/internal/report/html"
	"github.com/tenantlint/tenantlint/internal/report/reporttest"
	"github.com/tenantlint/tenantlint/internal/result"
	"github.com/tenantlint/tenantlint/internal/rule"
	"github.com/tenantlint/tenantlint/internal/source"
)

// page lints files, and returns their report and the run.
func page(t testing.TB, files map[string]string) (text string, run *result.Run) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	result, err := lint.Run(t.Context(), lint.Options{Find: source.FindOptions{Dir: dir}, AllowEmpty: true, Workers: 1, Today: "2026-11-28"})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := html.Write(&b, &result.Run, report.Options{}); err != nil {
		t.Fatal(err)
	}
	return b.String(), &result.Run
}

const tenant = "apiVersion: tenantlint/v1\nkind: Tenant\nname: contoso\nid: 11111111-1111-4111-8111-111111111111\nunknown: [administrators]\n" +
	"loction: europe\ndomains:\n  - {name: contoso.com, isInitial: true, authenticationType: Managed} # tenantlint:ignore domain/initial-name -- moved in 2027 until 2027-01-31\n"

func TestPage(t *testing.T) {
	text, run := page(t, map[string]string{"contoso.yaml": tenant})
	for _, want := range []string{
		`<html lang="en">`, "Content-Security-Policy", "default-src &#39;none&#39;",
		`id="f-` + run.Findings[0].Fingerprint(0) + `"`, "unknown key &#34;loction&#34; in a tenant", "did you mean &#34;location&#34;?",
		"moved in 2027", "2027-01-31", "administrators", "not evaluated where unknown: administrators (1)", "nothing to check", "as of 2026-11-28",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not contain %q", want)
		}
	}
	again, _ := page(t, map[string]string{"contoso.yaml": tenant})
	if text != again {
		t.Error("the same input yields a different page")
	}
}

func TestNoFindings(t *testing.T) {
	text, _ := page(t, nil)
	if !strings.Contains(text, "No findings") || !strings.Contains(text, "no manifests") {
		t.Error("the page of an empty run does not mention that")
	}
}

// TestRun writes the run of package reporttest, which has no topology.
func TestRun(t *testing.T) {
	var b bytes.Buffer
	if err := html.Write(&b, reporttest.Run(), report.Options{}); err != nil {
		t.Fatal(err)
	}
	checkPage(t, b.String())
}

// activeMarkup matches markup that would load or execute something; script matches the script of a page.
var (
	activeMarkup = regexp.MustCompile(`(?i)<(img|iframe|object|embed|link|base|form[^>]*action|audio|video|source|image|foreignobject)\b|\son[a-z]+\s*=|javascript:|url\(|@import`)
	script       = regexp.MustCompile(`(?s)<script>(.*?)</script>`)
)

// checkPage checks that a page has only its own script and style, and no element that loads or executes anything else.
func checkPage(t *testing.T, text string) {
	t.Helper()
	scripts := script.FindAllString(text, -1)
	if len(scripts) != 1 || strings.Count(strings.ToLower(text), "<script") != 1 || strings.Count(strings.ToLower(text), "<style") != 1 {
		t.Fatalf("the page has %d scripts and %d styles", strings.Count(strings.ToLower(text), "<script"), strings.Count(strings.ToLower(text), "<style"))
	}
	body := strings.ReplaceAll(text, scripts[0], "")
	if lower := strings.ToLower(text); strings.Contains(lower, "##[") || strings.Contains(lower, "##vso[") {
		t.Error("the page contains a command of a CI runner")
	}
	for _, tag := range regexp.MustCompile(`<[a-zA-Z][^<>]*>`).FindAllString(body[max(0, strings.Index(body, "<body>")):], -1) {
		bare := regexp.MustCompile(`"[^"]*"`).ReplaceAllString(tag, `""`)
		if activeMarkup.MatchString(bare) || strings.Contains(strings.ToLower(tag), "href=\"javascript") {
			t.Errorf("the page contains %s", tag)
		}
	}
	for _, r := range body {
		if r < ' ' && r != '\n' || r == 0x7f || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r >= 0x200b && r <= 0x200f {
			t.Errorf("the page contains %U", r)
			break
		}
	}
}

// FuzzPage checks that text from the input cannot inject markup into a page.
func FuzzPage(f *testing.F) {
	f.Add(tenant, "<script>alert(1)</script>")
	f.Add(tenant+`"><img src=x onerror=alert(1)>: 1`+"\n", `"><svg onload=alert(1)>`)
	f.Add("apiVersion: tenantlint/v1\nkind: Tenant\nname: '</script><script>'\ndescription: \"\\u202e\"\n", "javascript:alert(1)")
	f.Add("apiVersion: tenantlint/v1\nkind: Tenant\nname: '##vso[task.complete]'\nenvironments: [{name: '##[error]'}]\n", "##vso[task.complete]")
	f.Add("apiVersion: tenantlint/v1\nkind: Environment\ntenant: a\nname: ' onclick=x '\n", "]]> --> </style>")
	// Few rules, so that most of the time is spent on the page.
	only := rule.Selection{Only: []string{"parse", "schema", "suppression", "reference", "domain/federated-once"}}
	engine, err := lint.Prepare(lint.Options{Rules: only})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, one, value string) {
		two := "apiVersion: tenantlint/v1\nkind: Tenant\nname: fuzz\nid: " + yamlQuote(value) + "\nlocation: " + yamlQuote(value) + "\nenvironments: [{name: a, type: " + yamlQuote(value) + ", location: " + yamlQuote(value) + "}]\n"
		result, err := lint.Run(t.Context(), lint.Options{
			Engine: engine, Rules: only, AllowEmpty: true, Workers: 1,
			Find: source.FindOptions{Overlay: map[string][]byte{"/a.yaml": []byte(one), "/b.yaml": []byte(two)}},
		})
		if err != nil {
			t.Fatal(err)
		}
		run := &result.Run
		for i := range run.Findings { // custom rules can contain any text
			run.Findings[i].Notes = append(run.Findings[i].Notes, problem.Literal(value))
		}
		var b bytes.Buffer
		if err := html.Write(&b, run, report.Options{}); err != nil {
			t.Fatal(err)
		}
		checkPage(t, b.String())
	})
}

// yamlQuote quotes a value for a manifest. It does not escape characters that YAML does not allow.
func yamlQuote(s string) string {
	return "'" + strings.ReplaceAll(strings.ReplaceAll(s, "'", "''"), "\n", " ") + "'"
}
