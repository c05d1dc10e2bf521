package bundle

import "testing"

// TestUnderRoot checks that references are rewritten in every form, and that all other text is unchanged.
func TestUnderRoot(t *testing.T) {
	for name, test := range map[string]struct{ text, want string }{
		"facts":            {"package p\n\n# data.facts.a stays in a comment\na := data.facts.a", "package p\n\n# data.facts.a stays in a comment\na := data.tenantlint.facts.a"},
		"in brackets":      {`package p` + "\n" + `a := data["facts"]["a b"][data.facts.b]`, `package p` + "\n" + `a := data.tenantlint["facts"]["a b"][data.tenantlint.facts.b]`},
		"a library":        {"package lib.naming\nf(x) := data.lib.other.g(x)", "package tenantlint.own.lib.naming\nf(x) := data.tenantlint.own.lib.other.g(x)"},
		"library brackets": {`package lib["na-ming"]`, `package tenantlint.own.lib["na-ming"]`},
		"imports":          {"package p\nimport data.lib.naming\nimport data.facts.stages as s\nimport data.tenantlint.lib\na := naming.f(s)", "package p\nimport data.tenantlint.own.lib.naming\nimport data.tenantlint.facts.stages as s\nimport data.tenantlint.lib\na := naming.f(s)"},
		"a text":           {`package p` + "\n" + `a := "data.facts.a"`, `package p` + "\n" + `a := "data.facts.a"`},
		"a template":       {`package p` + "\n" + `a := $"ä {data.facts.a} {data.lib.x.y}"`, `package p` + "\n" + `a := $"ä {data.tenantlint.facts.a} {data.tenantlint.own.lib.x.y}"`},
		"after an umlaut":  {`package p` + "\n" + `a := ["ä€", data.facts.a]`, `package p` + "\n" + `a := ["ä€", data.tenantlint.facts.a]`},
		"some and every":   {"package p\nreport contains x if {\n\tsome x in data.facts.a\n\tevery k, v in data.facts.b { k == v }\n\tx in [y | y := data.facts.c[_]]\n}", "package p\nreport contains x if {\n\tsome x in data.tenantlint.facts.a\n\tevery k, v in data.tenantlint.facts.b { k == v }\n\tx in [y | y := data.tenantlint.facts.c[_]]\n}"},
		"in with":          {"package p\na if b with data.facts.x as data.facts.y", "package p\na if b with data.tenantlint.facts.x as data.tenantlint.facts.y"},
		"another root":     {"package p\na := input.data.facts.x", "package p\na := input.data.facts.x"},
		"CRLF line ends":   {"package lib.x\r\n\r\na := data.facts.a\r\n", "package tenantlint.own.lib.x\r\n\r\na := data.tenantlint.facts.a\r\n"},
		"an else":          {"package p\na := 1 if b else := data.facts.x if { data.facts.y }", "package p\na := 1 if b else := data.tenantlint.facts.x if { data.tenantlint.facts.y }"},
		"a default":        {"package p\ndefault a := 1\na := 2 if data.facts.x\na := 3 if not data.facts.y", "package p\ndefault a := 1\na := 2 if data.tenantlint.facts.x\na := 3 if not data.tenantlint.facts.y"},
		"an argument":      {"package p\nf(data.facts.x) := 1\ng[data.facts.y] := data.facts.z", "package p\nf(data.tenantlint.facts.x) := 1\ng[data.tenantlint.facts.y] := data.tenantlint.facts.z"},
		"all facts":        {"package p\na := data.facts", "package p\na := data.tenantlint.facts"},
	} {
		got, err := underRoot(name, []byte(test.text))
		if err != nil || string(got) != test.want {
			t.Errorf("%s: %v\n%s\nnot\n%s", name, err, got, test.want)
		}
	}
}

// TestUnderRootRefuses checks the error for a reference whose location the parser does not record.
func TestUnderRootRefuses(t *testing.T) {
	_, err := underRoot("x/y/rule.rego", []byte("package p\n\na := 1 if b else := 2 if data.facts.y"))
	const want = "policy x/y/rule.rego:3: else has a body without braces that refers to data.facts; put the body in braces"
	if err == nil || err.Error() != want {
		t.Errorf("error is %v", err)
	}
}
