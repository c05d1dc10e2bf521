package graph

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/rule"
)

// TestNoOverlap checks in random topologies with several conflicts that no line overlaps another one or crosses a box.
func TestNoOverlap(t *testing.T) {
	for seed := range uint64(60) {
		random := rand.New(rand.NewPCG(seed, 1))
		m := &Model{Manifests: 1, ShowFindings: true}
		for i := range 2 + random.IntN(6) {
			tenant := &Tenant{Object: Object{Key: fmt.Sprintf("t%d", i)}, Name: fmt.Sprintf("t%d", i), Declared: true}
			for j := range 1 + random.IntN(6) {
				e := &Environment{Object: Object{Key: fmt.Sprintf("t%d/e%d", i, j)}, Name: fmt.Sprintf("e%d", j), Tenant: tenant, Stage: stages[random.IntN(len(stages))]}
				tenant.Environments = append(tenant.Environments, e)
			}
			slices.SortStableFunc(tenant.Environments, func(a, b *Environment) int { return stageIndex(a.Stage) - stageIndex(b.Stage) })
			m.Tenants = append(m.Tenants, tenant)
			m.Environments = append(m.Environments, tenant.Environments...)
		}
		m.Findings = []finding.Finding{{Rule: &rule.Rule{ID: "domain/federated-once", Group: "domain"}, Level: problem.Error, Message: problem.Literal("a conflict")}}
		connected := map[[2]*Environment]bool{}
		uses := map[*Environment]int{}
		for range random.IntN(9) {
			a, b := random.IntN(len(m.Environments)), random.IntN(len(m.Environments))
			if a > b {
				a, b = b, a
			}
			from, to := m.Environments[a], m.Environments[b]
			if from == to || connected[[2]*Environment{from, to}] || uses[from] >= maxPorts || uses[to] >= maxPorts {
				continue
			}
			connected[[2]*Environment{from, to}] = true
			uses[from]++
			uses[to]++
			m.Conflicts = append(m.Conflicts, &Conflict{From: from.Tenant, To: to.Tenant, FromEnvironment: from, ToEnvironment: to, Findings: []int{0}})
		}
		checkLayout(t, seed, newTenantLayout(m))
	}
}

// segment is a straight part of route number of, with its ends in ascending order.
type segment struct{ x1, y1, x2, y2, route int }

func checkLayout(t *testing.T, seed uint64, l *tenantLayout) {
	t.Helper()
	var all []segment
	for i := range l.routes {
		points := l.points(&l.routes[i])
		for k := 1; k < len(points); k++ {
			a, b := points[k-1], points[k]
			s := segment{min(a.x, b.x), min(a.y, b.y), max(a.x, b.x), max(a.y, b.y), i}
			if s.x1 != s.x2 && s.y1 != s.y2 {
				t.Errorf("seed %d: line %v is neither horizontal nor vertical", seed, s)
			}
			all = append(all, s)
		}
	}
	for i, a := range all {
		for e, p := range l.boxes() {
			if a.x1 < p.x+boxWidth && a.x2 > p.x && a.y1 < p.y+boxHeight && a.y2 > p.y {
				t.Errorf("seed %d: line %v crosses the box of %s at %v", seed, a, e.Key, p)
			}
		}
		for _, b := range all[i+1:] {
			vertical, horizontal := a.x1 == a.x2 && b.x1 == b.x2 && a.x1 == b.x1, a.y1 == a.y2 && b.y1 == b.y2 && a.y1 == b.y1
			if a.route != b.route && (vertical && a.y1 < b.y2 && b.y1 < a.y2 && a.y1 != a.y2 && b.y1 != b.y2 || horizontal && a.x1 < b.x2 && b.x1 < a.x2 && a.x1 != a.x2 && b.x1 != b.x2) {
				t.Errorf("seed %d: line %v overlaps %v", seed, a, b)
			}
		}
	}
}

func TestCut(t *testing.T) {
	for _, test := range []struct {
		text string
		room int
		want string
	}{
		{"short", 100, "short"},
		{"unitedstatesfirstrelease", 80, "unitedstates…"},
		{"portal-validation", 80, "portal…dation"},
		{"日本語の環境の名前", 50, "日本語…"},
		{"👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽", 40, "👍🏽👍🏽…"},
		{"", 10, ""},
	} {
		if got := shorten(test.text, test.room, 12, false); got != test.want {
			t.Errorf("cut(%q, %d) = %q, want %q", test.text, test.room, got, test.want)
		}
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{"a\u202eb": "a<U+202E>b", "a\nb": "a<U+000A>b", "\xff": `\xff`, "größe 日本": "größe 日本", "\x7f": "<U+007F>"} {
		if got := clean(in); got != want {
			t.Errorf("clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestMermaidText(t *testing.T) {
	if got, want := mermaidText(`a"b`, "<b>", ""), `"a#34;b<br/>#60;b#62;"`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
