package graph

import (
	"io"

	"github.com/tenantlint/tenantlint/internal/harmless"
	"github.com/tenantlint/tenantlint/internal/problem"
)

// SVG writes a view as a standalone picture.
func (m *Model) SVG(w io.Writer, v View) error {
	_, err := io.WriteString(w, harmless.Markup(m.Draw(v, false).SVG)+"\n")
	return err
}

// Draw draws a view. If page is set, the picture is for a page that provides its colors.
func (m *Model) Draw(v View, page bool) Drawing {
	c := m.canvas(v, page)
	if reason := m.emptyReason(v); reason != "" {
		return c.emptyPicture(v, reason)
	}
	var height int
	switch {
	case v == Deployments:
		height = c.drawDeployments()
	case v == Data:
		height = c.drawData()
	case v == Trust:
		height = c.drawTrust()
	case m.ShowsCounts():
		height = c.drawCounts()
	default:
		height = c.drawTenants()
	}
	return c.finish(v, height)
}

// emptyPicture draws a picture that contains only the reason why there is nothing to show.
func (c *canvas) emptyPicture(v View, reason string) Drawing {
	title, _ := c.model.heading(v)
	c.text("t15", "start", margin, 40, 480, title)
	c.rect("out", margin, 56, 480, 44, 3)
	c.text("t12", "start", margin+16, 82, 448, reason)
	return c.finish(v, 120)
}

// drawTenants draws tenants as columns, stages as rows, and conflicts as lines between them.
func (c *canvas) drawTenants() int {
	m := c.model
	l := newTenantLayout(m)
	c.heading(Tenants)
	top := l.top
	bottom := l.bottom
	for i, t := range l.tenants {
		x := l.x[i]
		class := "lane"
		if !t.Declared {
			class = "out"
		}
		c.rect(class, x, top, columnWidth, bottom-top, 10)
	}
	right := l.x[len(l.x)-1] + columnWidth
	for i, s := range l.stages {
		c.line("hair", margin, l.rowTop[i], right, l.rowTop[i])
		c.text("t13", "start", margin, l.firstBox(i)+16, labelWidth-8, stageName(stages[s]))
	}
	for i, t := range l.tenants {
		x := l.x[i]
		counts := m.CountLevels(t.Findings)
		c.openGroup(&t.Object, "tenant "+t.Key)
		pillsWidth := countPillsWidth(counts)
		nameWidth, subtitleWidth := columnWidth-2*inset, columnWidth-2*inset
		if pillsWidth > 0 {
			y := top + 12
			if textWidth("t15", t.Name) > nameWidth-pillsWidth-8 {
				y, subtitleWidth = top+32, subtitleWidth-pillsWidth-8
			} else {
				nameWidth -= pillsWidth + 8
			}
			c.countPills(counts, x+columnWidth-inset, y)
		}
		c.text("t15", "start", x+inset, top+26, nameWidth, t.Name)
		c.text("m12", "start", x+inset, top+46, subtitleWidth, t.subtitle())
		c.closeGroup()
	}
	if m.ShowFindings {
		l.draw(c)
	}
	for e, at := range l.boxes() {
		second := boxText{rest: e.subtitle()}
		if e.Location != "" && e.Location != e.Tenant.Location && e.Tenant.Location != "" {
			second = boxText{tag: e.Location, rest: e.Type}
		}
		c.environmentBox(e, e.Stage, at.x, at.y, e.Name, second, m.CountLevels(e.Findings))
	}
	return c.legend(bottom+16) + 14
}

// mostSevere returns the most severe level of the findings.
func (m *Model) mostSevere(findings []int) problem.Level { return m.CountLevels(findings).mostSevere() }
