package policies

// What is generated in the repository, in the order in which one needs the other: what the program embeds of the
// schema, then of the policies, then of their descriptors in SARIF, then the pages that a build with all of it
// writes. Goldens are not among it: a test that has -update accepts a result, which somebody must read first.

//go:generate go test ../internal/conform -run ^TestShapes$ -update
//go:generate go test ../internal/policy -run ^TestPrepared$ -update
//go:generate go test ../internal/report/sarif -run ^TestPrepared$ -update
//go:generate go test ../internal/page -run ^TestReference$ -update
//go:generate go test . -run ^(TestPages|TestInputPage|TestCoveragePage|TestData)$ -update
//go:generate go test ../internal/graph -run ^TestReadme$ -update
