package topology_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/source"
	"github.com/tenantlint/tenantlint/internal/topology"
)

// TestLongName checks that an overlong name is not part of any key or logical path: each object of the tenant would
// otherwise repeat a megabyte.
func TestLongName(t *testing.T) {
	const objects = 1000
	long := strings.Repeat("x", 1<<20)
	var text strings.Builder
	fmt.Fprintf(&text, "apiVersion: tenantlint/v1\nkind: Tenant\nname: %s\nenvironments:\n", long)
	for i := range objects {
		fmt.Fprintf(&text, "- {name: e%d, securityGroup: g%d}\n", i, i)
	}
	file := source.NewFile("a.yaml", []byte(text.String()))
	parsed := manifest.Parse(file, manifest.DefaultLimits(), true)
	top, problems := topology.Build([]topology.Checked{{Document: parsed.Documents[0]}}, topology.Unread{})
	for _, p := range problems {
		if len(p.Message.String()) > 1000 || len(p.Locations[0].Object) > 10_000 {
			t.Fatalf("message of %d bytes about a logical path of %d", len(p.Message.String()), len(p.Locations[0].Object))
		}
	}
	if object := top.ObjectAt(file, len(file.Data)-10); !strings.HasPrefix(object, "xxx") || !strings.HasSuffix(object, fmt.Sprintf("/environments/e%d/securityGroup", objects-1)) || len(object) > 10_000 {
		t.Errorf("logical path of %d bytes", len(object))
	}
	tables, err := ast.JSON(top.Input(0, 1))
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(fmt.Sprint(tables), long); n > 5 {
		t.Errorf("the name occurs %d times in the input", n)
	}
}
