package drift

import (
	"slices"
	"strings"

	"github.com/tenantlint/tenantlint/internal/problem"
)

// args returns the arguments of a message about an object; extra contains alternating names and values.
func (o *subject) args(extra ...any) problem.Args {
	args := problem.Args{"noun": o.noun, "name": o.name}
	for i := 0; i+1 < len(extra); i += 2 {
		if name, ok := extra[i].(string); ok {
			args[name] = extra[i+1]
		}
	}
	return args
}

// reportChanged reports a field whose value differs.
func (c *comparison) reportChanged(o *subject, s fieldPair, from, was, is string) {
	c.summary.Fields++
	args := o.args("field", s.field, "declared", was, "live", is)
	c.report(
		ruleChanged,
		problem.Say(`{field} of {noun} "{name}" is "{live}", the manifest says "{declared}"`, args),
		s,
		problem.Say(`is "{live}" now`, args),
		from,
		is,
	)
}

// reportRenamed reports an object whose display name differs.
func (c *comparison) reportRenamed(o *subject, s fieldPair, from, was, is string) {
	args := o.args("declared", was, "live", is)
	c.report(
		ruleRenamed,
		problem.Say(`{noun} "{name}" is called "{live}", the manifest says "{declared}"`, args),
		s,
		problem.Say(`is "{live}" now`, args),
		from,
		is,
	)
}

// reportEntries reports a list whose entries differ.
func (c *comparison) reportEntries(o *subject, s fieldPair, from string, added, removed []string) {
	c.summary.Fields++
	slices.Sort(added)
	slices.Sort(removed)
	args := o.args("field", s.field, "added", added, "gone", removed)
	var message, label problem.Text
	switch {
	case len(removed) == 0:
		message, label = problem.Say(`{field} of {noun} "{name}" holds "{added}" too`, args), problem.Say(`holds "{added}" too`, args)
	case len(added) == 0:
		message, label = problem.Say(`{field} of {noun} "{name}" lacks "{gone}"`, args), problem.Say(`lacks "{gone}"`, args)
	default:
		message, label = problem.Say(
			`{field} of {noun} "{name}" holds "{added}" too, and lacks "{gone}"`,
			args,
		), problem.Say(
			`holds "{added}" too, lacks "{gone}"`,
			args,
		)
	}
	state := "+" + strings.Join(added, "+") + "-" + strings.Join(removed, "-")
	c.report(ruleChanged, message, s, label, from, state)
}

// report reports a difference at a location; state is the live value.
func (c *comparison) report(rule string, message problem.Text, s fieldPair, label problem.Text, from, state string) {
	p := problem.Problem{Rule: rule, Message: message, State: state}
	if from != "" {
		p.Notes = append(p.Notes, problem.Say(`according to export "{file}"`, problem.Args{"file": from}))
	}
	c.add(p, s, label)
}

func (c *comparison) add(p problem.Problem, s fieldPair, label problem.Text) {
	at, err := c.t.Location(s.at)
	if err != nil {
		return // every row of the topology has a location
	}
	at.Label = label
	p.Locations = []problem.Location{at}
	p.Restate(c.t.Written(s.at))
	c.problems = append(c.problems, p)
}
