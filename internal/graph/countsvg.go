package graph

import (
	"cmp"
	"fmt"
	"strconv"

	"github.com/tenantlint/tenantlint/internal/problem"
)

// maxLocations is the largest number of locations that a cell lists by name.
const maxLocations = 3

// drawCounts draws a table with tenants as rows and stages as columns, whose cells count environments by location.
func (c *canvas) drawCounts() int {
	m := c.model
	tenants := m.visibleTenants()
	const first, columnPitch = 216, 156
	buckets := make([][8][]*bucket, len(tenants))
	used, largest := [8]bool{}, 1
	for i, t := range tenants {
		for _, x := range m.buckets(t) {
			s := stageIndex(x.stage)
			buckets[i][s] = append(buckets[i][s], x)
			used[s] = true
			largest = max(largest, x.n)
		}
	}
	var columns []int
	for s := range used {
		if used[s] {
			columns = append(columns, s)
		}
	}
	const totalWidth = 150
	right := first + columnPitch*len(columns) + totalWidth
	c.width = max(c.width, right)
	y := c.heading(Tenants)
	c.rect("notice", margin, y-8, right-margin, 28, 4)
	c.text(
		"t12",
		"start",
		margin+12,
		y+10,
		right-margin-24,
		"Too many environments for one picture: showing counts. For one tenant in full: tenantlint graph --tenant NAME",
	)
	y += 44
	for i, s := range columns {
		x := first + columnPitch*i
		_, disc, letter := stageShape(s, 0, 0, 30, 20)
		c.circle(disc, x+11, y, 11)
		c.text(letter, "middle", x+11, y+4, 0, stageLetters[s])
		c.text("t13", "start", x+30, y+4, 0, stageName(stages[s]))
	}
	c.text("t13", "end", right-12, y+4, 0, "total, findings")
	y += 20
	for i, t := range tenants {
		lines := 2
		for _, s := range columns {
			n := len(buckets[i][s])
			if n > maxLocations {
				n = maxLocations + 1
			}
			lines = max(lines, n)
		}
		h := lines*24 + 14
		class := "lane"
		if !t.Declared {
			class = "out"
		}
		c.rect(class, margin, y, right-margin, h, 8)
		c.openGroup(&t.Object, "tenant "+t.Key)
		c.text("t13", "start", margin+12, y+25, first-margin-24, t.Name)
		c.text("m12", "start", margin+12, y+43, first-margin-24, t.subtitle())
		c.closeGroup()
		total := Object{Findings: t.Findings}
		n := 0
		for k, s := range columns {
			x := first + columnPitch*k
			all := buckets[i][s]
			if len(all) == 0 {
				c.text("m12", "start", x+8, y+21, 0, "·")
				continue
			}
			rest := 0
			for j, bucket := range all {
				n += bucket.n
				total.Findings = append(total.Findings, bucket.Findings...)
				if j >= maxLocations {
					rest += bucket.n
					continue
				}
				c.drawBucket(bucket, x, y+8+24*j, max(4, maxBarWidth*bucket.n/largest))
			}
			if more := len(all) - maxLocations; more > 0 {
				c.text("m12", "start", x, y+8+24*maxLocations+12, columnPitch-8, fmt.Sprintf("%s: %d", count(more, "more location"), rest))
			}
		}
		c.text("t13", "end", right-12, y+22, 0, strconv.Itoa(n))
		c.countPills(m.CountLevels(unique(total.Findings)), right-12, y+32)
		y += h + 8
	}
	return c.legend(y+6) + 14
}

// maxBarWidth is the width of the bar of the largest count, in pixels.
const maxBarWidth = 104

// drawBucket draws the number of a tenant's environments at a stage and location, as a number and as a bar of the given
// width.
func (c *canvas) drawBucket(x *bucket, left, top, width int) {
	counts := c.model.CountLevels(x.Findings)
	c.openGroup(&x.Object, x.Key)
	c.text("t12", "start", left, top+12, 84, cmp.Or(x.location, "not given"))
	c.text("t13", "end", left+maxBarWidth, top+12, 0, strconv.Itoa(x.n))
	c.line("count", left, top+18, left+width, top+18)
	if level := counts.mostSevere(); level != problem.NoLevel {
		c.icon(level, left+maxBarWidth+6, top)
		c.text("t11", "start", left+maxBarWidth+23, top+11, 0, strconv.Itoa(counts.Total()))
	}
	c.closeGroup()
}
