package conform

import "github.com/tenantlint/tenantlint/internal/manifest"

// As compares a manifest whose header is wrong with the schema of the kind that is meant, which doc.Kind returns.
func As(doc *manifest.Document) Result {
	c := newChecker(manifests(), doc.File)
	if s := c.kinds[doc.Kind()]; s != nil {
		c.document(s, doc.Root)
	}
	return c.result()
}
