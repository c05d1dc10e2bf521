package identifier

import (
	"strings"
	"testing"
)

func TestForms(t *testing.T) {
	const guid = "0f8fad5b-d9cb-469f-a165-70867728950E"
	for name, test := range map[string]struct {
		is      func(string) bool
		yes, no []string
	}{
		"GUID":    {IsGUID, []string{guid, ZeroGUID}, []string{"", guid[1:], guid + "0", strings.ReplaceAll(guid, "-", "_"), "g" + guid[1:]}},
		"host":    {IsHost, []string{"localhost", "a.b.", "größe.example", "a_b.c"}, []string{"", ".", "a..b", "-a.b", "a-.b", "a b", strings.Repeat("a", 64), strings.Repeat("a.", 127) + "a"}},
		"domain":  {IsDomain, []string{"contoso.com", "contoso.com."}, []string{"contoso", "contoso.", ".com"}},
		"account": {IsAccount, []string{"ada@contoso.com", "vanja_fabrikam.com#EXT#@contoso.onmicrosoft.com"}, []string{"ada", "@contoso.com", "ada@contoso", "a b@contoso.com"}},
	} {
		for _, s := range test.yes {
			if !test.is(s) {
				t.Errorf("%q is rejected as a %s", s, name)
			}
		}
		for _, s := range test.no {
			if test.is(s) {
				t.Errorf("%q is accepted as a %s", s, name)
			}
		}
	}
}

func TestCanonical(t *testing.T) {
	for name, test := range map[string]struct {
		canonical func(string) string
		in, want  string
	}{
		"zero GUID":            {CanonicalGUID, ZeroGUID, ""},
		"GUID":                 {CanonicalGUID, " 0F8FAD5B-d9cb-469f-a165-70867728950E", "0f8fad5b-d9cb-469f-a165-70867728950e"},
		"domain":               {CanonicalDomain, "Contoso.COM.", "contoso.com"},
		"Unicode domain":       {CanonicalDomain, "größe.example", "xn--gre-6ka8i.example"},
		"address":              {CanonicalAddress, "Ada@Contoso.COM", "ada@contoso.com"},
		"URL":                  {CanonicalHost, "https://Org.crm.dynamics.com/main", "org.crm.dynamics.com"},
		"host":                 {CanonicalHost, "Org.crm.dynamics.com", "org.crm.dynamics.com"},
		"domain of an address": {DomainOf, "ada@contoso.com", "contoso.com"},
		"missing domain":       {DomainOf, "ada", ""},
		"guest":                {InvitedAddress, "vanja_fabrikam.com#ext#@contoso.onmicrosoft.com", "vanja@fabrikam.com"},
		"guest without domain": {InvitedAddress, "vanja#ext#@contoso.onmicrosoft.com", "vanja"},
		"member":               {InvitedAddress, "ada@contoso.com", "ada@contoso.com"},
	} {
		if got := test.canonical(test.in); got != test.want {
			t.Errorf("%s: %q is %q, want %q", name, test.in, got, test.want)
		}
	}
	if !IsExternal("vanja_fabrikam.com#ext#@contoso.onmicrosoft.com") || IsExternal("ada@contoso.com") {
		t.Error("guests and members are not distinguished")
	}
}
