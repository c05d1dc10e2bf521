package rule

import (
	"encoding/json"
	"errors"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/problem"
)

// metadata contains the fields below "custom" in METADATA, which OPA does not define.
type metadata struct {
	Level            string   `json:"level"`
	Help             string   `json:"help"`
	Since            string   `json:"since"`
	Aliases          []string `json:"aliases"`
	Tags             []string `json:"tags"`
	Precision        string   `json:"precision"`
	SecuritySeverity string   `json:"security-severity"`
	URL              string   `json:"url"`
}

// Read returns the rule described by the METADATA of a policy, whose folders are group and name. The error says what is
// wrong with the METADATA.
func Read(group, name string, annotations []*ast.Annotations) (*Rule, error) {
	var annotation *ast.Annotations
	for _, a := range annotations {
		if a.Scope == "package" {
			annotation = a
		}
	}
	if annotation == nil {
		return nil, errors.New("the package has no METADATA")
	}
	raw, err := json.Marshal(annotation.Custom)
	if err != nil {
		return nil, errors.New("the custom section of the METADATA cannot be read")
	}
	var custom metadata
	dec := json.NewDecoder(strings.NewReader(string(raw)))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&custom); err != nil {
		return nil, errors.New(
			"the custom section of the METADATA has an unknown key or a value of the wrong type; its keys are level, help, since, aliases, tags, precision, security-severity, url",
		)
	}
	level, err := problem.ParseLevel(custom.Level)
	if err != nil {
		return nil, err
	}
	r := &Rule{
		ID: group + "/" + name, Group: group, Name: name, Title: annotation.Title, Description: strings.TrimSpace(annotation.Description),
		Help: custom.Help, Level: level, Since: custom.Since, Aliases: custom.Aliases, Tags: custom.Tags, Precision: custom.Precision,
		SecuritySeverity: custom.SecuritySeverity, URL: custom.URL,
	}
	for _, res := range annotation.RelatedResources {
		reference := Reference{Document: res.Description, URL: res.Ref.String()}
		if i := strings.LastIndex(res.Description, ", "); i >= 0 { // titles may contain commas, headings do not
			reference.Document, reference.Heading = res.Description[:i], res.Description[i+len(", "):]
		}
		r.Sources = append(r.Sources, reference)
	}
	switch {
	case r.Title == "":
		return nil, errors.New("the METADATA has no title")
	case r.Description == "":
		return nil, errors.New("the METADATA has no description")
	case r.Help == "":
		return nil, errors.New("the METADATA has no help")
	}
	return r, nil
}
