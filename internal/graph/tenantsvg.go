package graph

import (
	"cmp"
	"iter"
	"slices"
)

const (
	columnWidth = boxWidth + 2*inset
	labelWidth  = 104
	gutterWidth = 46
	trackWidth  = 12
	laneHeight  = 28
	rowPadding  = 17
)

type point struct{ x, y int }

// tenantLayout is the layout of the tenants view. Lines are routed before anything has coordinates: each uses tracks in
// the gutters between columns and a lane in the channel above a row, and the number of tracks and lanes then determines
// the size of gutters and channels.
type tenantLayout struct {
	model   *Model
	tenants []*Tenant
	stages  []int // the rows
	column  map[*Tenant]int
	row     map[*Environment]int
	slot    map[*Environment]int // index among the boxes of its column and row

	tracks     []int        // number of tracks in the gutter to the right of each column
	laneSpans  [][]laneSpan // used parts of the lanes in the channel above each row
	bandSpans  []laneSpan   // used parts of the lanes above the columns
	routes     []route
	bandRoutes []bandRoute

	x           []int
	rowTop      []int
	rowLanes    []int
	top, bottom int
}

// laneSpan is a part of a lane that is in use, from one column to another.
type laneSpan struct{ lane, from, to int }

// route is the line of one conflict between environments.
type route struct {
	c                 *Conflict
	from, to          *Environment
	outTrack, inTrack int // tracks
	row, lane         int // of the channel; lane is -1 if the line does not use one
	fromPort, toPort  int
}

// bandRoute is the line of one conflict between tenants.
type bandRoute struct {
	c                *Conflict
	from, to, lane   int
	fromPort, toPort int
}

func newTenantLayout(m *Model) *tenantLayout {
	l := &tenantLayout{
		model:   m,
		tenants: m.visibleTenants(),
		column:  map[*Tenant]int{},
		row:     map[*Environment]int{},
		slot:    map[*Environment]int{},
	}
	used := make([]bool, len(stages))
	for i, t := range l.tenants {
		l.column[t] = i
		for _, e := range t.Environments {
			used[stageIndex(e.Stage)] = true
		}
	}
	rowOfStage := map[int]int{}
	for s := range stages {
		if used[s] {
			rowOfStage[s] = len(l.stages)
			l.stages = append(l.stages, s)
		}
	}
	boxesPerRow := make([]int, len(l.stages))
	for _, t := range l.tenants {
		filled := map[int]int{}
		for _, e := range t.Environments {
			row := rowOfStage[stageIndex(e.Stage)]
			l.row[e], l.slot[e] = row, filled[row]
			filled[row]++
			boxesPerRow[row] = max(boxesPerRow[row], filled[row])
		}
	}
	l.tracks = make([]int, len(l.tenants))
	l.laneSpans = make([][]laneSpan, len(l.stages))
	l.rowLanes = make([]int, len(l.stages))
	if m.ShowFindings {
		l.route()
	}
	l.computeCoordinates(boxesPerRow)
	return l
}

// reserveLane reserves the first lane that is free from one column to another, and returns it.
func reserveLane(spans *[]laneSpan, from, to int) int {
	for lane := 0; ; lane++ {
		if !slices.ContainsFunc(*spans, func(r laneSpan) bool { return r.lane == lane && r.from <= to && from <= r.to }) {
			*spans = append(*spans, laneSpan{lane, from, to})
			return lane
		}
	}
}

// route chooses ports, tracks and lanes for all conflicts, the shortest first.
func (l *tenantLayout) route() {
	conflicts := slices.Clone(l.model.Conflicts)
	conflicts = slices.DeleteFunc(conflicts, func(c *Conflict) bool {
		_, from := l.column[c.From]
		_, to := l.column[c.To]
		return !from || !to
	})
	span := func(c *Conflict) int { return l.column[c.To] - l.column[c.From] }
	key := func(c *Conflict) string {
		if c.FromEnvironment != nil {
			return c.FromEnvironment.Key + "\x00" + c.ToEnvironment.Key
		}
		return c.From.Key + "\x00" + c.To.Key
	}
	slices.SortStableFunc(conflicts, func(x, y *Conflict) int {
		return cmp.Or(span(x)-span(y), cmp.Compare(key(x), key(y)))
	})
	out, in := map[*Environment]int{}, map[*Environment]int{}
	ports := map[*Tenant]int{}
	for _, c := range conflicts {
		from, to := l.column[c.From], l.column[c.To]
		if c.FromEnvironment == nil {
			if from == to {
				continue
			}
			l.bandRoutes = append(l.bandRoutes, bandRoute{
				c: c, from: from, to: to, lane: reserveLane(&l.bandSpans, from, to), fromPort: ports[c.From], toPort: ports[c.To],
			})
			ports[c.From]++
			ports[c.To]++
			continue
		}
		r := route{c: c, from: c.FromEnvironment, to: c.ToEnvironment, lane: -1}
		r.fromPort = out[r.from]
		out[r.from]++
		r.outTrack = l.tracks[from]
		l.tracks[from]++
		switch {
		case from == to: // out and in on the right
			r.toPort = out[r.to]
			out[r.to]++
		case to == from+1:
			r.toPort = in[r.to]
			in[r.to]++
		default:
			r.toPort = in[r.to]
			in[r.to]++
			r.inTrack = l.tracks[to-1]
			l.tracks[to-1]++
			r.row = max(l.row[r.from], l.row[r.to])
			r.lane = reserveLane(&l.laneSpans[r.row], from+1, to)
			l.rowLanes[r.row] = max(l.rowLanes[r.row], r.lane+1)
		}
		l.routes = append(l.routes, r)
	}
}

// computeCoordinates computes all coordinates.
func (l *tenantLayout) computeCoordinates(boxesPerRow []int) {
	l.top = 62
	lanes := 0
	for _, r := range l.bandSpans {
		lanes = max(lanes, r.lane+1)
	}
	if lanes > 0 {
		l.top = 100 + laneHeight*(lanes-1)
	}
	x := margin + labelWidth
	if len(l.stages) == 0 {
		x = margin
	}
	for i := range l.tenants {
		l.x = append(l.x, x)
		x += columnWidth + gutterWidth + trackWidth*max(0, l.tracks[i]-1)
	}
	y := l.top + 62 + rowPadding
	for i := range l.stages {
		l.rowTop = append(l.rowTop, y)
		y += boxesPerRow[i]*pitch + 24 + laneHeight*max(0, l.rowLanes[i]-1)
	}
	l.bottom = y
}

// firstBox returns the top of the first box of a row.
func (l *tenantLayout) firstBox(row int) int {
	return l.rowTop[row] + rowPadding + laneHeight*max(0, l.rowLanes[row]-1)
}

// box returns the top left corner of the box of an environment.
func (l *tenantLayout) box(e *Environment) point {
	return point{l.x[l.column[e.Tenant]] + inset, l.firstBox(l.row[e]) + l.slot[e]*pitch}
}

// boxes yields all environments with the top left corners of their boxes.
func (l *tenantLayout) boxes() iter.Seq2[*Environment, point] {
	return func(yield func(*Environment, point) bool) {
		for _, t := range l.tenants {
			for _, e := range t.Environments {
				if !yield(e, l.box(e)) {
					return
				}
			}
		}
	}
}

// maxPorts is the largest port number; further lines of a box share this port.
const maxPorts = 3

// draw draws the conflicts.
func (l *tenantLayout) draw(c *canvas) {
	for _, r := range l.bandRoutes {
		y := l.top - 22 - laneHeight*r.lane
		from := l.x[r.from] + columnWidth/2 + trackWidth*min(r.fromPort, maxPorts)
		to := l.x[r.to] + columnWidth/2 - trackWidth*min(r.toPort, maxPorts)
		c.conflictLine(from, l.top, from, y, to, y, to, l.top)
		maxWidth := to - from + columnWidth - 40
		label := l.model.conflictLabel(r.c.Findings, func(s string) bool { return c.labelPillWidth(s) <= maxWidth })
		c.labelPill(l.model.mostSevere(r.c.Findings), (from+to)/2, y, label)
	}
	for i := range l.routes {
		r := &l.routes[i]
		points := l.points(r)
		coordinates := make([]int, 0, 2*len(points))
		for _, p := range points {
			coordinates = append(coordinates, p.x, p.y)
		}
		c.conflictLine(coordinates...)
		if r.lane >= 0 {
			from, to := points[2], points[3]
			maxWidth := to.x - from.x - 24
			label := l.model.conflictLabel(r.c.Findings, func(s string) bool { return c.labelPillWidth(s) <= maxWidth })
			c.labelPill(l.model.mostSevere(r.c.Findings), (from.x+to.x)/2, from.y, label)
		}
	}
}

// points returns the points of the line of a conflict between environments.
func (l *tenantLayout) points(r *route) []point {
	a, b := l.box(r.from), l.box(r.to)
	from, to := l.column[r.from.Tenant], l.column[r.to.Tenant]
	track := l.x[from] + columnWidth + gutterWidth/2 + trackWidth*r.outTrack
	start := point{a.x + boxWidth, a.y + boxHeight/2 + exitPort(r.fromPort)}
	if from == to {
		end := point{b.x + boxWidth, b.y + boxHeight/2 + exitPort(r.toPort)}
		return []point{start, {track, start.y}, {track, end.y}, end}
	}
	end := point{b.x, b.y + boxHeight/2 + entryPort(r.toPort)}
	switch {
	case to == from+1 && a.y == b.y && r.fromPort == 0 && r.toPort == 0:
		return []point{start, {b.x, start.y}}
	case to == from+1:
		return []point{start, {track, start.y}, {track, end.y}, end}
	}
	y := l.rowTop[r.row] + laneHeight*r.lane
	in := l.x[to-1] + columnWidth + gutterWidth/2 + trackWidth*r.inTrack
	return []point{start, {track, start.y}, {track, y}, {in, y}, {in, end.y}, end}
}

// exitPort returns the vertical offset from the middle of a box at which line n leaves it. It never equals an offset of
// entryPort.
func exitPort(n int) int { return 8*min(n, maxPorts) - 8 }

// entryPort returns the vertical offset from the middle of a box at which line n enters it.
func entryPort(n int) int { return 8*min(n, maxPorts) - 4 }
