package graph

import (
	"fmt"
	"io"
	"strings"

	"github.com/tenantlint/tenantlint/internal/harmless"
)

// Mermaid, and the sites that render it, accept up to 50,000 characters and 500 edges; these limits leave a margin.
const (
	maxMermaidBytes = 40_000
	maxMermaidEdges = 400
)

// Mermaid writes a view as a Mermaid flowchart. A picture that is too large for Mermaid shows only its first groups.
func (m *Model) Mermaid(w io.Writer, v View) error {
	_, err := io.WriteString(w, m.mermaid(v))
	return err
}

func (m *Model) mermaid(v View) string {
	p := m.picture(v, false)
	all := len(p.groups)
	for {
		text := p.mermaid()
		if len(text) <= maxMermaidBytes && len(p.edges) <= maxMermaidEdges {
			return text
		}
		if len(p.groups) > 1 {
			p.truncate((len(p.groups) + 1) / 2)
			p.notice = fmt.Sprintf("showing %d of %d; all of them: tenantlint graph --format svg --view %s", len(p.groups), all, v)
			continue
		}
		p.groups, p.edges = nil, nil
		p.emptyReason = fmt.Sprintf("too large for Mermaid; use tenantlint graph --format svg --view %s", v)
	}
}

// caption returns the caption of a group; a tenant without a display name is not named twice.
func (g *group) caption() string {
	if g.label == g.key {
		return joinNonEmpty(" · ", g.note)
	}
	return joinNonEmpty(" · ", g.label, g.note)
}

// truncate reduces a picture to its first n groups and the edges between their nodes.
func (p *picture) truncate(n int) {
	p.groups = p.groups[:n]
	kept := map[string]bool{}
	for _, g := range p.groups {
		kept[g.id] = true
		for _, x := range g.nodes {
			kept[x.id] = true
		}
	}
	edges := p.edges[:0:0]
	for _, e := range p.edges {
		if kept[e.from] && kept[e.to] && len(edges) < maxMermaidEdges {
			edges = append(edges, e)
		}
	}
	p.edges = edges
}

func (p *picture) mermaid() string {
	var b strings.Builder
	direction := "LR"
	if p.view == Tenants {
		direction = "TB"
	}
	fmt.Fprintf(&b, "---\ntitle: %s\n---\nflowchart %s\n", yamlQuote(strings.TrimSuffix(p.title+": "+p.subtitle, ": ")), direction)
	if p.emptyReason != "" {
		fmt.Fprintf(&b, "  n1[%s]\n", mermaidText(p.emptyReason))
		return b.String()
	}
	if p.notice != "" {
		fmt.Fprintf(&b, "  n1>%s]\n", mermaidText(p.notice))
	}
	for _, g := range p.groups {
		indent := "  "
		if g.id != "" {
			fmt.Fprintf(&b, "  subgraph %s[%s]\n", g.id, mermaidText(joinNonEmpty(" · ", g.caption(), g.counts.describe())))
			if p.view == Tenants {
				b.WriteString("    direction TB\n")
			}
			indent = "    "
		}
		for _, x := range g.nodes {
			b.WriteString(indent + x.mermaid() + "\n")
		}
		if g.id != "" {
			if len(g.nodes) == 0 {
				fmt.Fprintf(&b, "    %sx[%s]\n", g.id, mermaidText("no environments"))
			}
			b.WriteString("  end\n")
		}
	}
	for _, e := range p.edges {
		b.WriteString("  " + e.mermaid() + "\n")
	}
	b.WriteString("  classDef error stroke:#b4121b,stroke-width:3px\n  classDef warning stroke:#8a5200,stroke-width:2px\n" +
		"  classDef none stroke-dasharray:2 3\n")
	return b.String()
}

// mermaid returns a node, whose shape depends on the stage.
func (x *node) mermaid() string {
	if x.kind == "joint" {
		return x.id + "(( ))"
	}
	open, end := "[", "]"
	switch x.stage {
	case "development":
		open, end = "([", "])"
	case "validation":
		open, end = "[/", `\]`
	case "test":
		open, end = "(", ")"
	case "production":
		open, end = "[[", "]]"
	case "training":
		open, end = ">", "]"
	case "host":
		open, end = "{{", "}}"
	}
	class := ""
	switch {
	case x.kind == "missing", x.outside && x.kind == "tenant", x.kind == "environment" && x.stage == "":
		class = ":::none"
	}
	if x.counts.Errors > 0 {
		class = ":::error"
	} else if x.counts.Warnings > 0 {
		class = ":::warning"
	}
	return x.id + open + mermaidText(x.lines()...) + end + class
}

// lines returns the lines of text in a box.
func (x *node) lines() []string {
	lines := []string{x.label}
	if x.outside && x.kind == "environment" {
		x.note = "outside: " + x.note
	}
	switch x.kind {
	case "environment":
		lines = append(lines, joinNonEmpty(" · ", stageName(x.stage), x.note))
	case "count":
		lines[0] = stageName(x.stage) + ", " + x.label
		lines = append(lines, x.note)
	default:
		lines = append(lines, x.note)
	}
	return append(lines, x.counts.describe())
}

func (e *edge) mermaid() string {
	label := joinNonEmpty(" · ", e.label, e.counts.describe())
	if e.blocked {
		label = joinNonEmpty(" · ", "blocked", label)
	}
	arrow := "-->"
	switch {
	case e.kind == conflictEdge:
		arrow = "==="
	case e.blocked && e.bidirectional:
		arrow = "<-.->"
	case e.blocked:
		arrow = "-.->"
	case e.undirected:
		arrow = "---"
	case e.bidirectional:
		arrow = "<-->"
	}
	if label != "" {
		arrow += "|" + mermaidText(label) + "|"
	}
	return e.from + " " + arrow + " " + e.to
}

// describe returns the counts as text, such as "2 errors, 1 note".
func (n LevelCounts) describe() string {
	var parts []string
	for _, c := range n.NonZero() {
		parts = append(parts, count(c.N, c.Level.String()))
	}
	return strings.Join(parts, ", ")
}

// joinNonEmpty joins the non-empty parts, separated by sign.
func joinNonEmpty(sign string, parts ...string) string {
	var all []string
	for _, p := range parts {
		if p != "" {
			all = append(all, p)
		}
	}
	return strings.Join(all, sign)
}

// maxMermaidText is the largest number of characters of a line in a box.
const maxMermaidText = 80

// mermaidText joins and quotes the non-empty lines; characters that are special in Mermaid, Markdown or HTML become
// numeric character codes.
func mermaidText(lines ...string) string {
	var b strings.Builder
	b.WriteByte('"')
	for i, line := range strings.Split(joinNonEmpty("\n", lines...), "\n") {
		if i > 0 {
			b.WriteString("<br/>")
		}
		if all := graphemes(line); len(all) > maxMermaidText {
			line = strings.Join(all[:maxMermaidText/2], "") + ellipsis + strings.Join(all[len(all)-maxMermaidText/2:], "")
		}
		for _, r := range line {
			if strings.ContainsRune("\"#&<>`*_~\\{}[]|;%$'", r) {
				fmt.Fprintf(&b, "#%d;", r)
			} else {
				b.WriteRune(r)
			}
		}
	}
	b.WriteByte('"')
	return b.String()
}

// yamlQuote quotes a string for YAML.
func yamlQuote(s string) string {
	return string(harmless.JSON(nil, []byte(`"`+strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s)+`"`)))
}
