package suggest

import (
	"slices"
	"strings"
	"testing"
)

var domain = []string{"authenticationType", "federation", "isDefault", "isInitial", "isRoot", "isVerified", "name"}

func TestCorrect(t *testing.T) {
	for _, tt := range []struct {
		word  string
		among []string
		want  string
	}{
		{"isdefault", domain, "isDefault"},
		{"is_default", domain, "isDefault"},
		{"Is-Default", domain, "isDefault"},
		{"is default", domain, "isDefault"},
		{"nmae", domain, "name"},
		{"nam", domain, "name"},
		{"names", domain, "name"},
		{"isVerifed", domain, "isVerified"},
		{"is_verifed", domain, "isVerified"},
		{"fedaration", domain, "federation"},
		{"authentification", domain, ""}, // in the table of synonyms
		{"mail", domain, ""},
		{"x", domain, ""},
		{"", domain, ""},
		{"federated", []string{"Managed", "Federated"}, "Federated"},
		{"region", []string{"reason", "location"}, ""},
		{"isolation", []string{"location"}, ""},
		{"environmentId", []string{"environmentGroup"}, ""},
		{"environmentType", []string{"environmentGroup"}, ""},
		{"stage1", []string{"stage2"}, ""},
		{"us", []string{"eu"}, ""},
		{"id", []string{"is"}, ""},
		{"form", []string{"from", "to"}, "from"},
		{"catz", []string{"cats", "cat"}, ""}, // two are equally close
		{"Abc", []string{"abc", "ABC"}, ""},
		{"fail_on", []string{"fail-on"}, "fail-on"},
		{"straße", []string{"strasse"}, ""},
		{"münchen", []string{"munchen"}, "munchen"},
		{"zürich", []string{"zürihc"}, "zürihc"},
		{strings.Repeat("x", 1<<20), domain, ""},
	} {
		for range 2 { // the order of the candidates must not matter
			got, ok := Correct(tt.word, tt.among)
			if got != tt.want || ok != (tt.want != "") {
				t.Errorf("Slip(%.20q, %q) = %q, %t; want %q", tt.word, tt.among, got, ok, tt.want)
			}
			tt.among = slices.Clone(tt.among)
			slices.Reverse(tt.among)
		}
	}
}

// TestCorrectEveryEdit checks that every single edit of every word leads back to it.
func TestCorrectEveryEdit(t *testing.T) {
	for _, word := range domain {
		for i := range len(word) {
			edits := []string{word[:i] + word[i+1:], word[:i] + "q" + word[i+1:], word[:i] + "q" + word[i:]}
			if i+1 < len(word) {
				edits = append(edits, word[:i]+word[i+1:i+2]+word[i:i+1]+word[i+2:])
			}
			for _, edit := range edits {
				if got, _ := Correct(edit, domain); got != word {
					t.Errorf("Slip(%q) = %q, want %q", edit, got, word)
				}
			}
		}
	}
}

func TestNearest(t *testing.T) {
	for _, tt := range []struct {
		word  string
		among []string
		want  string
	}{
		{"authentification", domain, "authenticationType"},
		{"nmae", domain, "name"}, // two letters swapped
		{"names", domain, "name"},
		{"mail", domain, ""},
		{"", domain, ""},
		{"stage1", []string{"stage2", "stage3"}, "stage2"},
		{"STAGE1", []string{"stage1", "stage2"}, "stage1"},
		{"Abc", []string{"abc", "ABC"}, "abc"},
		{"jsn", []string{"json", "junit"}, "json"},
		{"straße", []string{"strasse"}, "strasse"},
		{strings.Repeat("x", 1<<20), domain, ""},
	} {
		for range 2 {
			got, ok := Nearest(tt.word, tt.among)
			if got != tt.want || ok != (tt.want != "") {
				t.Errorf("Nearest(%.20q) = %q, %t; want %q", tt.word, got, ok, tt.want)
			}
			tt.among = slices.Clone(tt.among)
			slices.Reverse(tt.among)
		}
	}
}

func TestLikely(t *testing.T) {
	for _, tt := range []struct {
		word, name     string
		meant, certain bool
	}{
		{"contso-eu", "contoso-eu", true, true},
		{"contosso-eu", "contoso-eu", true, true},
		{"contsoo-eu", "contoso-eu", true, true}, // two letters swapped
		{"cantoso", "contoso", true, true},
		{"Makers", "makers", true, true},
		{"eu/sales-makres", "eu/sales-makers", true, true},
		{"contoso-eu", "contoso-us", false, false},
		{"contoso-ue", "contoso-eu", true, false},
		{"team-a", "team-b", true, false},
		{"tenanta", "tenantb", true, false},
		{"maker", "makers", true, false},
		{"xmakers", "makers", true, false},
		{"stage1", "stage2", false, false},
		{"contoso1eu", "contoso2eu", false, false},
		{"dev", "dew", false, false},
		{"dve", "dev", true, false},
		{"contoso-eu", "contosoeu", true, false},
		{"fabrikam", "contoso", false, false},
		{"", "contoso", false, false},
	} {
		meant, certain := Likely(tt.word, []string{tt.name, "production"})
		if (meant == tt.name) != tt.meant || certain != tt.certain {
			t.Errorf("Likely(%q, %q) = %q, %t", tt.word, tt.name, meant, certain)
		}
	}
	if got, certain := Likely("makrs", []string{"makers", "makros"}); certain {
		t.Errorf("got %q although two names are equally close", got)
	}
}

// TestTable checks that each word is in a list only once, and is not equal to its meaning anyway.
func TestTable(t *testing.T) {
	var raw synonyms[map[string][]string]
	if err := unmarshal(&raw); err != nil {
		t.Fatal(err)
	}
	for _, lists := range []map[string]map[string][]string{raw.Keys, raw.Values} {
		for list, names := range lists {
			seen := map[string]string{}
			for name, words := range names {
				means := strings.TrimSuffix(name, "?")
				for _, word := range words {
					if other, twice := seen[normalize(word)]; twice {
						t.Errorf("%s: %q means both %q and %q", list, word, other, name)
					}
					seen[normalize(word)] = name
					if normalize(word) == normalize(means) {
						t.Errorf("%s: %q does not need an entry to mean %q", list, word, means)
					}
				}
			}
		}
	}
	if s, ok := Key("environment", "Environment_SKU"); !ok || s != (Synonym{"type", true}) {
		t.Errorf("environment_sku means %+v, %t", s, ok)
	}
	if s, ok := Value("environment.stage", "PreProd"); !ok || s.Exact {
		t.Errorf("preprod means %+v, %t", s, ok)
	}
	if _, ok := Key("environment", strings.Repeat("x", 1<<20)); ok {
		t.Error("a word of a megabyte was found")
	}
}
