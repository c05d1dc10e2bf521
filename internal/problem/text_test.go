package problem_test

import (
	"testing"

	"github.com/tenantlint/tenantlint/internal/problem"
)

func TestText(t *testing.T) {
	letters := make([]string, 14)
	for i := range letters {
		letters[i] = string(rune('a' + i))
	}
	for name, test := range map[string]struct {
		template string
		args     problem.Args
		want     string
	}{
		"literal":      {`domain "{x}"`, nil, `domain "{x}"`},
		"value":        {`domain "{x}" is federated`, problem.Args{"x": `a"b`}, `domain "a\"b" is federated`},
		"words":        {`with {n} tenants`, problem.Args{"n": "two"}, `with two tenants`},
		"number":       {`{n} of {m}`, problem.Args{"n": 3, "m": 4.5}, `3 of 4.5`},
		"list":         {`not "{all}"`, problem.Args{"all": []string{"a", "b"}}, `not "a", "b"`},
		"long list":    {`"{all}".`, problem.Args{"all": letters}, `"a", "b", "c", "d", "e", "f", "g", "h", "i", "j" and 4 more.`},
		"braces":       {`{{x}} {x}`, problem.Args{"x": "y"}, `{x} y`},
		"braces value": {`"{x}"`, problem.Args{"x": "{y}"}, `"{y}"`},
		"empty value":  {`"{x}"`, problem.Args{"x": ""}, `""`},
	} {
		t.Run(name, func(t *testing.T) {
			text := problem.Text{Template: test.template, Args: test.args}
			if err := text.Check(); err != nil {
				t.Fatal(err)
			}
			if got := text.String(); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func TestTextCheck(t *testing.T) {
	for _, template := range []string{"{x}", "{", "a } b", "{y"} {
		if err := (problem.Text{Template: template, Args: problem.Args{"y": "z"}}).Check(); err == nil {
			t.Errorf("template %q passes", template)
		}
	}
}

func TestCaption(t *testing.T) {
	for want, l := range map[string]problem.Location{
		"":                       {},
		"first here":             {Label: problem.Literal("first here")},
		`did you mean "a\"{b}"?`: {Label: problem.Literal("first here"), Suggestion: `a"{b}`},
	} {
		if got := l.Caption().String(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
