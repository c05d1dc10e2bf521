package lint_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/tenantlint/tenantlint/internal/lint"
	"github.com/tenantlint/tenantlint/internal/report"
	"github.com/tenantlint/tenantlint/internal/source"
)

// TestSecretAsName checks that no report shows a credential that is used as a name, neither as the name of an object
// nor in the logical paths of its parts.
func TestSecretAsName(t *testing.T) {
	token := strings.Repeat("abcd234567efg", 4)
	text := "apiVersion: tenantlint/v1\nkind: Tenant\nname: " + token + "\nextra: 1\ngroups: [{name: " + token + ", members: ['group:none']}]\nenvironments: [{name: " + token +
		", extra: 1}]\n---\napiVersion: tenantlint/v1\nkind: Environment\ntenant: " + token + "\nname: x\n"
	result, err := lint.Run(t.Context(), lint.Options{Find: source.FindOptions{Overlay: map[string][]byte{"/a.yaml": []byte(text)}}})
	if err != nil {
		t.Fatal(err)
	}
	if len(result.Run.Findings) < 5 {
		t.Errorf("%d findings", len(result.Run.Findings))
	}
	for name, write := range formats {
		var b bytes.Buffer
		if err := write(&b, &result.Run, report.Options{}); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(b.String(), token) {
			t.Errorf("%s shows the secret:\n%s", name, &b)
		}
	}
}
