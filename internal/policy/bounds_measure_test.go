//go:build measure

package policy

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/tenantlint/tenantlint/internal/lint/gen"
)

// hostileEnv is the environment variable that makes the test binary, run as a child process, evaluate the policies
// of a folder: work that cannot be interrupted ends only with its process.
const hostileEnv = "TENANTLINT_TEST_HOSTILE"

func TestMain(m *testing.M) {
	if dir := os.Getenv(hostileEnv); dir != "" {
		fmt.Println(evalHostile(dir, os.Getenv(hostileEnv+"_ENDLESS")))
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// evalHostile returns the error from evaluating the policies of a folder. The work named by endless gets a short time
// limit; all other work gets a low memory limit.
func evalHostile(dir, endless string) error {
	s, err := Load(Folder{Name: "own", Abs: dir})
	if err != nil {
		return err
	}
	if endless == compileBounds.work {
		s.bounds.time = 300 * time.Millisecond
	}
	e, err := New(Options{Set: s, Rules: s.CustomRules()})
	if err != nil {
		return err
	}
	e.bounds.heap = 16 << 20
	if endless == evalBounds.work {
		e.bounds.time, e.bounds.heap = 300*time.Millisecond, maxHeap
	}
	_, err = e.Eval(context.Background(), generate(gen.Plan{Environments: 1}), 1)
	return err
}

// nestedPairs binds x0 to x60 for variable x, each of which contains its predecessor twice: in memory they are 61 small
// values, but serializing or comparing them never ends. If twice calls a function, their types are small as well.
func nestedPairs(variable, pair string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "\t%s0 := [1, 2]\n", variable)
	for i := range 60 {
		fmt.Fprintf(&b, "\t%s%d := %s\n", variable, i+1, strings.ReplaceAll(pair, "x", variable+strconv.Itoa(i)))
	}
	return b.String()
}

// TestBounds checks that policies that use too much memory, or that are stuck in a call of a built-in function, are
// stopped. Each runs in a process of its own.
func TestBounds(t *testing.T) {
	const (
		memoryErr  = "policy evaluation: needed more than 16 MiB of memory and was stopped in rule \"team/naming\"; correct it, or leave it out with --disable team/naming"
		lengthErr  = "policy own/team/naming/rule.rego:11: would build a string of more than 256 MiB in one call of a built-in function"
		timeoutErr = "policy evaluation: took longer than 300ms and was stopped in rule \"team/naming\"; correct it, or leave it out with --disable team/naming"
		compileErr = "policy compilation: took longer than 300ms and was stopped; to find the rule, check one folder of rules at a time: tenantlint policy check DIR"
		piecesErr  = "policy own/team/naming/rule.rego:12: would split a string into more than 4194304 pieces in one call of a built-in function"
		begin      = "report contains 1 if {\n"
		text       = "\ts := sprintf(\"%01000000d\", [0])\n" // a million zeros
	)
	for name, test := range map[string]struct{ body, want string }{
		"a comprehension":    {begin + "\tcount([x | some a in numbers.range(1, 100000); some b in numbers.range(1, 100000); x := a * b]) == 1\n}", memoryErr},
		"a set":              {begin + "\tcount({x | some a in numbers.range(1, 100000); some b in numbers.range(1, 100000); x := sprintf(\"%d %d\", [a, b])}) == 1\n}", memoryErr},
		"an object":          {begin + "\tcount({[a, b]: a | some a in numbers.range(1, 100000); some b in numbers.range(1, 100000)}) == 1\n}", memoryErr},
		"a large range":      {begin + "\tcount(numbers.range(1, 1000000000000)) == 1\n}", memoryErr},
		"a range in steps":   {begin + "\tcount(numbers.range_step(1, 1000000000000, 2)) == 1\n}", memoryErr},
		"findings":           {"report contains {\"message\": sprintf(\"%d %d\", [a, b]), \"at\": [0]} if {\n\tsome a in numbers.range(1, 100000)\n\tsome b in numbers.range(1, 100000)\n}", memoryErr},
		"a replacement":      {begin + text + "\tcount(replace(s, \"0\", s)) == 1\n}", lengthErr},
		"many replacements":  {begin + text + "\tcount(strings.replace_n({\"0\": s}, s)) == 1\n}", lengthErr},
		"a regexp replace":   {begin + text + "\tcount(regex.replace(s, \"0\", s)) == 1\n}", memoryErr},
		"wide numbers":       {begin + "\tf := concat(\"\", [\"%1000000d\" | some _ in numbers.range(1, 1000)])\n\tcount(sprintf(f, numbers.range(1, 1000))) == 1\n}", memoryErr},
		"a repeated text":    {begin + text + "\tf := concat(\"\", [\"%[1]s\" | some _ in numbers.range(1, 1000)])\n\tcount(sprintf(f, [s])) == 1\n}", memoryErr},
		"a template":         {begin + text + "\ta := [s | some _ in numbers.range(1, 100)]\n\tcount($\"{a}\") == 1\n}", memoryErr},
		"split texts":        {begin + text + "\tcount([split(s, \"\") | some _ in numbers.range(1, 1000)]) == 1\n}", memoryErr},
		"one split text":     {begin + text + "\tf := concat(\"\", [s, s, s, s, s])\n\tcount(split(f, \"\")) == 1\n}", piecesErr},
		"matches":            {begin + text + "\tf := concat(\"\", [s, s, s, s, s])\n\tcount(regex.find_n(\"0\", f, -1)) == 1\n}", piecesErr},
		"lists of matches":   {begin + text + "\tf := concat(\"\", [s, s, s, s, s])\n\tcount(regex.find_all_string_submatch_n(\"0\", f, -1)) == 1\n}", piecesErr},
		"split by matches":   {begin + text + "\tf := concat(\"\", [s, s, s, s, s])\n\tcount(regex.split(\"0\", f)) == 1\n}", piecesErr},
		"a doubled value":    {begin + nestedPairs("x", "twice(x)") + "\tcount(json.marshal(x60)) == 1\n}", memoryErr},
		"doubled as YAML":    {begin + nestedPairs("x", "twice(x)") + "\tcount(yaml.marshal(x60)) == 1\n}", memoryErr},
		"doubled in message": {"report contains {\"message\": sprintf(\"%v\", [x60]), \"at\": [0]} if {\n" + nestedPairs("x", "twice(x)") + "}", memoryErr},
		"doubled as a path":  {"report contains {\"message\": \"no\", \"at\": x60} if {\n" + nestedPairs("x", "twice(x)") + "}", memoryErr},
		"a long text":        {begin + text + "\tcount(concat(\"\", [s | some _ in numbers.range(1, 300)])) == 1\n}", lengthErr},
		"two doubled values": {begin + nestedPairs("x", "twice(x)") + nestedPairs("y", "twice(x)") + "\tx60 == y60\n}", timeoutErr},
		"endless types":      {begin + nestedPairs("x", "[x, x]") + nestedPairs("y", "[x, x]") + "\tx60 == y60\n}", compileErr},
		"a large product":    {begin + "\tproduct(numbers.range(1, 500000)) == 1\n}", timeoutErr},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := writeFolder(t, map[string]string{"team/naming/rule.rego": rulePolicy(test.body + "\n\ntwice(x) := [x, x]")}).Abs
			child := exec.CommandContext(t.Context(), os.Args[0])
			child.Env = append(os.Environ(), hostileEnv+"="+dir)
			switch test.want {
			case timeoutErr:
				child.Env = append(child.Env, hostileEnv+"_ENDLESS="+evalBounds.work)
			case compileErr:
				child.Env = append(child.Env, hostileEnv+"_ENDLESS="+compileBounds.work)
			}
			output, err := child.CombinedOutput()
			if got := strings.TrimSpace(string(output)); err != nil || got != test.want {
				t.Errorf("output is\n\t%s (%v), not\n\t%s", got, err, test.want)
			}
		})
	}
}
