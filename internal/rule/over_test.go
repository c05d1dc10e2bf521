package rule

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantlint/tenantlint/internal/problem"
)

func TestOver(t *testing.T) {
	all := Catalog{
		{ID: "domain/initial", Group: "domain"}, {ID: "domain/verified-once", Group: "domain"}, {ID: "schema/unknown-key", Group: "schema"},
	}
	for name, test := range map[string]struct{ stronger, weaker, want Selection }{
		"an empty selection over another": {
			weaker: Selection{Disable: []string{"domain"}, Severity: map[string]problem.Level{"schema": problem.Note}},
			want:   Selection{Disable: []string{"domain"}, Severity: map[string]problem.Level{"schema": problem.Note}},
		},
		"an enabled rule": {
			stronger: Selection{Enable: []string{"domain/initial"}},
			weaker:   Selection{Disable: []string{"domain/initial", "domain/verified-once"}},
			want:     Selection{Enable: []string{"domain/initial"}, Disable: []string{"domain/verified-once"}},
		},
		"an enabled group": {
			stronger: Selection{Enable: []string{"domain"}},
			weaker:   Selection{Disable: []string{"domain", "domain/initial", "schema"}},
			want:     Selection{Enable: []string{"domain"}, Disable: []string{"schema"}},
		},
		"a disabled group": {
			stronger: Selection{Disable: []string{"domain"}},
			weaker:   Selection{Enable: []string{"domain/initial"}},
			want:     Selection{Disable: []string{"domain"}},
		},
		"only a rule of a disabled group": {
			stronger: Selection{Only: []string{"domain/initial"}},
			weaker:   Selection{Disable: []string{"domain", "schema"}},
			want:     Selection{Only: []string{"domain/initial"}, Disable: []string{"schema"}},
		},
		"only a group with a disabled rule": {
			stronger: Selection{Only: []string{"domain"}},
			weaker:   Selection{Disable: []string{"domain/initial"}},
			want:     Selection{Only: []string{"domain"}, Disable: []string{"domain/initial"}},
		},
		"the level of a group over that of a rule": {
			stronger: Selection{Severity: map[string]problem.Level{"domain": problem.Note}},
			weaker:   Selection{Severity: map[string]problem.Level{"domain/initial": problem.Error, "schema": problem.Warning}},
			want:     Selection{Severity: map[string]problem.Level{"domain": problem.Note, "schema": problem.Warning}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			got := test.stronger.Over(test.weaker, all)
			for _, s := range []*Selection{&got, &test.want} {
				for _, list := range []*[]string{&s.Only, &s.Enable, &s.Disable} {
					if len(*list) == 0 {
						*list = nil
					}
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("selection (-want +got):\n%s", diff)
			}
		})
	}
}
