// Package html writes a run as one page that needs nothing else: no network, no font, no script from outside.
// It shows what was checked, the topology as pictures, every finding with its source, every rule with its
// outcome, what is suppressed and what was not checked. Without a script everything is there to read; the
// script filters, searches and switches tabs.
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
	pageText string
	//go:embed page.css
	pageStyle string
	//go:embed page.js
	pageScript string
)

// pageTemplate is parsed when a page is first written.
var pageTemplate = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("page").Funcs(template.FuncMap{
		"count": wording.Count,
		"mark":  mark,
		"list":  func(items []string) string { return strings.Join(items, ", ") },
	}).Parse(pageText))
})

// mark is the mark of a level, which a word or a number next to it explains.
func mark(level string) template.HTML {
	switch level {
	case "error", "warning", "note":
		return template.HTML(`<svg class="i" aria-hidden="true"><use href="#m-` + level + `"/></svg>`) //nolint:gosec // one of three words
	}
	return ""
}

// Write writes a run as a page.
func Write(w io.Writer, run *result.Run, _ report.Options) error {
	t := run.Topology
	if t == nil {
		t = &topology.Topology{}
	}
	facts, err := policy.NewPlatformFacts(run.Residency)
	if err != nil {
		return err
	}
	model, err := graph.Build(t, graph.Options{Findings: run.Findings, Marked: true, PlatformFacts: facts})
	if err != nil {
		return err
	}
	b := bufio.NewWriter(w)
	if err := pageTemplate().Execute(markup{b}, newPage(run, model)); err != nil {
		return err
	}
	return b.Flush()
}

// markup writes parts of a page, none of which a runner obeys where the page is shown in a log.
type markup struct{ to io.Writer }

func (m markup) Write(part []byte) (int, error) {
	if _, err := io.WriteString(m.to, harmless.Markup(string(part))); err != nil {
		return 0, err
	}
	return len(part), nil
}

// assets are the style and the script of the page, and what of them the page lets run: nothing else.
type assets struct {
	Style  template.CSS
	Script template.JS
	Policy string
}

var pageAssets = sync.OnceValue(func() assets {
	style := variables() + pageStyle + graph.Style(".pic")
	return assets{
		Style:  template.CSS(style),     //nolint:gosec // of the program
		Script: template.JS(pageScript), //nolint:gosec // of the program
		Policy: "default-src 'none'; style-src " + hash(style) + "; script-src " + hash(pageScript) + "; base-uri 'none'; form-action 'none'",
	}
})

func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// variables writes the palette as variables: light, dark where the system or the reader needs it, and light on paper.
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
