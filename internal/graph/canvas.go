package graph

import (
	"fmt"
	"html"
	"strconv"
	"strings"

	"github.com/tenantlint/tenantlint/internal/problem"
)

// The dimensions shared by all pictures, in pixels.
const (
	margin    = 24
	boxWidth  = 196
	boxHeight = 46
	pitch     = 56 // from the top of a box to the top of the next one
	inset     = 14 // from the edge of a column to its boxes
	pillSize  = 20
)

// Drawing is a view drawn as SVG.
type Drawing struct {
	// SVG is the complete svg element. On a page it has no colors of its own, and boxes with findings are buttons that
	// carry the keys of their objects.
	SVG string
	// Objects are the objects that the picture shows, without duplicates.
	Objects []*Object
	Width   int
}

// canvas holds the state of a picture that is being drawn.
type canvas struct {
	b strings.Builder
	// overlay is drawn last, so that no line crosses it.
	overlay strings.Builder
	width   int
	// page is set if the picture is embedded in a page; prefix makes ids unique there.
	page    bool
	prefix  string
	model   *Model
	seen    map[*Object]bool
	objects []*Object
	// stages, levels and kinds record what the picture uses, for the legend.
	stages map[string]bool
	levels map[problem.Level]bool
	kinds  map[string]bool
}

func (m *Model) canvas(v View, page bool) *canvas {
	return &canvas{
		model:  m,
		page:   page,
		prefix: string(v) + "-",
		seen:   map[*Object]bool{},
		stages: map[string]bool{},
		levels: map[problem.Level]bool{},
		kinds:  map[string]bool{},
	}
}

// class returns the attributes of an element of the given class: on a page only the class, otherwise also its style.
func (c *canvas) class(name string) string {
	if c.page {
		return ` class="` + name + `"`
	}
	return ` class="` + name + `"` + lightAttributes(name)
}

// growTo widens the picture so that it includes x.
func (c *canvas) growTo(x int) { c.width = max(c.width, x) }

func (c *canvas) rect(class string, x, y, w, h, r int) {
	c.growTo(x + w)
	fmt.Fprintf(&c.b, `<rect x="%d" y="%d" width="%d" height="%d"`, x, y, w, h)
	if r > 0 {
		fmt.Fprintf(&c.b, ` rx="%d"`, r)
	}
	c.b.WriteString(c.class(class) + "/>")
}

func (c *canvas) path(class, d string) { fmt.Fprintf(&c.b, `<path d="%s"%s/>`, d, c.class(class)) }

// line draws a line through points, given as alternating x and y coordinates.
func (c *canvas) line(class string, points ...int) {
	c.path(class, pathData(points))
}

// pathData returns the path data of a line through points.
func pathData(points []int) string {
	var d strings.Builder
	for i := 0; i+1 < len(points); i += 2 {
		if i == 0 {
			fmt.Fprintf(&d, "M%d %d", points[0], points[1])
			continue
		}
		switch {
		case points[i] == points[i-2]:
			fmt.Fprintf(&d, "V%d", points[i+1])
		case points[i+1] == points[i-1]:
			fmt.Fprintf(&d, "H%d", points[i])
		default:
			fmt.Fprintf(&d, "L%d %d", points[i], points[i+1])
		}
	}
	return d.String()
}

func (c *canvas) circle(class string, x, y, r int) {
	fmt.Fprintf(&c.b, `<circle cx="%d" cy="%d" r="%d"%s/>`, x, y, r, c.class(class))
}

// fontSizes are the font sizes of the text classes, in pixels.
var fontSizes = map[string]int{
	"t15":  15,
	"t13":  13,
	"t12":  12,
	"b12":  12,
	"t11":  11,
	"m13":  13,
	"m12":  12,
	"m12b": 13,
	"k0":   12,
	"k3":   12,
	"k4":   12,
}

func isBold(class string) bool {
	switch class {
	case "t12", "m12", "m13":
		return false
	}
	return true
}

// textWidth returns the estimated width of a text of the given class, in pixels.
func textWidth(class, s string) int { return estimateWidth(s, fontSizes[class], isBold(class)) }

// text draws a text, shortened to maxWidth pixels unless that is 0; a shortened text has the full one as its title. anchor
// is "start", "middle" or "end".
func (c *canvas) text(class, anchor string, x, y, maxWidth int, s string) {
	short := s
	if maxWidth > 0 {
		short = shorten(s, maxWidth, fontSizes[class], isBold(class))
	}
	w := textWidth(class, short)
	fmt.Fprintf(&c.b, `<text x="%d" y="%d"%s`, x, y, c.class(class))
	switch anchor {
	case "middle":
		c.b.WriteString(` text-anchor="middle"`)
		c.growTo(x + w/2)
	case "end":
		c.b.WriteString(` text-anchor="end"`)
	default:
		c.growTo(x + w)
	}
	c.b.WriteString(">")
	if short != s {
		c.b.WriteString("<title>" + html.EscapeString(s) + "</title>")
	}
	c.b.WriteString(html.EscapeString(short) + "</text>")
}

// icon draws the icon of a level, 14 by 14 pixels with its top left corner at x, y, and adds the level to the legend.
func (c *canvas) icon(level problem.Level, x, y int) {
	c.levels[level] = true
	c.drawIcon(level, x, y)
}

// drawIcon draws the icon of a level without adding it to the legend.
func (c *canvas) drawIcon(level problem.Level, x, y int) {
	id := c.prefix + "m-" + level.String()
	if c.page {
		id = "m-" + level.String()
	}
	fmt.Fprintf(&c.b, `<use href="#%s" x="%d" y="%d" width="14" height="14"/>`, id, x, y)
}

// symbols returns the icons of the levels as symbol elements: an octagon, a triangle and a disc. class returns the
// attributes of a class.
func symbols(prefix string, class func(string) string) string {
	var b strings.Builder
	for _, s := range []struct{ level, shape, sign string }{
		{"error", "M4.5 0.5H9.5L13.5 4.5V9.5L9.5 13.5H4.5L0.5 9.5V4.5Z", "M4.5 4.5L9.5 9.5M9.5 4.5L4.5 9.5"},
		{"warning", "M7 0.5L13.8 13H0.2Z", "M7 4.5V8.5M7 10V11.5"},
		{"note", "M7 0.5A6.5 6.5 0 1 1 7 13.5A6.5 6.5 0 1 1 7 0.5Z", "M7 6V10.5M7 3.2V4.8"},
	} {
		fmt.Fprintf(
			&b,
			`<symbol id="%sm-%s" viewBox="0 0 14 14"><path d="%s"%s/><path d="%s"%s/></symbol>`,
			prefix,
			s.level,
			s.shape,
			class("mark-"+s.level),
			s.sign,
			class("sign"),
		)
	}
	return b.String()
}

// Symbols returns the icons of the levels for a page, as symbols with the ids m-error, m-warning and m-note.
func Symbols() string {
	return symbols("", func(name string) string { return ` class="` + name + `"` })
}

// countPillWidth returns the width of the pill of a count.
func countPillWidth(n int) int { return 20 + textWidth("t11", strconv.Itoa(n)) + 7 }

// countPillsWidth returns the total width of the pills of all levels with findings.
func countPillsWidth(counts LevelCounts) int {
	w := 0
	for _, l := range counts.NonZero() {
		w += countPillWidth(l.N) + 3
	}
	return max(0, w-3)
}

// countPills draws a pill with the count of each level, right-aligned at right.
func (c *canvas) countPills(counts LevelCounts, right, y int) {
	x := right - countPillsWidth(counts)
	for _, l := range counts.NonZero() {
		w := countPillWidth(l.N)
		c.rect("pill-"+l.Level.String(), x, y, w, pillSize, pillSize/2)
		c.icon(l.Level, x+5, y+3)
		c.text("t11", "start", x+21, y+14, 0, strconv.Itoa(l.N))
		x += w + 3
	}
}

// openGroup starts the SVG group of an object. On a page the group of an object with findings is a button that filters by
// it.
func (c *canvas) openGroup(o *Object, label string) {
	if !c.seen[o] {
		c.seen[o] = true
		c.objects = append(c.objects, o)
	}
	if !c.page {
		c.b.WriteString("<g>")
		return
	}
	counts := c.model.CountLevels(o.Findings)
	if counts.Total() == 0 {
		fmt.Fprintf(&c.b, `<g data-object="%s">`, html.EscapeString(o.Key))
		return
	}
	fmt.Fprintf(&c.b, `<g class="hit" role="button" tabindex="0" data-object="%s" data-count="%d"><title>%s</title>`,
		html.EscapeString(o.Key), counts.Total(), html.EscapeString(label+": "+counts.describe()+"; show these findings"))
}

// closeGroup ends the group that openGroup started.
func (c *canvas) closeGroup() { c.b.WriteString("</g>") }

// stageLetters are the abbreviations of the stages, parallel to stages.
var stageLetters = []string{"D", "V", "T", "P", "Tr", "H", "O", "–"}

// stageShape returns the path data of the outline of a stage, and the classes of its disc and letter.
func stageShape(stage, x, y, w, h int) (d, disc, letter string) {
	r, b := x+w, y+h
	disc, letter = "s0", "k0"
	round := func(radius int) string {
		return fmt.Sprintf(
			"M%d %dH%dA%d %d 0 0 1 %d %dV%dA%d %d 0 0 1 %d %dH%dA%d %d 0 0 1 %d %dV%dA%d %d 0 0 1 %d %dZ",
			x+radius,
			y,
			r-radius,
			radius,
			radius,
			r,
			y+radius,
			b-radius,
			radius,
			radius,
			r-radius,
			b,
			x+radius,
			radius,
			radius,
			x,
			b-radius,
			y+radius,
			radius,
			radius,
			x+radius,
			y,
		)
	}
	switch stage {
	case 0:
		return round(h / 2), "s1", "k0"
	case 1:
		clip := h / 4
		return fmt.Sprintf(
			"M%d %dH%dL%d %dV%dA3 3 0 0 1 %d %dH%dA3 3 0 0 1 %d %dV%dA3 3 0 0 1 %d %dZ",
			x+3,
			y,
			r-clip,
			r,
			y+clip,
			b-3,
			r-3,
			b,
			x+3,
			x,
			b-3,
			y+3,
			x+3,
			y,
		), "s2", "k0"
	case 2:
		return round(min(10, h/2)), "s3", "k3"
	case 3:
		return fmt.Sprintf("M%d %dH%dV%dH%dZ", x, y, r, b, x), "s4", "k4"
	case 4:
		notch := h / 5
		return fmt.Sprintf("M%d %dH%dL%d %dL%d %dH%dZ", x, y, r, r-notch, y+h/2, r, b, x), disc, letter
	case 5:
		side := h / 5
		return fmt.Sprintf("M%d %dH%dL%d %dL%d %dH%dL%d %dZ", x+side, y, r-side, r, y+h/2, r-side, b, x+side, x, y+h/2), disc, letter
	case 6:
		return round(3), disc, letter
	}
	return fmt.Sprintf("M%d %dH%dV%dH%dZ", x, y, r, b, x), disc, letter
}

// stageOutline draws the frame of a box in the shape of its stage, and returns the classes of its disc and letter.
func (c *canvas) stageOutline(stage, x, y, w, h int, hasErrors bool) (disc, letter string) {
	d, disc, letter := stageShape(stage, x, y, w, h)
	class := "box"
	switch {
	case hasErrors:
		class = "bad"
	case stage == len(stages)-1:
		class = "none"
	}
	c.path(class, d)
	if stage == 3 {
		c.rect("inner", x+3, y+3, w-6, h-6, 0)
	}
	return disc, letter
}

// boxText is the second line in the box of an environment: a tag with a frame, and plain text after it.
type boxText struct {
	tag, rest  string
	tagOutside bool
}

// environmentBox draws the box of an environment in the given stage.
func (c *canvas) environmentBox(e *Environment, stageName string, x, y int, name string, second boxText, counts LevelCounts) {
	stage := stageIndex(stageName)
	c.stages[stages[stage]] = true
	c.growTo(x + boxWidth)
	c.openGroup(&e.Object, e.Key)
	disc, letter := c.stageOutline(stage, x, y, boxWidth, boxHeight, counts.Errors > 0)
	c.circle(disc, x+22, y+23, 12)
	c.text(letter, "middle", x+22, y+27, 0, stageLetters[stage])
	maxWidth := boxWidth - 42 - 8
	if counts.Total() > 0 {
		pills := countPillsWidth(counts)
		c.countPills(counts, x+boxWidth-8-stageInset(stage), y+4)
		maxWidth -= pills + 6
	}
	maxWidth -= stageInset(stage)
	c.text("t13", "start", x+42, y+19, maxWidth, name)
	left, right := x+42, x+boxWidth-8-stageInset(stage)
	if second.tag != "" {
		tag := shorten(second.tag, right-left-10, 12, false)
		w := textWidth("t12", tag) + 10
		class := "tag"
		if second.tagOutside {
			class = "badtag"
			c.kinds["outside"] = true
		} else {
			c.kinds["where"] = true
		}
		c.rect(class, left-2, y+25, w, 16, 3)
		c.text("t12", "start", left+3, y+37, right-left-10, second.tag)
		left += w + 4
	}
	if second.rest != "" && right-left > 24 {
		c.text("m12", "start", left, y+37, right-left, second.rest)
	}
	c.closeGroup()
}

// stageInset returns the width that the shape of a stage makes unusable at the right end of a box.
func stageInset(stage int) int {
	switch stage {
	case 0, 4, 5:
		return 8
	}
	return 0
}

// arrowhead draws an arrowhead with its tip at x, y that points right (direction 1) or left (-1).
func (c *canvas) arrowhead(class string, x, y, direction int) {
	c.path(class, fmt.Sprintf("M%d %dL%d %dV%dZ", x, y, x-12*direction, y-6, y+6))
}

// labelPill draws a label on a line, with the icon of a level, into the overlay.
func (c *canvas) labelPill(level problem.Level, middle, y int, label string) {
	w := c.labelPillWidth(label)
	b := c.b
	c.b = strings.Builder{}
	x := middle - w/2
	c.rect("label", x, y-12, w, 24, 12)
	c.icon(level, x+9, y-7)
	c.text("t12", "start", x+28, y+4, 0, label)
	c.overlay.WriteString(c.b.String())
	c.b = b
}

// labelPillWidth returns the width of the pill of a label.
func (c *canvas) labelPillWidth(label string) int { return textWidth("t12", label) + 28 + 12 }

// conflictLine draws the double line of a conflict.
func (c *canvas) conflictLine(points ...int) {
	c.kinds["conflict"] = true
	c.line("double", points...)
	c.line("gap", points...)
}

// legend draws the legend of what the picture uses, and returns its bottom.
func (c *canvas) legend(y int) int {
	right := max(c.width, 480)
	x := margin
	reserve := func(w int) int {
		if x > margin && x+w > right {
			x, y = margin, y+26
		}
		at := x
		x += w + 20
		return at
	}
	for i, s := range stages {
		if !c.stages[s] {
			continue
		}
		name := stageName(s)
		at := reserve(36 + textWidth("m12", name))
		c.stageOutline(i, at, y, 30, 20, false)
		c.text("t11", "middle", at+15, y+14, 0, stageLetters[i])
		c.text("m12", "start", at+36, y+14, 0, name)
	}
	if x > margin {
		x, y = margin, y+26
	}
	for _, k := range []struct{ kind, text string }{
		{"change", "change moves"},
		{"data", "data flows"},
		{"trust", "allowed, in the direction of the arrow"},
		{"joint", "shared"},
		{"blocked", "declared but blocked"},
		{"conflict", "same object in two tenants"},
		{"where", "differs from the tenant’s location"},
		{"outside", "outside the allowed locations"},
	} {
		if !c.kinds[k.kind] {
			continue
		}
		at := reserve(52 + textWidth("m12", k.text))
		switch k.kind {
		case "change", "data", "trust":
			class := k.kind
			if class == "trust" {
				class = "change"
			}
			c.line(class, at, y+10, at+20, y+10)
			c.arrowhead(class+"head", at+30, y+10, 1)
			if k.kind != "change" {
				c.circle(class+"head", at+3, y+10, 3)
			}
		case "joint":
			c.line("change", at, y+10, at+30, y+10)
		case "blocked":
			c.line("blocked", at, y+10, at+20, y+10)
			c.arrowhead("blockedhead", at+30, y+10, 1)
		case "conflict":
			c.line("double", at, y+10, at+30, y+10)
			c.line("gap", at, y+10, at+30, y+10)
		default:
			class := "tag"
			if k.kind == "outside" {
				class = "badtag"
			}
			c.rect(class, at, y+2, 46, 16, 3)
			c.text("t12", "start", at+5, y+14, 0, "where")
			at += 14
		}
		c.text("m12", "start", at+38, y+14, 0, k.text)
	}
	for _, level := range []problem.Level{problem.Error, problem.Warning, problem.Note} {
		if c.levels[level] {
			at := reserve(20 + textWidth("m12", level.String()))
			c.drawIcon(level, at, y+3)
			c.text("m12", "start", at+20, y+14, 0, level.String())
		}
	}
	if x > margin {
		y += 26
	}
	return y
}

// finish assembles the svg element.
func (c *canvas) finish(v View, height int) Drawing {
	title, description := c.model.heading(v)
	w := max(c.width+margin, 528)
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d"`, w, height, w, height)
	if c.page {
		fmt.Fprintf(&b, ` role="group" aria-labelledby="%stitle">`, c.prefix)
	} else {
		fmt.Fprintf(&b, ` role="img" aria-labelledby="%stitle %sdesc" font-family="%s">`, c.prefix, c.prefix, fontFamily)
	}
	fmt.Fprintf(&b, `<title id="%stitle">%s</title>`, c.prefix, html.EscapeString(title))
	if !c.page {
		fmt.Fprintf(&b, `<desc id="%sdesc">%s</desc><style>%s</style>`, c.prefix, html.EscapeString(description), darkStyle())
		fmt.Fprintf(&b, `<defs>%s</defs><rect width="%d" height="%d"%s/>`, symbols(c.prefix, c.class), w, height, c.class("bg"))
	}
	b.WriteString(c.b.String() + c.overlay.String() + "</svg>")
	return Drawing{SVG: b.String(), Objects: c.objects, Width: w}
}

// heading draws the title, and returns the y coordinate at which the content starts.
func (c *canvas) heading(v View) int {
	title, description := c.model.heading(v)
	c.growTo(margin + textWidth("t15", title) + 14 + textWidth("m13", description))
	fmt.Fprintf(
		&c.b,
		`<text x="%d" y="40"%s>%s<tspan dx="14"%s>%s</tspan></text>`,
		margin,
		c.class("t15"),
		html.EscapeString(title),
		c.class("m13"),
		html.EscapeString(description),
	)
	return 62
}
