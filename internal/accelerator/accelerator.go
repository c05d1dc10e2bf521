// Package accelerator switches the fast paths on or off: the reader of plain YAML (package manifest), validation by
// prepared shapes of the schema (conform), and prepared policies that run as plans (policy). Each must give the results
// of the library that it replaces: yaml.v3, jsonschema, and OPA's compiler and evaluator. The only difference is YAML 1.2
// that yaml.v3 rejects, such as some lines of only a tab, which the plain reader accepts. With the build tag reference,
// the program, its tests and its benchmarks use the libraries only; .ci/check-reference compares the two builds.
package accelerator
