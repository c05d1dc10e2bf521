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
	if reason := m.empty(v); reason != "" {
		return c.nothing(v, reason)
	}
	var height int
	switch {
	case v == Deployments:
		height = c.drawDeployments()
	case v == Data:
		height = c.drawData()
	case v == Trust:
		height = c.drawTrust()
	case m.Counted():
		height = c.drawCounts()
	default:
		height = c.drawTenants()
	}
	return c.finish(v, height)
}

// nothing draws a picture that contains only the reason why there is nothing to show.
func (c *canvas) nothing(v View, reason string) Drawing {
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
		k := m.Marks(t.Findings)
		c.open(&t.Object, "tenant "+t.Key)
		pills := pillsWidth(k)
		room, below := columnWidth-2*inset, columnWidth-2*inset
		if pills > 0 {
			y := top + 12
			if measure("t15", t.Name) > room-pills-8 {
				y, below = top+32, below-pills-8
			} else {
				room -= pills + 8
			}
			c.pills(k, x+columnWidth-inset, y)
		}
		c.text("t15", "start", x+inset, top+26, room, t.Name)
		c.text("m12", "start", x+inset, top+46, below, t.subtitle())
		c.close()
	}
	if m.Marked {
		l.draw(c)
	}
	for e, at := range l.each() {
		second := boxText{rest: e.subtitle()}
		if e.Location != "" && e.Location != e.Tenant.Location && e.Tenant.Location != "" {
			second = boxText{tag: e.Location, rest: e.Type}
		}
		c.environment(e, e.Stage, at.x, at.y, e.Name, second, m.Marks(e.Findings))
	}
	return c.legend(bottom+16) + 14
}

// levelOf returns the most severe level of the findings.
func (m *Model) levelOf(findings []int) problem.Level { return m.Marks(findings).level() }
