// Package accelerator switches the fast paths on or off: the reader of plain YAML (package manifest), validation by
// prepared shapes of the schema (conform), and prepared policies that run as plans (policy). Each must give the results
// of the library that it replaces: yaml.v3, jsonschema, and OPA's compiler and evaluator. With the build tag reference,
// the program, its tests and its benchmarks use the libraries only; .ci/check-reference compares the two builds.
package accelerator
