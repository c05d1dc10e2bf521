package graph

import (
	"io"

	"github.com/tenantlint/tenantlint/internal/harmless"
)

// jsonVersion is incremented when a key changes its meaning or is removed.
const jsonVersion = 1

// The JSON representation of a view. Keys without a value are omitted, except arrays.
type (
	jsonPicture struct {
		Version int         `json:"version"`
		View    View        `json:"view"`
		Title   string      `json:"title"`
		Empty   string      `json:"empty,omitempty"`
		Groups  []jsonGroup `json:"groups"`
		Nodes   []jsonNode  `json:"nodes"`
		Edges   []jsonEdge  `json:"edges"`
	}
	jsonGroup struct {
		ID       string      `json:"id"`
		Key      string      `json:"key"`
		Label    string      `json:"label"`
		Note     string      `json:"note,omitempty"`
		Findings *jsonCounts `json:"findings,omitempty"`
	}
	jsonNode struct {
		ID       string      `json:"id"`
		Kind     string      `json:"kind"`
		Key      string      `json:"key,omitempty"`
		Group    string      `json:"group,omitempty"`
		Label    string      `json:"label,omitempty"`
		Note     string      `json:"note,omitempty"`
		Stage    string      `json:"stage,omitempty"`
		Outside  bool        `json:"outside,omitempty"`
		Findings *jsonCounts `json:"findings,omitempty"`
	}
	jsonEdge struct {
		From          string      `json:"from"`
		To            string      `json:"to"`
		Kind          edgeKind    `json:"kind"`
		Label         string      `json:"label,omitempty"`
		Bidirectional bool        `json:"both,omitempty"`
		Undirected    bool        `json:"undirected,omitempty"`
		Blocked       bool        `json:"blocked,omitempty"`
		Findings      *jsonCounts `json:"findings,omitempty"`
	}
	jsonCounts struct {
		Errors   int `json:"errors"`
		Warnings int `json:"warnings"`
		Notes    int `json:"notes"`
	}
)

// JSON writes a view as JSON, always with every environment.
func (m *Model) JSON(w io.Writer, v View) error {
	p := m.picture(v, true)
	out := jsonPicture{
		Version: jsonVersion,
		View:    v,
		Title:   p.title,
		Empty:   p.emptyReason,
		Groups:  []jsonGroup{},
		Nodes:   []jsonNode{},
		Edges:   []jsonEdge{},
	}
	counts := func(n LevelCounts) *jsonCounts {
		if !m.ShowFindings {
			return nil
		}
		return &jsonCounts{n.Errors, n.Warnings, n.Notes}
	}
	for _, g := range p.groups {
		if g.id != "" {
			out.Groups = append(out.Groups, jsonGroup{g.id, g.key, g.label, g.note, counts(g.counts)})
		}
		for _, x := range g.nodes {
			out.Nodes = append(out.Nodes, jsonNode{x.id, x.kind, x.key, g.id, x.label, x.note, x.stage, x.outside, counts(x.counts)})
		}
	}
	for _, e := range p.edges {
		out.Edges = append(out.Edges, jsonEdge{e.from, e.to, e.kind, e.label, e.bidirectional, e.undirected, e.blocked, counts(e.counts)})
	}
	return harmless.Encode(w, out)
}
