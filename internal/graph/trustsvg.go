package graph

import (
	"cmp"
	"fmt"
	"strconv"

	"github.com/tenantlint/tenantlint/internal/problem"
)

const (
	lifelinePitch    = 212 // from one lifeline to the next
	lifelineBoxWidth = 188
)

// drawTrust draws tenants as lifelines and their relations as rows. If there are too many tenants, it draws a matrix.
func (c *canvas) drawTrust() int {
	m := c.model
	tenants := m.trustTenants()
	if len(tenants) > maxTenants {
		return c.drawMatrix(tenants)
	}
	x := map[*Tenant]int{}
	for i, t := range tenants {
		x[t] = margin + 152 + lifelineBoxWidth/2 + i*lifelinePitch
	}
	right := margin + 152 + len(tenants)*lifelinePitch
	c.width = max(c.width, right)
	y := c.heading(Trust)
	top := y + 4
	head := top + 50
	// Lifelines are drawn first, so that everything else is on top of them; their height depends on the number of rows.
	type row struct {
		r *Relation
		c *Conflict
	}
	groups := map[string][]row{}
	for _, r := range m.Relations {
		groups[r.Group] = append(groups[r.Group], row{r: r})
	}
	if m.ShowFindings {
		for _, k := range m.tenantConflicts() {
			groups["Conflicts"] = append(groups["Conflicts"], row{c: k})
		}
	}
	height := head + 18
	for _, g := range append(append([]string{}, relationGroups...), "Conflicts") {
		if n := len(groups[g]); n > 0 {
			height += n*38 + 16
		}
	}
	for _, t := range tenants {
		class := "life"
		if t.Outside {
			class = "lifeout"
		}
		c.line(class, x[t], head, x[t], height+8)
	}
	for _, t := range tenants {
		class := "lane"
		if t.Outside || !t.Declared {
			class = "out"
		}
		left := x[t] - lifelineBoxWidth/2
		c.openGroup(&t.Object, "tenant "+t.Key)
		c.rect(class, left, top, lifelineBoxWidth, 50, 8)
		c.text("t13", "middle", x[t], top+21, lifelineBoxWidth-16, t.Name)
		c.text("m12", "middle", x[t], top+39, lifelineBoxWidth-16, t.subtitle())
		c.closeGroup()
	}
	y = head + 18
	for _, g := range append(append([]string{}, relationGroups...), "Conflicts") {
		if len(groups[g]) == 0 {
			continue
		}
		c.line("line", margin, y, right-8, y)
		c.text("t13", "start", margin, y+28, 148, g)
		y += 8
		for _, r := range groups[g] {
			y += 38
			if r.c != nil {
				c.conflictRow(r.c, x, y-10, right)
			} else {
				c.relationRow(r.r, x, y-10, right)
			}
		}
		y += 8
	}
	return c.legend(height+18) + 14
}

// rowLabel draws a label above a line, centered at middle but within the picture.
func (c *canvas) rowLabel(level problem.Level, middle, y, right int, label string) {
	w := textWidth("t12", label)
	if level != problem.NoLevel {
		w += 20
	}
	maxWidth := right - margin - 160
	if w > maxWidth {
		label = shorten(label, maxWidth-20, 12, false)
		w = maxWidth
	}
	left := max(margin+152, min(middle-w/2, right-8-w))
	c.rect("bg", left-4, y-12, w+8, 16, 0)
	if level != problem.NoLevel {
		c.icon(level, left, y-11)
		left += 20
	}
	c.text("t12", "start", left, y, 0, label)
}

func (c *canvas) relationRow(r *Relation, x map[*Tenant]int, y, right int) {
	m := c.model
	counts := m.CountLevels(r.Findings)
	label := r.Label
	if len(r.Findings) > 0 && m.ShowFindings {
		rule := m.Findings[r.Findings[0]].Rule.ID
		if n := len(r.Findings); n > 1 {
			rule = count(n, "finding")
		}
		label += " – " + rule
	}
	from, to := x[r.From], x[r.To]
	direction := 1
	if to < from {
		direction = -1
	}
	c.openGroup(&r.Object, r.Key)
	line, head := "change", "changehead"
	switch {
	case r.Blocked:
		line, head = "blocked", "blockedhead"
		c.kinds["blocked"] = true
	case r.Undirected:
		c.kinds["joint"] = true
	default:
		c.kinds["trust"] = true
	}
	start, end := from, to
	if !r.Undirected {
		end -= 10 * direction
		if r.Bidirectional {
			start += 10 * direction
		}
	}
	c.line(line, start, y, end, y)
	switch {
	case r.Undirected:
		c.circle(head, from, y, 4)
		c.circle(head, to, y, 4)
	case r.Bidirectional:
		c.arrowhead(head, from+direction, y, -direction)
		c.arrowhead(head, to-direction, y, direction)
	default:
		c.circle(head, from, y, 4)
		c.arrowhead(head, to-direction, y, direction)
	}
	if r.Blocked {
		at := to - 34*direction
		c.circle("ban", at, y, 9)
		c.path("ban", fmt.Sprintf("M%d %dL%d %d", at-6, y+6, at+6, y-6))
	}
	c.rowLabel(counts.mostSevere(), (from+to)/2, y-12, right, label)
	c.closeGroup()
}

func (c *canvas) conflictRow(k *Conflict, x map[*Tenant]int, y, right int) {
	m := c.model
	from, to := x[k.From], x[k.To]
	c.conflictLine(from, y, to, y)
	c.rect("square", from-6, y-6, 12, 12, 2)
	c.rect("square", to-6, y-6, 12, 12, 2)
	label := m.conflictLabel(k.Findings, func(s string) bool { return textWidth("t12", s)+20 <= right-margin-180 })
	c.rowLabel(m.mostSevere(k.Findings), (from+to)/2, y-12, right, label)
}

// drawMatrix draws the number of relations between each pair of tenants, from the tenant of the row to the tenant of the
// column.
func (c *canvas) drawMatrix(tenants []*Tenant) int {
	m := c.model
	const first, cellWidth, maxCells = 220, 64, 24
	shown := tenants[:min(len(tenants), maxCells)]
	column := map[*Tenant]int{}
	for i, t := range shown {
		column[t] = i
	}
	type pair [2]*Tenant
	relationCounts, findings := map[pair]int{}, map[pair][]int{}
	add := func(from, to *Tenant, indexes []int) {
		relationCounts[pair{from, to}]++
		findings[pair{from, to}] = append(findings[pair{from, to}], indexes...)
	}
	for _, r := range m.Relations {
		add(r.From, r.To, r.Findings)
		if r.Bidirectional || r.Undirected {
			add(r.To, r.From, r.Findings)
		}
	}
	if m.ShowFindings {
		for _, k := range m.tenantConflicts() {
			add(k.From, k.To, k.Findings)
			add(k.To, k.From, k.Findings)
		}
	}
	notice := "More than " + strconv.Itoa(
		maxTenants,
	) + " tenants: numbers of relations and conflicts, from the row to the column. For one tenant in full: tenantlint graph --view trust --tenant NAME"
	right := max(first+len(shown)*cellWidth, margin+24+textWidth("t12", notice))
	c.width = max(c.width, right)
	y := c.heading(Trust)
	c.rect("notice", margin, y-8, right-margin, 28, 4)
	c.text("t12", "start", margin+12, y+10, 0, notice)
	y += 46
	for i, t := range shown {
		c.text("m12", "middle", first+i*cellWidth+cellWidth/2, y, cellWidth-6, cmp.Or(t.Key, t.Name))
	}
	y += 12
	for _, t := range shown {
		class := "lane"
		if t.Outside || !t.Declared {
			class = "out"
		}
		c.rect(class, margin, y, right-margin, 34, 6)
		c.text("t13", "start", margin+12, y+22, first-margin-24, t.Name)
		for _, other := range shown {
			n := relationCounts[pair{t, other}]
			x := first + column[other]*cellWidth
			if n == 0 {
				c.text("m12", "middle", x+cellWidth/2, y+22, 0, "·")
				continue
			}
			level := m.mostSevere(findings[pair{t, other}])
			c.text("t13", "middle", x+cellWidth/2-6, y+22, 0, strconv.Itoa(n))
			if level != problem.NoLevel {
				c.icon(level, x+cellWidth/2+6, y+10)
			}
		}
		y += 40
	}
	if n := len(tenants) - len(shown); n > 0 {
		c.text("m12", "start", margin+12, y+14, 0, count(n, "more tenant")+" not shown")
		y += 26
	}
	return c.legend(y+8) + 14
}
