package secret_test

import (
	"strings"
	"testing"

	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/secret"
	"github.com/tenantlint/tenantlint/internal/source"
)

func find(t *testing.T, text string) []secret.Match {
	t.Helper()
	doc := "apiVersion: tenantlint/v1\nkind: Tenant\nname: contoso\nlabels:\n  note: " + text + "\n"
	r := manifest.Parse(source.NewFile("a.yaml", []byte(doc)), manifest.DefaultLimits(), true)
	if len(r.Documents) != 1 {
		t.Fatalf("%d documents, problems %v", len(r.Documents), r.Problems)
	}
	return secret.Find(r.Documents[0])
}

func TestFind(t *testing.T) {
	// the values are split so that secret scanners do not report this repository
	long := strings.Repeat("aB3", 20)
	tests := []struct{ name, text, want string }{
		{"client secret", "abc8Q" + "~" + long[:34], "a client secret of Entra ID"},
		{"private key", "'-----BEGIN RSA " + "PRIVATE KEY-----'", "a private key"},
		{"token", "eyJ" + long[:20] + ".eyJ" + long[:20] + "." + long[:20], "an access token"},
		{"signature", "'https://x.blob.example/a?sv=1&" + "sig=" + long[:44] + "'", "a shared access signature"},
		{"account key", "AccountKey" + "=" + long + "==", "an account key"},
		{"azure devops", strings.Repeat("abcd234567efg", 4), "a personal access token of Azure DevOps"},
		{"github", "ghp" + "_" + long[:36], "a token of GitHub"},
		{"password", "'the pass" + "word=Winter2026x'", "a password"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			found := find(t, tt.text)
			if len(found) != 1 || found[0].Kind != tt.want {
				t.Errorf("found %v, want %q", found, tt.want)
			}
		})
	}
}

func TestFindIgnoresNames(t *testing.T) {
	for _, text := range []string{
		"11111111-1111-4111-8111-111111111111",
		"https://contoso-sales-production-europe.crm4.dynamics.com/main.aspx?appid=11111111-1111-4111-8111-111111111111",
		"vanja_fabrikam.com#EXT#@contosodev.onmicrosoft.com",
		"POWERAPPS_PER_USER_ENTERPRISE_PREMIUM_PLAN",
		"the password is kept in the vault",
		"'password: see vault'",
		"'password=$(VAULT_SECRET)'",
		"d41d8cd98f00b204e9800998ecf8427ed41d8cd98f00b204e9800998ecf8427e",
		"Donaudampfschifffahrtsgesellschaftskapitaenspatentverordnung",
	} {
		if found := find(t, text); len(found) != 0 {
			t.Errorf("%q looks like %s", text, found[0].Kind)
		}
	}
}

// TestFindThroughAliases checks that a text that many aliases lead to is scanned only once: otherwise, it would take
// hours. The default limits would not allow so many aliases.
func TestFindThroughAliases(t *testing.T) {
	text := "apiVersion: tenantlint/v1\nkind: Tenant\nname: contoso\nlabels:\n  note: &x " + strings.Repeat("sig=", 1<<19) + "\n  more: [" + strings.Repeat("*x, ", 90_000) + "]\n"
	r := manifest.Parse(source.NewFile("a.yaml", []byte(text)), manifest.Limits{Bytes: 1 << 30, Depth: 10, Nodes: 1 << 40, Aliases: 1 << 40}, true)
	if len(r.Documents) != 1 {
		t.Fatalf("%d documents, problems %v", len(r.Documents), r.Problems)
	}
	if found := secret.Find(r.Documents[0]); len(found) != 0 {
		t.Errorf("%d look like secrets", len(found))
	}
}
