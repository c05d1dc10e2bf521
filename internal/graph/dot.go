package graph

import (
	"fmt"
	"io"
	"strings"

	"github.com/tenantlint/tenantlint/internal/harmless"
	"github.com/tenantlint/tenantlint/internal/problem"
)

// DOT writes a view in the DOT language of Graphviz.
func (m *Model) DOT(w io.Writer, v View) error {
	p := m.picture(v, false)
	var b strings.Builder
	b.WriteString("digraph tenantlint {\n")
	fmt.Fprintf(&b, "  graph [label=%s, labelloc=t, labeljust=l, fontname=\"Helvetica\", rankdir=%s, compound=true]\n",
		dotText(joinNonEmpty(": ", p.title, p.subtitle), p.notice), map[bool]string{true: "TB", false: "LR"}[v == Tenants])
	b.WriteString("  node [shape=box, fontname=\"Helvetica\", fontsize=12, color=\"#6b7684\"]\n" +
		"  edge [fontname=\"Helvetica\", fontsize=11, color=\"#33475f\"]\n")
	if p.emptyReason != "" {
		fmt.Fprintf(&b, "  n1 [label=%s, style=dotted]\n", dotText(p.emptyReason))
	}
	for _, g := range p.groups {
		if g.id != "" {
			fmt.Fprintf(
				&b,
				"  subgraph cluster_%s {\n    graph [label=%s, style=%s, color=\"#7f90a3\"]\n",
				g.id,
				dotText(g.label, g.note, g.counts.describe()),
				map[bool]string{true: "dotted", false: "rounded"}[g.outside],
			)
			fmt.Fprintf(&b, "    %sx [label=\"\", shape=point, style=invis, width=0]\n", g.id)
		}
		for i := range g.nodes {
			b.WriteString("    " + g.nodes[i].dot() + "\n")
		}
		if g.id != "" {
			b.WriteString("  }\n")
		}
	}
	for i := range p.edges {
		b.WriteString("  " + p.edges[i].dot() + "\n")
	}
	b.WriteString("}\n")
	_, err := io.WriteString(w, harmless.Markup(b.String()))
	return err
}

// levelColors are the colors of the levels in formats without themes.
var levelColors = map[problem.Level]string{problem.Error: "#b4121b", problem.Warning: "#8a5200", problem.Note: "#1257a6"}

func (x *node) dot() string {
	if x.kind == "joint" {
		return x.id + " [label=\"\", shape=point]"
	}
	attributes := ""
	switch x.stage {
	case "development":
		attributes = ", style=rounded, peripheries=1, margin=\"0.25,0.08\""
	case "validation":
		attributes = ", shape=note"
	case "test":
		attributes = ", style=rounded"
	case "production":
		attributes = ", peripheries=2"
	case "training":
		attributes = ", shape=cds"
	case "host":
		attributes = ", shape=hexagon"
	case "":
		attributes = ", style=dotted"
		if x.kind == "tenant" && !x.outside {
			attributes = ", style=rounded"
		}
	}
	if x.kind == "missing" {
		attributes = ", style=dotted"
	}
	if c := levelColors[x.counts.mostSevere()]; c != "" {
		attributes += fmt.Sprintf(", color=%q", c)
	}
	if x.counts.Errors > 0 {
		attributes += ", penwidth=2.5"
	}
	return fmt.Sprintf("%s [label=%s%s]", x.id, dotText(x.lines()...), attributes)
}

func (e *edge) dot() string {
	attributes := ""
	end := func(id string, at string) string {
		if strings.HasPrefix(id, "t") && e.kind == conflictEdge && at != "" {
			attributes += fmt.Sprintf(", %s=cluster_%s", at, id)
			return id + "x"
		}
		return id
	}
	from, to := e.from, e.to
	switch {
	case e.kind == conflictEdge:
		attributes = ", dir=none, color=\"#b4121b:#b4121b\", constraint=false"
	case e.undirected:
		attributes = ", dir=none"
	case e.bidirectional:
		attributes = ", dir=both"
	case e.kind == dataEdge:
		attributes = ", color=\"#00667a\", dir=both, arrowtail=dot"
	}
	if e.blocked {
		attributes += ", style=dashed, color=\"#b4121b\""
	}
	label := joinNonEmpty(" · ", e.label, e.counts.describe())
	if e.blocked {
		label = joinNonEmpty(" · ", "blocked", label)
	}
	return fmt.Sprintf("%s -> %s [label=%s%s]", end(from, ""), end(to, ""), dotText(label), attributes)
}

// dotText joins and quotes the non-empty lines for Graphviz, which interprets escapes and HTML entities.
func dotText(lines ...string) string {
	escape := strings.NewReplacer(`\`, `\\`, `"`, `\"`, "&", "&amp;")
	var all []string
	for _, l := range lines {
		if l != "" {
			all = append(all, escape.Replace(l))
		}
	}
	return `"` + strings.Join(all, `\n`) + `"`
}
