package report

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/tenantlint/tenantlint/internal/harmless"
	"github.com/tenantlint/tenantlint/internal/result"
	"github.com/tenantlint/tenantlint/internal/wording"
)

// coverageSummary returns a line with the share of the files that the run reports on, and a line about what it did not read;
// each only if it applies.
func coverageSummary(totals result.Totals) string {
	var b strings.Builder
	if totals.Reported > 0 {
		fmt.Fprintf(&b, "Reported on %d of %s.\n", totals.Reported, wording.Count(totals.Files, "file"))
	}
	var unread []string
	if totals.Links > 0 {
		unread = append(unread, wording.Count(totals.Links, "symbolic link"))
	}
	for i, link := range totals.BrokenLinks {
		if i == maxListed {
			unread = append(unread, fmt.Sprintf("%d more broken links", len(totals.BrokenLinks)-i))
			break
		}
		unread = append(unread, strconv.Quote(harmless.Text(link))+", a broken symbolic link")
	}
	if totals.TooLarge > 0 {
		unread = append(unread, wording.Count(totals.TooLarge, "file")+" above the size limit")
	}
	if len(unread) > 0 {
		fmt.Fprintf(&b, "Not read: %s.\n", strings.Join(unread, "; "))
	}
	return b.String()
}

// maxListed is the largest number of broken links that a summary lists.
const maxListed = 3
