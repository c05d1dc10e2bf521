// Package policies contains the rules: each in a folder with its policy, its tests, and manifests that
// fail and pass. Policies that evaluate a topology are Rego; those of the groups parse, schema,
// reference, suppression and drift contain only the metadata of checks that the program implements.
package policies

import "embed"

// FS contains the policies, their library and data, and the examples of each rule.
//
//go:embed lib/*.rego data/*.json */*/rule.rego */*/fail/* */*/pass/*
var FS embed.FS
