package report

import (
	"github.com/tenantlint/tenantlint/internal/harmless"
	"github.com/tenantlint/tenantlint/internal/problem"
)

// paint is a terminal color, as parameters of SGR (ECMA-48, 8.3.117).
type paint string

const (
	bold   paint = "1"
	red    paint = "1;31"
	yellow paint = "1;33"
	blue   paint = "1;34"
	cyan   paint = "1;36"
)

// paints are the colors of the levels. Colors never carry information that is not in the text.
var paints = map[problem.Level]paint{problem.Error: red, problem.Warning: yellow, problem.Note: cyan}

// apply colors s if the report uses colors.
func (p paint) apply(s string, o Options) string {
	if !o.Color || p == "" || s == "" {
		return s
	}
	return "\x1b[" + string(p) + "m" + s + "\x1b[0m"
}

// hyperlink turns s into a link (OSC 8) if the report uses hyperlinks.
func hyperlink(s, url string, o Options) string {
	if !o.Hyperlinks || url == "" {
		return s
	}
	return "\x1b]8;;" + harmless.Text(url) + "\x1b\\" + s + "\x1b]8;;\x1b\\"
}
