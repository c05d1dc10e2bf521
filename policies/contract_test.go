package policies_test

import (
	"io/fs"
	"maps"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantlint/tenantlint/internal/policy"
)

// contract lists all rules, each with the levels that its findings may have. Rules may be added; a renamed rule keeps
// its old id as an alias, and no rule is ever removed.
var contract = map[string]string{
	"administration/foreign-account":    "warning",
	"administration/missing":            "error warning",
	"administration/unique-credentials": "error",

	"change/domain-tenant":          "error",
	"change/environment-location":   "error",
	"change/environment-tenant":     "error",
	"change/license-tenant":         "error",
	"change/namespace-tenant":       "error",
	"change/production-removed":     "warning",
	"change/gate-weakened":          "note",
	"change/access-opened":          "warning",
	"change/approval-removed":       "warning",
	"change/consent-withdrawn":      "warning",
	"change/isolation-weakened":     "warning note",
	"change/managed-removed":        "warning",
	"change/residency-weakened":     "warning",
	"change/security-group-removed": "warning",
	"change/setting-opened":         "warning",
	"change/type-lowered":           "warning",

	"collaboration/direct-connect":           "warning",
	"collaboration/exchange-organization":    "warning",
	"collaboration/feature":                  "note",
	"collaboration/global-address-list":      "warning",
	"collaboration/isolation":                "error warning",
	"collaboration/isolation-open":           "warning",
	"collaboration/isolation-without-effect": "note",
	"collaboration/sharepoint":               "warning",

	"deployment/accelerator-database":     "error",
	"deployment/accelerator-deprecated":   "note",
	"deployment/accelerator-devops":       "warning",
	"deployment/accelerator-tenants":      "warning",
	"deployment/admin-consent":            "error",
	"deployment/admin-teams":              "warning",
	"deployment/application":              "error",
	"deployment/application-tenant":       "error warning",
	"deployment/application-user":         "warning",
	"deployment/demo-end-to-end":          "warning",
	"deployment/demo-production":          "warning",
	"deployment/demo-separate":            "error",
	"deployment/demo-trial":               "warning",
	"deployment/demo-trust":               "warning",
	"deployment/demo-users":               "warning",
	"deployment/devops-tenant":            "warning note",
	"deployment/environment-stages":       "error warning",
	"deployment/fusion-team":              "note",
	"deployment/maker-environment":        "warning error",
	"deployment/maker-grant":              "warning",
	"deployment/maker-group":              "error note",
	"deployment/maker-member":             "warning",
	"deployment/maker-owner":              "warning",
	"deployment/multi-tenant-application": "error warning",
	"deployment/operators":                "note",
	"deployment/organization-name":        "error warning",
	"deployment/organization-tenant":      "error",
	"deployment/personal-accounts":        "warning",
	"deployment/secret":                   "error",
	"deployment/self-service":             "note",
	"deployment/separate-tenants":         "warning",
	"deployment/stage-environments":       "error",
	"deployment/stage-order":              "error warning",
	"deployment/stage-purpose":            "warning",
	"deployment/stages":                   "error warning",
	"deployment/tenant-count":             "error",

	"domain/default-duplicate":        "error",
	"domain/default-not-federated":    "error",
	"domain/default-unverified":       "error",
	"domain/federated-once":           "error",
	"domain/federated-unverified":     "error",
	"domain/forest-federation":        "error warning",
	"domain/initial-duplicate":        "error",
	"domain/initial-federated":        "error",
	"domain/initial-missing":          "error",
	"domain/initial-name":             "error",
	"domain/issuer-unique":            "error",
	"domain/subdomain-authentication": "error",
	"domain/unverified-use":           "warning",
	"domain/verified-once":            "error warning",

	"environment/access-outside-group":   "warning",
	"environment/application-cloud":      "error",
	"environment/apps-on-developer":      "error",
	"environment/away-from-home":         "note",
	"environment/azure-region":           "error warning",
	"environment/cloud-location":         "error",
	"environment/copy-limits":            "error",
	"environment/default-id":             "error",
	"environment/developer-limit":        "warning",
	"environment/developer-owner":        "error",
	"environment/group-on-type":          "error",
	"environment/group-without-database": "warning",
	"environment/locale":                 "note",
	"environment/location-allowed":       "error",
	"environment/one-default":            "error",
	"environment/open-access":            "warning note",
	"environment/open-and-closed":        "warning",
	"environment/own-database":           "error",
	"environment/purpose":                "note",
	"environment/region-as-location":     "error",
	"environment/restricted-location":    "error warning note",
	"environment/segregation":            "error warning note",
	"environment/shared-data":            "warning",
	"environment/shared-group":           "note",
	"environment/single-tenant":          "error",
	"environment/type-for-stage":         "error warning",
	"environment/unknown-location":       "warning",
	"environment/unknown-macro-region":   "warning",
	"environment/unknown-type":           "warning",
	"environment/unmanaged-group":        "error",
	"environment/url-location":           "error",
	"environment/user-distance":          "note",

	"guest/blocked":             "error",
	"guest/home-tenant":         "error warning",
	"guest/invitation-required": "error",
	"guest/license-required":    "warning",
	"guest/outsider-in-main":    "warning",
	"guest/pending":             "note",
	"guest/usage-location":      "warning",

	"identity/account-unique":                  "error warning",
	"identity/group-single-tenant":             "error",
	"identity/mail-unique":                     "warning",
	"identity/service-principal-single-tenant": "error",
	"identity/sync-server":                     "error warning",
	"identity/sync-writeback":                  "error warning",
	"identity/tenant-reason":                   "note",

	"license/agreement-undeclared":   "note",
	"license/assignment":             "error",
	"license/multi-tenant-amendment": "error note",
	"license/over-assigned":          "error",
	"license/reassignment":           "error",
	"license/single-tenant":          "error",
	"license/unlicensed-access":      "warning",

	"master-data/approval":                "note",
	"master-data/cycle":                   "warning",
	"master-data/master-without-database": "warning",
	"master-data/no-scope":                "note",
	"master-data/no-way-back":             "error",
	"master-data/second-level":            "warning",
	"master-data/separation-of-duties":    "error warning",
	"master-data/single-master":           "error",
	"master-data/trial-master":            "warning",
	"master-data/unreached":               "error",

	"namespace/mail-domain": "warning",
	"namespace/smtp-unique": "error",
	"namespace/unowned":     "warning",
	"namespace/upn-suffix":  "error",
	"namespace/upn-unique":  "error",

	"parse/duplicate-key":  "error",
	"parse/encoding":       "error",
	"parse/limit":          "error",
	"parse/not-a-manifest": "error",
	"parse/syntax":         "error",

	"pipelines/database":           "error",
	"pipelines/geography":          "warning",
	"pipelines/host-as-stage":      "warning",
	"pipelines/host-tenant":        "error",
	"pipelines/managed-target":     "error note",
	"pipelines/shared-environment": "error",
	"pipelines/single-tenant":      "error",
	"pipelines/source-and-target":  "error",
	"pipelines/stage-limit":        "error",
	"pipelines/unsupported-target": "error warning",

	"reference/duplicate-id":   "error",
	"reference/duplicate-name": "error",
	"reference/unknown":        "error warning",
	"drift/changed":            "warning",
	"drift/missing":            "warning",
	"drift/renamed":            "note",
	"drift/undeclared":         "note",
	"reference/unlisted":       "note",

	"residency/conflicting-classes": "warning",
	"residency/flow":                "error",
	"residency/imprecise-location":  "warning",
	"residency/location":            "error",
	"residency/setting":             "error",
	"residency/sharing":             "warning",
	"residency/undeclared":          "note",
	"residency/undeclared-location": "warning",
	"residency/unknown-class":       "warning",

	"schema/constraint":     "error",
	"schema/invalid-format": "error",
	"schema/missing-key":    "error",
	"schema/unknown-key":    "error",
	"schema/unknown-value":  "error",
	"schema/wrong-type":     "error",

	"storage/over-capacity": "error warning",
	"storage/single-tenant": "error",

	"suppression/expired":        "error note",
	"suppression/missing-reason": "error",
	"suppression/misspelled":     "warning",
	"suppression/unknown-rule":   "error",
	"suppression/unused":         "warning",
}

// TestContract checks the ids and default levels of the rules against the contract.
func TestContract(t *testing.T) {
	var ids []string
	for _, r := range policy.Rules() {
		ids = append(ids, r.ID)
		if slices.Contains(r.Aliases, r.ID) {
			t.Errorf("%s is an alias of itself", r.ID)
		}
		if levels := strings.Fields(contract[r.ID]); !slices.Contains(levels, r.Level.String()) {
			t.Errorf("%s is %s by default, want one of %v", r.ID, r.Level, levels)
		}
	}
	if diff := cmp.Diff(slices.Sorted(maps.Keys(contract)), ids); diff != "" {
		t.Errorf("rules (-contract +policies):\n%s", diff)
	}
}

// TestLevels checks that the findings of the failing manifests show each level of the contract, and no other.
func TestLevels(t *testing.T) {
	found := regexp.MustCompile(`(?m)^[^:\n]+:\d+:\d+: (error|warning|note): `)
	for _, r := range policy.Rules() {
		fail, _, err := policy.Examples(r)
		if err != nil {
			t.Fatal(err)
		}
		shown := map[string]bool{}
		for _, e := range fail {
			for _, m := range found.FindAllStringSubmatch(e.Findings, -1) {
				shown[m[1]] = true
			}
		}
		if diff := cmp.Diff(slices.Sorted(strings.FieldsSeq(contract[r.ID])), slices.Sorted(maps.Keys(shown))); diff != "" {
			t.Errorf("%s: levels (-contract +findings):\n%s", r.ID, diff)
		}
	}
}

// maxTextLength is the maximum length of a text in code scanning, in bytes, without what a report may add: a full stop and
// code marks.
const maxTextLength = 1024 - 3

// TestMetadata checks the style of the rules' metadata.
func TestMetadata(t *testing.T) {
	for _, r := range policy.Rules() {
		for what, test := range map[string]struct {
			text    string
			matches string
		}{
			"title":       {r.Title, `^\p{Lu}[^\n]*[^.\s]$`},
			"description": {r.Description, `(?s)^\p{Lu}.*\S\.$`},
			"help":        {r.Help, `^\p{Ll}[^\n]*[^.\s]$`},
			"since":       {r.Since, `^\d+\.\d+\.\d+$`},
			"precision":   {r.Precision, `^(?:very-high|high|medium|low)$`},
			"severity":    {r.SecuritySeverity, `^(?:|10\.0|[0-9]\.[0-9])$`},
		} {
			if !regexp.MustCompile(test.matches).MatchString(test.text) || len(test.text) > maxTextLength {
				t.Errorf("%s: invalid %s: %q", r.ID, what, test.text)
			}
		}
		if r.SecuritySeverity != "" && !slices.Contains(r.Tags, "security") {
			t.Errorf("%s: security-severity without the tag security", r.ID)
		}
		if len(r.Sources) == 0 {
			t.Errorf("%s: no source", r.ID)
		}
		for _, s := range r.Sources {
			if u, err := url.Parse(s.URL); err != nil || u.Scheme != "https" || u.Host == "" || s.Document == "" {
				t.Errorf("%s: source %q at %q needs a document and an https address", r.ID, s, s.URL)
			}
		}
	}
}

// repositoryURL is the URL of the files of this repository.
const repositoryURL = "https://github.com/tenantlint/tenantlint/blob/main/"

// TestLocalSources checks that sources in this repository lead to existing headings.
func TestLocalSources(t *testing.T) {
	followed := 0
	for _, r := range policy.Rules() {
		for _, s := range r.Sources {
			file, local := strings.CutPrefix(s.URL, repositoryURL)
			if !local {
				continue
			}
			followed++
			file, anchor, _ := strings.Cut(file, "#")
			text, err := os.ReadFile(filepath.Join("..", filepath.FromSlash(file)))
			if err != nil {
				t.Errorf("%s: %v", r.ID, err)
				continue
			}
			if path.Ext(file) != ".md" {
				continue
			}
			if want := strings.ReplaceAll(strings.ToLower(s.Heading), " ", "-"); anchor != want {
				t.Errorf("%s: source %q has the anchor %q, want %q", r.ID, s, anchor, want)
			}
			if !regexp.MustCompile(`(?m)^#+ ` + regexp.QuoteMeta(s.Heading) + `$`).Match(text) {
				t.Errorf("%s: %s has no heading %q", r.ID, file, s.Heading)
			}
		}
	}
	if followed == 0 {
		t.Error("no source is a file of this repository")
	}
}

// TestRuleFolders checks that the folder of each rule is complete: a policy, a Rego test if the policy has rules, a
// page, failing manifests, each with its findings, and passing manifests.
func TestRuleFolders(t *testing.T) {
	rego := map[string]bool{}
	for file, m := range modules(t) {
		rego[path.Dir(file)] = len(m.Rules) > 0
	}
	folders, err := fs.Glob(os.DirFS("."), "*/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, folder := range folders {
		if group := path.Dir(folder); group == "lib" || group == "data" {
			continue
		}
		if _, ok := contract[folder]; !ok {
			t.Errorf("%s is not a rule of the contract", folder)
			continue
		}
		want := []string{"README.md", "fail", "pass", "rule.rego"}
		if rego[folder] {
			want = append(want, "rule_test.rego")
		}
		if diff := cmp.Diff(want, entries(t, folder)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", folder, diff)
		}
		fail, pass := entries(t, folder+"/fail"), entries(t, folder+"/pass")
		if diff := cmp.Diff(expectedFiles(fail, ".txt"), fail); diff != "" || len(fail) == 0 {
			t.Errorf("%s/fail (-want +got):\n%s", folder, diff)
		}
		if diff := cmp.Diff(expectedFiles(pass), pass); diff != "" || len(pass) == 0 {
			t.Errorf("%s/pass (-want +got):\n%s", folder, diff)
		}
	}
}

// entries returns the sorted names of the entries of a folder.
func entries(t *testing.T, folder string) []string {
	t.Helper()
	all, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range all {
		names = append(names, e.Name())
	}
	return names
}

// manifestName matches the file name of a manifest, which names the case that it shows.
var manifestName = regexp.MustCompile(`^([a-z0-9]+(?:-[a-z0-9]+)*)\.(?:yaml|json)$`)

// expectedFiles returns the files expected in a folder with these manifests: the manifests themselves, the earlier states and
// exports of some, and for each a file with every other extension.
func expectedFiles(names []string, others ...string) []string {
	var want []string
	for _, name := range names {
		m := manifestName.FindStringSubmatch(name)
		if m == nil {
			continue
		}
		want = append(want, name)
		if earlier := m[1] + ".before" + path.Ext(name); slices.Contains(names, earlier) {
			want = append(want, earlier)
		}
		if live := m[1] + ".export.json"; slices.Contains(names, live) {
			want = append(want, live)
		}
		for _, extension := range others {
			want = append(want, m[1]+extension)
		}
	}
	slices.Sort(want)
	return want
}
