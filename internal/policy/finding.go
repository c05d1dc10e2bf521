package policy

import (
	"fmt"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/source"
	"github.com/tenantlint/tenantlint/internal/topology"
)

// problem reads what the policy of a rule reported:
//
//	message  one sentence
//	at       the path of what is wrong, with a label; or
//	sites    [{at, label}] of all declarations of a symmetrical conflict
//	related  [{at, message}] further places
//	notes, help, level   more facts; instead of the rule's help; instead of its level
//	fix      {at, value} the string that belongs at a path, with beside: {key: value} one more entry
func problem(t *topology.Topology, rule string, found ast.Value) (source.Problem, error) {
	d := &decoder{t: t, rule: rule}
	p := source.Problem{Rule: rule}
	finding, ok := found.(ast.Object)
	if !ok {
		return p, &Error{File: rule, Message: "reports something that is no object"}
	}
	var at source.Site
	finding.Foreach(func(k, v *ast.Term) {
		key, _ := k.Value.(ast.String)
		switch key {
		case "message":
			p.Message = d.text(v, "message")
		case "at":
			site := d.site(v)
			at.File, at.Span, at.Object = site.File, site.Span, site.Object
		case "label":
			at.Label = d.text(v, "label")
		case "sites":
			p.Sites = d.sites(v, "label")
		case "related":
			p.Related = d.sites(v, "message")
		case "notes":
			d.each(v, "notes", func(n *ast.Term) { p.Notes = append(p.Notes, d.text(n, "notes")) })
		case "help":
			p.Help = d.text(v, "help")
		case "level":
			level, err := source.ParseLevel(d.text(v, "level"))
			d.check(err == nil, "level must be error, warning or note")
			p.Level = level
		case "fix":
			p.Fix = d.fix(v)
		default:
			d.check(false, fmt.Sprintf("a finding has no key %s", k))
		}
	})
	if at.File != nil {
		d.check(p.Sites == nil, "a finding has either at or sites")
		p.Sites = []source.Site{at}
	}
	d.check(p.Message != "", "a finding needs a message")
	d.check(len(p.Sites) > 0, "a finding needs at or sites")
	return p, d.err
}

// decoder reads the parts of a finding and keeps the first thing that is wrong with it.
type decoder struct {
	t    *topology.Topology
	rule string
	err  error
}

func (d *decoder) check(ok bool, message string) {
	if !ok && d.err == nil {
		d.err = &Error{File: d.rule, Message: "reports a finding that cannot be read: " + message}
	}
}

func (d *decoder) text(v *ast.Term, what string) string {
	s, ok := v.Value.(ast.String)
	d.check(ok, what+" must be a string")
	return string(s)
}

func (d *decoder) each(v *ast.Term, what string, f func(*ast.Term)) {
	switch list := v.Value.(type) {
	case *ast.Array:
		list.Foreach(f)
	default:
		d.check(false, what+" must be a list")
	}
}

func (d *decoder) site(v *ast.Term) source.Site {
	s, err := d.t.Site(v.Value)
	if err != nil {
		d.check(false, fmt.Sprintf("at %s %s", v, err))
	}
	return s
}

func (d *decoder) sites(v *ast.Term, label string) []source.Site {
	var sites []source.Site
	d.each(v, label, func(e *ast.Term) {
		o, ok := e.Value.(ast.Object)
		if d.check(ok && o.Get(ast.InternedTerm("at")) != nil, "each site needs at"); d.err != nil {
			return
		}
		s := d.site(o.Get(ast.InternedTerm("at")))
		if l := o.Get(ast.InternedTerm(label)); l != nil {
			s.Label = d.text(l, label)
		}
		sites = append(sites, s)
	})
	return sites
}
