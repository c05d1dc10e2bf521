package report

import (
	"github.com/tenantlint/tenantlint/internal/harmless"
	"github.com/tenantlint/tenantlint/internal/problem"
)

// sgr is a terminal color, as parameters of SGR (ECMA-48, 8.3.117).
type sgr string

const (
	bold   sgr = "1"
	red    sgr = "1;31"
	yellow sgr = "1;33"
	blue   sgr = "1;34"
	cyan   sgr = "1;36"
)

// levelColors are the colors of the levels. Colors never carry information that is not in the text.
var levelColors = map[problem.Level]sgr{problem.Error: red, problem.Warning: yellow, problem.Note: cyan}

// apply colors s if the report uses colors.
func (c sgr) apply(s string, o Options) string {
	if !o.Color || c == "" || s == "" {
		return s
	}
	return "\x1b[" + string(c) + "m" + s + "\x1b[0m"
}

// hyperlink turns s into a link (OSC 8) if the report uses hyperlinks.
func hyperlink(s, url string, o Options) string {
	if !o.Hyperlinks || url == "" {
		return s
	}
	return "\x1b]8;;" + harmless.Text(url) + "\x1b\\" + s + "\x1b]8;;\x1b\\"
}
