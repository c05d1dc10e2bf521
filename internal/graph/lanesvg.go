package graph

import (
	"slices"
	"strings"

	"github.com/tenantlint/tenantlint/internal/problem"
)

// unique returns a sorted copy of findings without duplicates.
func unique(findings []int) []int {
	findings = slices.Clone(findings)
	slices.Sort(findings)
	return slices.Compact(findings)
}

const (
	laneHeadWidth = 186 // width of the head of a lane
	laneStart     = margin + laneHeadWidth
	stagePitch    = boxWidth + 32
)

// shownLanes returns the lanes that a picture shows: all of them or, above the limit of environments, those with
// findings.
func shownLanes[T any](m *Model, all []T, object func(T) *Object) (shown []T, notShown int) {
	if m.Tenant != "" || len(m.Environments) <= maxEnvironments {
		return all, 0
	}
	for _, lane := range all {
		if m.CountLevels(object(lane).Findings).Total() > 0 {
			shown = append(shown, lane)
		}
	}
	if len(shown) == 0 { // no lane has findings: show the first ones
		shown = all[:min(len(all), maxInStage)]
	}
	return shown, len(all) - len(shown)
}

// notShownNotice draws a notice about the lanes that are not shown, if any, and returns its bottom.
func (c *canvas) notShownNotice(y, notShown int, noun string) int {
	if notShown == 0 {
		return y
	}
	c.rect("notice", margin, y, max(480, c.width-margin), 28, 4)
	c.text(
		"t12",
		"start",
		margin+12,
		y+18,
		0,
		count(notShown, "more "+noun)+" not shown: too many environments. For one tenant in full: tenantlint graph --tenant NAME",
	)
	return y + 40
}

// drawDeployments draws a lane for each deployment, with a column for each stage and a region for each tenant.
func (c *canvas) drawDeployments() int {
	m := c.model
	lanes, notShown := shownLanes(m, m.Deployments, func(d *Deployment) *Object { return &d.Object })
	used := [8]bool{1: true, 2: true}
	for _, d := range lanes {
		for _, s := range d.Stages {
			used[stageIndex(s.Name)] = true
		}
	}
	column := map[int]int{}
	n := 0
	for s := range used {
		if used[s] {
			column[s] = n
			n++
		}
	}
	right := laneStart + n*stagePitch + 8
	y := c.heading(Deployments) + 12
	for s := range used {
		if used[s] {
			c.text("m12b", "middle", laneStart+10+column[s]*stagePitch+boxWidth/2, y, 0, stageName(stages[s]))
		}
	}
	y += 14
	for _, d := range lanes {
		y = c.deploymentLane(d, column, y, right) + 14
	}
	y = c.notShownNotice(y, notShown, "deployment")
	return c.legend(y+2) + 14
}

// laneBox is a box of a lane: an environment, or the placeholder of a missing stage.
type laneBox struct {
	at          point
	missing     string
	environment *Environment
}

// deploymentLane draws one lane, and returns its bottom.
//
//nolint:gocognit // one drawing, from left to right
func (c *canvas) deploymentLane(d *Deployment, column map[int]int, y, right int) int {
	m := c.model
	missing, missingCounts := m.missingStages(d)
	// The tenants in the order in which a change reaches them.
	var tenants []*Tenant
	rows := map[*Tenant]int{}
	filled := map[*Tenant]map[int]int{}
	for _, s := range d.Stages {
		for _, e := range s.Environments {
			if filled[e.Tenant] == nil {
				filled[e.Tenant] = map[int]int{}
				tenants = append(tenants, e.Tenant)
			}
			k := column[stageIndex(s.Name)]
			filled[e.Tenant][k]++
			rows[e.Tenant] = max(rows[e.Tenant], filled[e.Tenant][k])
		}
	}
	top := map[*Tenant]int{}
	end := y + 14
	for _, t := range tenants {
		top[t] = end
		end += 24 + rows[t]*54 + 4 + 12
	}
	lines := []string{}
	for _, s := range []string{scenarioLabel(d.Scenario), d.Engine, devOpsLabel(d.DevOps)} {
		if s != "" {
			lines = append(lines, s)
		}
	}
	end = max(end+2, y+14+22+18*len(lines)+8)
	c.rect("lane", margin, y, right-margin, end-y, 10)
	c.openGroup(&d.Object, "deployment "+d.Name)
	c.laneName(d.Name, m.CountLevels(d.Findings), y)
	for i, s := range lines {
		c.text("m12", "start", margin+inset, y+47+17*i, laneHeadWidth-inset-14, s)
	}
	c.closeGroup()
	for _, t := range tenants {
		from, to := 99, -1
		for k := range filled[t] {
			from, to = min(from, k), max(to, k)
		}
		x := laneStart + from*stagePitch
		c.rect("region", x, top[t], (to-from)*stagePitch+boxWidth+20, 24+rows[t]*54+4, 8)
		c.text("b12", "start", x+12, top[t]+16, boxWidth, t.Name)
	}
	slot := map[*Tenant]map[int]int{}
	var steps [][]laneBox
	for _, s := range d.Stages {
		if s.Name == "production" && len(missing) > 0 && len(steps) > 0 {
			for _, name := range missing {
				at := point{laneStart + 10 + column[stageIndex(name)]*stagePitch, steps[0][0].at.y}
				steps = append(steps, []laneBox{{at: at, missing: name}})
			}
		}
		var boxes []laneBox
		k := column[stageIndex(s.Name)]
		for _, e := range s.Environments {
			if slot[e.Tenant] == nil {
				slot[e.Tenant] = map[int]int{}
			}
			boxes = append(boxes, laneBox{at: point{laneStart + 10 + k*stagePitch, top[e.Tenant] + 24 + 54*slot[e.Tenant][k]}, environment: e})
			slot[e.Tenant][k]++
		}
		if len(boxes) > 0 {
			steps = append(steps, boxes)
		}
	}
	for i := 1; i < len(steps); i++ {
		c.joinStages(steps[i-1], steps[i])
	}
	for _, s := range d.Stages {
		for _, step := range steps {
			for _, b := range step {
				if b.environment == nil || !slices.Contains(s.Environments, b.environment) || stageX(column, s.Name) != b.at.x {
					continue
				}
				e := b.environment
				c.environmentBox(e, s.Name, b.at.x, b.at.y, e.Name, deploymentBoxText(d, e), m.CountLevels(e.Findings))
			}
		}
	}
	for _, step := range steps {
		for _, b := range step {
			if b.missing != "" {
				c.rect("none", b.at.x+8, b.at.y, boxWidth-16, boxHeight, 3)
				x := b.at.x + 24
				if level := missingCounts.mostSevere(); level != problem.NoLevel {
					c.icon(level, x, b.at.y+16)
					x += 22
				}
				c.text("t12", "start", x, b.at.y+27, 0, "no "+b.missing+" stage")
			}
		}
	}
	return end
}

func stageX(column map[int]int, stage string) int {
	return laneStart + 10 + column[stageIndex(stage)]*stagePitch
}

func scenarioLabel(s string) string {
	if s == "" {
		return ""
	}
	return scenarioName(s)
}

func devOpsLabel(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return "DevOps: " + strings.Join(names, ", ")
}

func deploymentBoxText(d *Deployment, e *Environment) boxText {
	t := boxText{rest: e.subtitle()}
	if e.Location != "" && e.Tenant.Location != "" && e.Location != e.Tenant.Location {
		t = boxText{tag: e.Location, rest: e.Type}
	}
	var also []string
	for _, name := range e.Deployments {
		if name != d.Name {
			also = append(also, name)
		}
	}
	if len(also) > 0 {
		t.rest = "also " + strings.Join(also, ", ")
	}
	return t
}

// joinStages draws the lines from all boxes of a stage to all boxes of the next one, through one trunk.
func (c *canvas) joinStages(from, to []laneBox) {
	c.kinds["change"] = true
	right := from[0].at.x + boxWidth
	if from[0].missing != "" {
		right -= 8
	}
	left := to[0].at.x
	if to[0].missing != "" {
		left += 8
	}
	if left <= from[0].at.x { // to an earlier column or the same one: through the gap below the boxes
		for _, a := range from {
			for _, b := range to {
				x, below := a.at.x+boxWidth/2, a.at.y+boxHeight+4
				c.line("change", x, a.at.y+boxHeight, x, below, left-16, below, left-16, b.at.y+boxHeight/2, left-10, b.at.y+boxHeight/2)
				c.arrowhead("changehead", left-1, b.at.y+boxHeight/2, 1)
			}
		}
		return
	}
	trunk := left - 16
	if to[0].missing != "" {
		trunk = left - 12
	}
	if trunk < right+6 {
		trunk = right + 14
	}
	firstY := from[0].at.y + boxHeight/2
	lowest, highest := firstY, firstY
	for _, b := range from {
		y := b.at.y + boxHeight/2
		x := from[0].at.x + boxWidth + 14
		if y == firstY {
			c.line("change", right, y, trunk, y)
		} else {
			c.line("change", right, y, x, y, x, firstY)
		}
	}
	for _, b := range to {
		y := b.at.y + boxHeight/2
		lowest, highest = max(lowest, y), min(highest, y)
		if b.missing != "" {
			c.line("change", trunk, y, left, y)
			continue
		}
		c.line("change", trunk, y, left-10, y)
		c.arrowhead("changehead", left-1, y, 1)
	}
	if lowest > highest {
		c.line("change", trunk, highest, trunk, lowest)
	}
}

const (
	hopPitch     = boxWidth + 132
	lanePadding  = 32
	dataRowPitch = 64
	// maxRows is the largest number of rows in the lane of a data set.
	maxRows = 12
)

// drawData draws a lane for each data set, with a column for each number of hops.
func (c *canvas) drawData() int {
	m := c.model
	lanes, notShown := shownLanes(m, m.DataSets, func(d *DataSet) *Object { return &d.Object })
	hops := 0
	for _, d := range lanes {
		hops = max(hops, d.hops())
	}
	right := laneStart + hops*hopPitch + boxWidth + 14
	y := c.heading(Data) + 12
	for i := range hops + 1 {
		name := "stored in"
		if i > 0 {
			name = count(i, "hop")
		}
		c.text("m12b", "middle", laneStart+i*hopPitch+boxWidth/2, y, 0, name)
	}
	y += 14
	for _, d := range lanes {
		y = c.dataSetLane(d, y, right) + 12
	}
	y = c.notShownNotice(y, notShown, "data set")
	return c.legend(y+4) + 14
}

// rows assigns each step a row, and returns the number of rows. The first child of a step is in the same row as the step.
func (d *DataSet) rows() (rows map[*Step]int, n int) {
	children := map[*Step][]*Step{}
	for _, s := range d.Steps {
		if s.From != nil {
			children[s.From] = append(children[s.From], s)
		}
	}
	rows = map[*Step]int{}
	stack := []*Step{d.Steps[0]}
	next := 0
	first := map[*Step]bool{d.Steps[0]: true}
	for len(stack) > 0 {
		s := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if first[s] && s.From != nil {
			rows[s] = rows[s.From]
		} else {
			rows[s] = next
			next++
		}
		below := children[s]
		for i, b := range slices.Backward(below) {
			first[b] = i == 0
			stack = append(stack, b)
		}
	}
	return rows, next
}

// dataSetLane draws one lane, and returns its bottom.
func (c *canvas) dataSetLane(d *DataSet, y, right int) int {
	m := c.model
	rows, n := d.rows()
	dropped := 0
	if n > maxRows {
		n = maxRows
	}
	extra := 0
	leavesAllowed := map[*Step]bool{}
	if d.Restricted {
		for _, s := range d.Steps {
			if s.Outside && (s.From == nil || !s.From.Outside) && rows[s] < n {
				leavesAllowed[s] = true
				extra = 20
			}
		}
	}
	end := y + lanePadding + n*dataRowPitch + extra + 6
	lines := []string{d.kind(), d.allowedText()}
	end = max(end, y+86)
	c.rect("lane", margin, y, right-margin, end-y, 10)
	c.openGroup(&d.Object, "data set "+d.Name)
	c.laneName(d.Name, m.CountLevels(d.Findings), y)
	c.text("m12", "start", margin+inset, y+47, laneHeadWidth-inset-14, lines[0])
	class := "m12"
	if d.Restricted {
		class = "t12"
	}
	c.text(class, "start", margin+inset, y+64, laneHeadWidth-inset-14, lines[1])
	c.closeGroup()
	at := func(s *Step) point {
		return point{laneStart + s.Hops*hopPitch, y + lanePadding + rows[s]*dataRowPitch}
	}
	for _, s := range d.Steps {
		if rows[s] >= n {
			dropped++
			continue
		}
		if s.From != nil {
			c.flowLine(at(s.From), at(s), s, d, leavesAllowed[s])
		}
	}
	for _, s := range d.Steps {
		if rows[s] >= n {
			continue
		}
		p := at(s)
		second := boxText{rest: strings.Trim(s.Environment.Tenant.Key+" · "+s.Environment.Location, " ·")}
		if s.Outside {
			second = boxText{tag: s.Environment.Location, rest: s.Environment.Tenant.Key, tagOutside: true}
		}
		c.environmentBox(s.Environment, s.Environment.Stage, p.x, p.y, s.Environment.Name, second, m.CountLevels(s.Environment.Findings))
		if len(s.BackTo) > 0 {
			var names []string
			for _, e := range s.BackTo {
				names = append(names, e.Name)
			}
			c.text("m12", "start", p.x+42, p.y+boxHeight+13, boxWidth-42, "back to "+strings.Join(names, ", "))
		}
	}
	if dropped > 0 {
		c.text("m12", "start", margin+inset, y+82, laneHeadWidth-inset-14, "and "+count(dropped, "more environment"))
	}
	return end
}

// flowLine draws the line of the transfer that leads to step s. leavesAllowed is set where the data first leaves its
// allowed locations.
func (c *canvas) flowLine(from, to point, s *Step, d *DataSet, leavesAllowed bool) {
	c.kinds["data"] = true
	a, b := from.y+boxHeight/2, to.y+boxHeight/2
	x := from.x + boxWidth
	c.circle("datahead", x+4, a, 4)
	start := x + 4
	if a != b {
		trunk := x + 16
		c.line("data", start, a, trunk, a, trunk, b, to.x-10, b)
		start = trunk
	} else {
		c.line("data", start, a, to.x-10, b)
	}
	c.arrowhead("datahead", to.x-1, b, 1)
	middle := (start + to.x - 10) / 2
	maxWidth := to.x - start - 18
	c.text("m12", "middle", middle, b-22, maxWidth, s.TransferKind)
	c.text("t12", "middle", middle, b-8, maxWidth, s.TransferName)
	if leavesAllowed && c.model.ShowFindings {
		label := "not allowed here"
		if len(d.Allowed) == 1 {
			label = "leaves " + d.Allowed[0]
		}
		label = shorten(label, hopPitch-boxWidth+40, 12, false)
		c.line("lead", middle, b+2, middle, b+30)
		c.labelPill(problem.Error, middle, b+40, label)
	} else if leavesAllowed {
		c.text("m12", "middle", middle, b+18, maxWidth+20, "leaves its locations")
	}
}

// laneName draws the name of the lane whose top is y, and the counts of its findings next to it.
func (c *canvas) laneName(name string, counts LevelCounts, y int) {
	maxWidth := laneHeadWidth - inset - 14
	if counts.Total() > 0 {
		c.countPills(counts, laneStart-14, y+14)
		maxWidth -= countPillsWidth(counts) + 6
	}
	c.text("t13", "start", margin+inset, y+28, maxWidth, name)
}
