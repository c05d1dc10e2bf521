package topology

import (
	"strings"
	"testing"
)

func TestOrganizationName(t *testing.T) {
	for _, c := range []struct{ text, name, host string }{
		{"https://dev.azure.com/contoso", "contoso", ""},
		{"https://dev.azure.com/Contoso-Dev/", "contoso-dev", ""},
		{"https://dev.azure.com/contoso/sales/_git/app", "contoso", ""},
		{"https://contoso.visualstudio.com", "contoso", ""},
		{"dev.azure.com/contoso", "contoso", ""},
		{"contoso", "contoso", ""},
		{"Contoso 1", "", ""},
		{"-contoso", "", ""},
		{"contoso-", "", ""},
		{"c", "c", ""},
		{strings.Repeat("c", 50), strings.Repeat("c", 50), ""},
		{strings.Repeat("c", 51), "", ""},
		{"https://dev.azure.com/", "", ""},
		{"https://dev.azure.com/con_toso", "", ""},
		{"https://github.com/contoso what?", "", "github.com"},
		{"https://tfs.contoso.com/tfs/DefaultCollection", "", "tfs.contoso.com"},
		{"https://", "", ""},
		{"ftp://dev.azure.com/contoso", "", ""},
		{"https://dev.azure.com/%zz", "", ""},
	} {
		if name, host := organizationName(c.text); name != c.name || host != c.host {
			t.Errorf("%q is the organization %q on host %q, want %q on %q", c.text, name, host, c.name, c.host)
		}
	}
}
