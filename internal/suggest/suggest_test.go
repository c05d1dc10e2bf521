package suggest

import (
	"slices"
	"strings"
	"testing"
)

func TestNearest(t *testing.T) {
	domain := []string{"authenticationType", "federation", "isDefault", "isInitial", "isRoot", "isVerified", "name"}
	tests := []struct {
		word   string
		among  []string
		want   string
		unique bool
	}{
		{"authentification", domain, "authenticationType", true},
		{"isdefault", domain, "isDefault", true},
		{"nmae", domain, "name", true}, // two letters swapped
		{"names", domain, "name", true},
		{"mail", domain, "", false},
		{"x", domain, "", false},
		{"", domain, "", false},
		{"federated", []string{"Managed", "Federated"}, "Federated", true},
		{"stage1", []string{"stage2", "stage3"}, "stage2", false}, // two are equally near
		{"STAGE1", []string{"stage1", "stage2"}, "stage1", true},  // only the case differs
		{"Abc", []string{"abc", "ABC"}, "abc", false},             // the case of two differs
		{"id", []string{"is"}, "", false},
		{"straße", []string{"strasse"}, "strasse", true},
		{strings.Repeat("x", 1<<20), domain, "", false},
	}
	for _, tt := range tests {
		for range 2 { // the order of the candidates makes no difference
			got, ok := Nearest(tt.word, tt.among)
			if got != tt.want || ok != (tt.want != "") {
				t.Errorf("Nearest(%.20q) = %q, %t; want %q", tt.word, got, ok, tt.want)
			}
			if got, ok := Unique(tt.word, tt.among); ok != tt.unique || ok && got != tt.want {
				t.Errorf("Unique(%.20q) = %q, %t; want %t", tt.word, got, ok, tt.unique)
			}
			tt.among = slices.Clone(tt.among)
			slices.Reverse(tt.among)
		}
	}
}

func TestLikely(t *testing.T) {
	for _, tt := range []struct {
		word, name string
		want       bool
	}{
		{"contso-eu", "contoso-eu", true},
		{"contosso-eu", "contoso-eu", true},
		{"contsoo-eu", "contoso-eu", true}, // two letters swapped
		{"cantoso", "contoso", true},
		{"Makers", "makers", true},
		{"eu/sales-makres", "eu/sales-makers", true},
		{"contoso-eu", "contoso-us", false},
		{"contoso-ue", "contoso-eu", false},
		{"team-a", "team-b", false},
		{"tenanta", "tenantb", false},
		{"maker", "makers", false},
		{"xmakers", "makers", false},
		{"stage1", "stage2", false},
		{"contoso1eu", "contoso2eu", false},
		{"dev", "dew", false},
		{"contoso-eu", "contosoeu", false},
		{"fabrikam", "contoso", false},
		{"", "contoso", false},
	} {
		near, _ := Nearest(tt.word, []string{tt.name, "production"})
		meant, isSlip := Likely(tt.word, []string{tt.name, "production"})
		if meant != near || isSlip != tt.want || isSlip && meant != tt.name {
			t.Errorf("Likely(%q, %q) = %q, %t", tt.word, tt.name, meant, isSlip)
		}
	}
	if got, isSlip := Likely("makrs", []string{"makers", "makros"}); isSlip {
		t.Errorf("of two that are near: %q", got)
	}
}
