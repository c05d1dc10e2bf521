// Package html writes a run as a self-contained page, which loads nothing from the network: no fonts, no scripts. It shows
// what was checked, pictures of the topology, every finding with its source, every rule with its outcome, what is
// suppressed, and what was not checked. All content is readable without JavaScript; the script filters, searches and
// switches tabs.
package html

import (
	"bufio"
	"crypto/sha256"
	_ "embed" // the template, the style and the script of the page
	"encoding/base64"
	"html/template"
	"io"
	"strings"
	"sync"

	"github.com/tenantlint/tenantlint/internal/graph"
	"github.com/tenantlint/tenantlint/internal/harmless"
	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/report"
	"github.com/tenantlint/tenantlint/internal/result"
	"github.com/tenantlint/tenantlint/internal/topology"
	"github.com/tenantlint/tenantlint/internal/wording"
)

var (
	//go:embed page.tmpl
	pageSource string
	//go:embed page.css
	pageStyle string
	//go:embed page.js
	pageScript string
)

// pageTemplate is parsed on first use.
var pageTemplate = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("page").Funcs(template.FuncMap{
		"count": wording.Count,
		"icon":  levelIcon,
	}).Parse(pageSource))
})

// levelIcon returns the icon of a level. It is hidden from assistive technology, so there must be text next to it.
func levelIcon(level string) template.HTML {
	switch level {
	case "error", "warning", "note":
		return template.HTML(`<svg class="i" aria-hidden="true"><use href="#m-` + level + `"/></svg>`) //nolint:gosec // one of three words
	}
	return ""
}

// Write writes a run as an HTML page.
func Write(w io.Writer, run *result.Run, _ report.Options) error {
	t := run.Topology
	if t == nil {
		t = &topology.Topology{}
	}
	facts, err := policy.NewPlatformFacts(run.Residency)
	if err != nil {
		return err
	}
	model, err := graph.Build(t, graph.Options{Findings: run.Findings, ShowFindings: true, PlatformFacts: facts})
	if err != nil {
		return err
	}
	b := bufio.NewWriter(w)
	if err := pageTemplate().Execute(harmlessWriter{b}, newPage(run, model)); err != nil {
		return err
	}
	return b.Flush()
}

// harmlessWriter writes parts of a page, made harmless to CI runners in case the page is printed to a log.
type harmlessWriter struct{ w io.Writer }

func (m harmlessWriter) Write(part []byte) (int, error) {
	if _, err := io.WriteString(m.w, harmless.Markup(string(part))); err != nil {
		return 0, err
	}
	return len(part), nil
}

// assets are the style and the script of the page, and the content security policy that allows only these.
type assets struct {
	Style  template.CSS
	Script template.JS
	Policy string
}

var pageAssets = sync.OnceValue(func() assets {
	style := variables() + pageStyle + graph.Style(".pic")
	return assets{
		Style:  template.CSS(style),     //nolint:gosec // constant
		Script: template.JS(pageScript), //nolint:gosec // constant
		Policy: "default-src 'none'; style-src " + cspHash(style) + "; script-src " + cspHash(pageScript) +
			"; base-uri 'none'; form-action 'none'",
	}
})

// cspHash returns the hash of an inline script or style as a source of a content security policy.
func cspHash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// variables returns a style sheet with the palette as custom properties: dark if the system or the reader chooses it,
// otherwise and in print light.
func variables() string {
	var light, dark strings.Builder
	for _, c := range graph.Palette() {
		light.WriteString("--" + c.Role + ":" + c.Light + ";")
		dark.WriteString("--" + c.Role + ":" + c.Dark + ";")
	}
	return ":root{color-scheme:light;" + light.String() + "}" +
		"@media screen and (prefers-color-scheme:dark){:root:not([data-theme=light]){color-scheme:dark;" + dark.String() + "}}" +
		"@media screen{:root[data-theme=dark]{color-scheme:dark;" + dark.String() + "}}"
}
