package policy

import (
	"fmt"
	"maps"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/secret"
	"github.com/tenantlint/tenantlint/internal/topology"
)

// decodeFinding converts a finding reported by a policy into a problem. All texts are templates of problem.Text, with
// params as their arguments; a location, a related entry or a note may have params of its own:
//
//	message    one sentence
//	at         the path of the problem, optionally with a label and a suggestion; or
//	locations  [{at, label, suggestion}] for all declarations of a conflict
//	related    [{at, message}] further locations
//	notes      [text or {text, params}] additional facts
//	help       replaces the rule's help
//	level      replaces the rule's level
//	fix        {at, value} replaces the string at a path; insert: {key: value} also inserts an entry
func decodeFinding(t *topology.Topology, rule string, value ast.Value) (problem.Problem, error) {
	d := &decoder{t: t, rule: rule}
	p := problem.Problem{Rule: rule}
	finding, ok := value.(ast.Object)
	if !ok {
		return p, &Error{File: rule, Message: "reports something that is not an object"}
	}
	d.args = d.params(finding, nil)
	var at problem.Location
	finding.Foreach(func(k, v *ast.Term) {
		key, _ := k.Value.(ast.String)
		switch key {
		case "params":
		case "message":
			p.Message = d.text(v, "message", d.args)
		case "at":
			location := d.location(v)
			at.File, at.Span, at.Anchor, at.Object = location.File, location.Span, location.Anchor, location.Object
		case "label":
			at.Label = d.text(v, "label", d.args)
		case "suggestion":
			at.Suggestion = d.str(v, "suggestion")
		case "locations":
			p.Locations = d.locations(v, "label")
		case "related":
			p.Related = d.locations(v, "message")
		case "notes":
			d.forEach(v, "notes", func(n *ast.Term) { p.Notes = append(p.Notes, d.note(n)) })
		case "help":
			p.Help = d.text(v, "help", d.args)
		case "level":
			level, err := problem.ParseLevel(d.str(v, "level"))
			d.check(err == nil, "level must be error, warning or note")
			p.Level = level
		case "fix":
			p.Fix = d.fix(v)
		default:
			d.check(false, fmt.Sprintf("a finding has no key %s", k))
		}
	})
	if at.File != nil {
		d.check(p.Locations == nil, "a finding has either at or locations, not both")
		p.Locations = []problem.Location{at}
	}
	d.check(!p.Message.IsZero(), "a finding needs a message")
	d.check(len(p.Locations) > 0, "a finding needs at or locations")
	p.Restate(d.spellings)
	return p, d.err
}

// decoder decodes the parts of a finding and records the first error.
type decoder struct {
	t    *topology.Topology
	rule string
	args problem.Args // of the finding
	// spellings maps canonical values to their spelling in the manifests at the locations of the finding. If locations
	// spell a value differently, the first one counts.
	spellings map[string]string
	err       error
}

func (d *decoder) check(ok bool, message string) {
	if !ok && d.err == nil {
		d.err = &Error{File: d.rule, Message: "reports an invalid finding: " + message}
	}
}

func (d *decoder) str(v *ast.Term, name string) string {
	s, ok := v.Value.(ast.String)
	d.check(ok, name+" must be a string")
	return string(s)
}

// text decodes a template, and adds its arguments.
func (d *decoder) text(v *ast.Term, name string, args problem.Args) problem.Text {
	text := problem.Text{Template: secret.Redact(d.str(v, name)), Args: args}
	if err := text.Check(); err != nil {
		d.check(false, name+": "+err.Error())
	}
	return text
}

// params returns the params of an object, merged over those of the enclosing finding.
func (d *decoder) params(o ast.Object, enclosing problem.Args) problem.Args {
	v := o.Get(ast.InternedTerm("params"))
	if v == nil {
		return enclosing
	}
	params, ok := v.Value.(ast.Object)
	if d.check(ok, "params must be an object"); d.err != nil {
		return enclosing
	}
	args := make(problem.Args, len(enclosing)+params.Len())
	maps.Copy(args, enclosing)
	params.Foreach(func(k, v *ast.Term) { args[d.str(k, "a name of params")] = d.param(v) })
	return args
}

// param decodes one value of params.
func (d *decoder) param(v *ast.Term) any {
	switch v := v.Value.(type) {
	case ast.String:
		return string(v)
	case ast.Number, ast.Boolean:
		return v.String()
	case *ast.Array:
		list := make([]string, 0, v.Len())
		v.Foreach(func(e *ast.Term) { list = append(list, d.str(e, "an item of params")) })
		return list
	case ast.Set:
		return d.param(ast.NewTerm(v.Sorted()))
	}
	d.check(false, "a value of params must be a string, a number or a list of strings")
	return ""
}

// note decodes a note: a text, or an object with a text and params of its own.
func (d *decoder) note(v *ast.Term) problem.Text {
	o, ok := v.Value.(ast.Object)
	if !ok {
		return d.text(v, "notes", d.args)
	}
	if d.check(o.Get(ast.InternedTerm("text")) != nil, "a note needs text"); d.err != nil {
		return problem.Text{}
	}
	return d.text(o.Get(ast.InternedTerm("text")), "notes", d.params(o, d.args))
}

func (d *decoder) forEach(v *ast.Term, name string, f func(*ast.Term)) {
	switch list := v.Value.(type) {
	case *ast.Array:
		list.Foreach(f)
	default:
		d.check(false, name+" must be a list")
	}
}

func (d *decoder) location(v *ast.Term) problem.Location {
	s, err := d.t.Location(v.Value)
	if err != nil {
		d.check(false, fmt.Sprintf("at %s %s", v, err))
	}
	for canonical, text := range d.t.Written(v.Value) {
		if d.spellings == nil {
			d.spellings = map[string]string{}
		}
		if d.spellings[canonical] == "" {
			d.spellings[canonical] = text
		}
	}
	return s
}

func (d *decoder) locations(v *ast.Term, label string) []problem.Location {
	var locations []problem.Location
	d.forEach(v, label, func(e *ast.Term) {
		o, ok := e.Value.(ast.Object)
		if d.check(ok && o.Get(ast.InternedTerm("at")) != nil, "each location needs at"); d.err != nil {
			return
		}
		l := d.location(o.Get(ast.InternedTerm("at")))
		if text := o.Get(ast.InternedTerm(label)); text != nil {
			l.Label = d.text(text, label, d.params(o, d.args))
		}
		if s := o.Get(ast.InternedTerm("suggestion")); s != nil {
			l.Suggestion = d.str(s, "suggestion")
		}
		locations = append(locations, l)
	})
	return locations
}
