// Package policies holds the rules: a folder for each with its policy, its test and manifests that
// fail and pass. Policies that evaluate a topology are Rego; those of the groups parse, schema,
// reference, suppression and drift only carry the metadata of what the program itself checks.
package policies

import "embed"

// FS holds the policies, their library, their data and the examples of each rule.
//
//go:embed lib/*.rego data/*.json */*/rule.rego */*/fail/* */*/pass/*
var FS embed.FS
