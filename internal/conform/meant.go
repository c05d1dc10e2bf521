package conform

import "github.com/tenantlint/tenantlint/internal/manifest"

// As validates a manifest with a mistake in its header against the schema of the kind that was probably meant, which
// doc.Kind returns.
func As(doc *manifest.Document) Result {
	c := newChecker(manifests(), doc.File)
	if s := c.kinds[doc.Kind()]; s != nil {
		c.document(s, doc.Root)
	}
	return c.result()
}
