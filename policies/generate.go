package policies

// These directives generate the files of the repository in the order of their dependencies: the embedded forms of the
// schema, of the policies and of their SARIF descriptors, then the pages that a build with all of them writes. They do
// not update goldens: -update accepts new results, which somebody must read first.

//go:generate go test ../internal/conform -run ^TestShapes$ -update
//go:generate go test ../internal/policy -run ^TestPrepared$ -update
//go:generate go test ../internal/report/sarif -run ^TestPrepared$ -update
//go:generate go test ../internal/page -run ^TestReference$ -update
//go:generate go test . -run ^(TestPages|TestInputPage|TestCoveragePage|TestData)$ -update
//go:generate go test ../internal/graph -run ^TestReadme$ -update
