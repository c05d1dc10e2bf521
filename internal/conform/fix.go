package conform

import (
	"fmt"
	"strings"

	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/source"
)

// written returns the bytes of a node as they stand in the file.
func (c *checker) written(n *manifest.Node) string {
	return string(c.file.Data[n.Span.Start:n.Span.End])
}

// reword returns the fix that puts text in place of a string, in the quotes that it has. There is
// none for a string that is escaped, folded or a block: what is written is not what it says.
func (c *checker) reword(n *manifest.Node, text string) *source.Fix {
	written := c.written(n)
	inside := written
	if len(written) >= 2 && (written[0] == '"' || written[0] == '\'') {
		inside = written[1 : len(written)-1]
	}
	if inside != n.Text {
		return nil
	}
	return &source.Fix{
		File:        c.file,
		Span:        n.Span,
		Text:        strings.Replace(written, inside, text, 1),
		Description: fmt.Sprintf("replace %s by %s", quote(n.Text), quote(text)),
	}
}
