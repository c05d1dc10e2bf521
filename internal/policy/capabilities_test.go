package policy

import (
	"slices"
	"testing"
)

// TestForbiddenBuiltins checks that policies cannot call built-in functions that access anything outside the manifests
// or that cannot be interrupted, with a call of at least one function of each family.
func TestForbiddenBuiltins(t *testing.T) {
	const (
		impureReason    = ", which policies may not use: a result depends only on the manifests, not on the network, the clock, the environment or chance"
		unboundedReason = ", which policies may not use: a single call may use all memory or never end, and cannot be stopped; use a comprehension"
	)
	called := map[string]bool{"print": true} // the compiler removes it, so that nothing is printed
	for call, name := range map[string]string{
		`http.send({"method": "get", "url": "http://127.0.0.1/"})`: "http.send",
		`net.lookup_ip_addr("example.com")`:                        "net.lookup_ip_addr",
		`net.cidr_expand("0.0.0.0/0")`:                             "net.cidr_expand",
		`opa.runtime()`:                                            "opa.runtime",
		`rand.intn("a", 10)`:                                       "rand.intn",
		`uuid.rfc4122("a")`:                                        "uuid.rfc4122",
		`time.now_ns()`:                                            "time.now_ns",
		`json.match_schema({}, {"$ref": "file:///etc/passwd"})`:    "json.match_schema",
		`json.verify_schema({"$ref": "http://127.0.0.1/"})`:        "json.verify_schema",
		`crypto.x509.parse_and_verify_certificates("")`:            "crypto.x509.parse_and_verify_certificates",
		`io.jwt.decode("")`:                                        "io.jwt.decode",
		`io.jwt.decode_verify("", {})`:                             "io.jwt.decode_verify",
		`rego.parse_module("a", "package a")`:                      "rego.parse_module",
		`providers.aws.sign_req({}, {}, 0)`:                        "providers.aws.sign_req",
		`trace("a")`:                                               "trace",
		`array.flatten([[1]])`:                                     "array.flatten",
		`bits.lsh(1, 1000000000000)`:                               "bits.lsh",
		`graph.reachable_paths({}, [])`:                            "graph.reachable_paths",
		`graphql.is_valid("", "")`:                                 "graphql.is_valid",
		`regex.globs_match("a*", "a*")`:                            "regex.globs_match",
		`strings.render_template("{{.}}", {})`:                     "strings.render_template",
	} {
		want := "policy own/team/naming/rule.rego:9: calls " + name + impureReason
		if containsBuiltin(unboundedBuiltins, name) {
			want = "policy own/team/naming/rule.rego:9: calls " + name + unboundedReason
		}
		for _, family := range slices.Concat(impureBuiltins, unboundedBuiltins) {
			called[family] = called[family] || containsBuiltin([]string{family}, name)
		}
		t.Run(name, func(t *testing.T) {
			s, err := Load(writeFolder(t, map[string]string{"team/naming/rule.rego": rulePolicy("report contains 1 if " + call)}))
			if err == nil {
				err = s.Check()
			}
			if err == nil || err.Error() != want {
				t.Errorf("error is\n\t%v\nnot\n\t%s", err, want)
			}
		})
	}
	for _, family := range slices.Concat(impureBuiltins, unboundedBuiltins) {
		if !called[family] {
			t.Errorf("no test calls %q", family)
		}
	}
}

// TestMachineTimeZone checks that policies cannot use the time zone of the machine, which they can select with a value.
// Other time zones are the same on every machine.
func TestMachineTimeZone(t *testing.T) {
	const timeZoneError = `policy own/team/naming/rule.rego:9: uses the time zone of the machine, on which no result may depend; name one, such as "Europe/Berlin", or omit it`
	for call, want := range map[string]string{
		`time.clock([0, "Local"]) == [0, 0, 0]`:                             timeZoneError,
		`time.date([0, "Local"]) == [1970, 1, 1]`:                           timeZoneError,
		`time.weekday([0, "Local"]) == "Thursday"`:                          timeZoneError,
		`time.format([0, "Local"]) == "1970"`:                               timeZoneError,
		`time.add_date(json.unmarshal("[0, \"Local\"]"), 0, 0, 1) == 0`:     timeZoneError,
		`time.diff(0, [1, "Local"]) == [0, 0, 0, 0, 0, 0]`:                  timeZoneError,
		`time.parse_ns("RFC1123", "Thu, 01 Jan 1970 00:00:00 CET") == 1`:    timeZoneError,
		`time.parse_ns("2006 MST", "1970 CET") == 1`:                        timeZoneError,
		`time.clock([0, "Europe/Berlin"]) != [1, 0, 0]`:                     "",
		`time.clock(0) != [0, 0, 0]`:                                        "",
		`time.format([0, "UTC", "2006-01-02"]) != "1970-01-01"`:             "",
		`time.parse_ns("RFC1123Z", "Thu, 01 Jan 1970 01:00:00 +0100") != 0`: "",
		`time.parse_ns("2006-01-02", "1970-01-01") != 0`:                    "",
		`concat(", ", ["a", "b"]) != "a, b"`:                                "",
		`concat(", ", {"a", "b"}) != "a, b"`:                                "",
	} {
		t.Run(call, func(t *testing.T) {
			s, err := Load(writeFolder(t, map[string]string{"team/naming/rule.rego": rulePolicy(`report contains {"message": "no", "at": [0]} if ` + call)}))
			if err != nil {
				t.Fatal(err)
			}
			e, err := New(Options{Set: s, Rules: s.CustomRules()})
			if err != nil {
				t.Fatal(err)
			}
			problems, err := e.Eval(t.Context(), singleEnvironment(t), 1)
			if want == "" {
				if err != nil || len(problems) > 0 {
					t.Errorf("found %v, error %v", problems, err)
				}
			} else if err == nil || err.Error() != want {
				t.Errorf("error is\n\t%v\nnot\n\t%s", err, want)
			}
		})
	}
}
