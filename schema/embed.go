// Package schema holds the published JSON Schemas, as editors load them.
package schema

import _ "embed"

// Manifest is the JSON Schema (draft-07) of a manifest document.
//
//go:embed manifest.schema.json
var Manifest []byte

// Config is the JSON Schema (draft-07) of the configuration.
//
//go:embed config.schema.json
var Config []byte

// Output is the JSON Schema of the report in the format "json".
//
//go:embed output.schema.json
var Output []byte
