package policy

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/topology"
)

// Shard identifies the shard of a topology that an input contains.
type Shard struct {
	// Number is the number of the shard, from 1 to Count.
	Number int `json:"number"`
	Count  int `json:"of"`
	// Manifests is the digest of the manifests of the topology.
	Manifests string `json:"manifests"`
}

// Answer is the result of an Open Policy Agent server that evaluated a bundle over one shard of a topology.
type Answer struct {
	// File is the file that contained the answer, as shown in reports.
	File  string `json:"-"`
	Shard Shard  `json:"shard"`
	// Policies is the digest of the policies of the bundle.
	Policies string `json:"policies"`
	Findings []struct {
		Rule    string `json:"rule"`
		Finding any    `json:"finding"`
	} `json:"findings"`
}

// ReadAnswers parses a sequence of answers for data.tenantlint.answer, each a server response or the output of "opa
// eval".
func ReadAnswers(file string, text []byte) ([]Answer, error) {
	var all []Answer
	for d := json.NewDecoder(bytes.NewReader(text)); ; {
		var response struct {
			Result json.RawMessage `json:"result"`
		}
		err := d.Decode(&response)
		if errors.Is(err, io.EOF) && len(all) > 0 {
			return all, nil
		}
		var a Answer
		if err == nil {
			a, err = readAnswer(response.Result)
		}
		if err != nil || a.Shard.Count == 0 || a.Policies == "" {
			return nil, fmt.Errorf("findings %q: not an answer of a server for data.tenantlint.answer", file)
		}
		a.File = file
		all = append(all, a)
	}
}

// readAnswer parses the result field of a server response or of the output of "opa eval".
func readAnswer(result json.RawMessage) (a Answer, err error) {
	var evalOutput []struct {
		Expressions []struct {
			Value json.RawMessage `json:"value"`
		} `json:"expressions"`
	}
	if json.Unmarshal(result, &evalOutput) == nil && len(evalOutput) == 1 && len(evalOutput[0].Expressions) == 1 {
		result = evalOutput[0].Expressions[0].Value
	}
	d := json.NewDecoder(bytes.NewReader(result))
	d.UseNumber() // keep numbers exactly as the policy wrote them
	err = d.Decode(&a)
	return a, err
}

// Answers are the answers of servers for all shards of a topology, which replace a local evaluation.
type Answers struct {
	All []Answer
	// Policies is the digest of the policies that every answer must come from.
	Policies string
}

// Problems returns the problems in all answers. It returns an error if a shard is missing, is given twice, or was
// evaluated with other manifests or policies; manifests is the digest of the topology's manifests.
func (a *Answers) Problems(t *topology.Topology, manifests string) ([]problem.Problem, error) {
	if err := a.validate(manifests); err != nil {
		return nil, err
	}
	var problems []problem.Problem
	for _, answer := range a.All {
		for _, f := range answer.Findings {
			value, err := ast.InterfaceToValue(f.Finding)
			if err != nil {
				return nil, fmt.Errorf("findings %q: %w", answer.File, err)
			}
			shard, err := decodeFinding(t, f.Rule, value)
			if err != nil {
				return nil, fmt.Errorf("findings %q: %w", answer.File, err)
			}
			problems = append(problems, shard)
		}
	}
	return problems, nil
}

// validate returns an error unless each shard is given exactly once, with the expected manifests and policies.
func (a *Answers) validate(manifests string) error {
	first := a.All[0]
	files := make([]string, first.Shard.Count)
	for _, answer := range a.All {
		shard := answer.Shard
		switch {
		case shard.Count != first.Shard.Count:
			return fmt.Errorf(
				"findings %q: shard %d of %d, but %q is one of %d shards; use the answers of a single split",
				answer.File,
				shard.Number,
				shard.Count,
				first.File,
				first.Shard.Count,
			)
		case shard.Number < 1 || shard.Number > shard.Count:
			return fmt.Errorf("findings %q: there is no shard %d of %d", answer.File, shard.Number, shard.Count)
		case files[shard.Number-1] != "":
			return fmt.Errorf("findings %q: shard %d of %d is in %q too; use each shard once", answer.File, shard.Number, shard.Count, files[shard.Number-1])
		case shard.Manifests != manifests:
			return fmt.Errorf(
				"findings %q: the manifests have changed since; evaluate again: tenantlint input --shard %d/%d",
				answer.File,
				shard.Number,
				shard.Count,
			)
		case answer.Policies != a.Policies:
			return fmt.Errorf(
				"findings %q: evaluated with other policies; use a bundle made by tenantlint bundle with the same flags and configuration",
				answer.File,
			)
		}
		files[shard.Number-1] = answer.File
	}
	if i := slices.Index(files, ""); i >= 0 {
		return fmt.Errorf(
			"findings: shard %d of %d is missing; add --findings FILE with the answer for: tenantlint input --shard %d/%d",
			i+1,
			len(files),
			i+1,
			len(files),
		)
	}
	return nil
}
