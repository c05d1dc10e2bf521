package sarif

import "github.com/tenantlint/tenantlint/internal/problem"

// notificationKind is a kind of notification, which is about the run rather than the manifests.
type notificationKind int

const (
	noticeKind notificationKind = iota
	unreadableKind
	truncatedKind
	failureKind
	uncheckedKind
)

// notificationKinds contains the descriptors of the kinds of notification, indexed by kind.
var notificationKinds = []descriptor{
	noticeKind: {
		ID: "run/notice", Name: "RunNotice",
		ShortDescription: text{Text: "The run left something out."},
		FullDescription:  text{Text: "Something was skipped, or could be checked only in part."},
		Help:             text{Text: "Name the file or the folder on the command line if it should be checked."},
	},
	unreadableKind: {
		ID: "run/unreadable", Name: "RunUnreadable",
		ShortDescription: text{Text: "A file could not be read as a manifest."},
		FullDescription:  text{Text: "A file could not be read as a manifest, so rules across files did not see it."},
		Help:             text{Text: "Repair the file; the result at the same location shows the error."},
	},
	truncatedKind: {
		ID: "run/cut", Name: "RunCut",
		ShortDescription: text{Text: "The report contains only some of the results."},
		FullDescription:  text{Text: "Code scanning takes a limited number of results, so the least severe ones were left out of the report."},
		Help:             text{Text: "Repair what is reported and run again, or read the text or JSON report, which hold everything."},
	},
	failureKind: {
		ID: "run/failure", Name: "RunFailure",
		ShortDescription: text{Text: "The run failed."},
		FullDescription:  text{Text: "The run failed, so the lack of results does not mean that there are none."},
		Help:             text{Text: "Repair what the notification says and run again."},
	},
	uncheckedKind: {
		ID:               "run/unchecked",
		Name:             "RunUnchecked",
		ShortDescription: text{Text: "Something was not checked."},
		FullDescription: text{
			Text: "A rule had nothing to check, or a manifest lists a field as unknown, so that the lack of results says nothing about it.",
		},
		Help: text{Text: "Add to the manifests what is not known yet, where it matters."},
	},
}

// notify returns a notification of the kind r.
func (k notificationKind) notify(level problem.Level, message string) notification {
	return notification{
		Descriptor: reference{notificationKinds[k].ID, int(k)},
		Level:      level.String(),
		Message:    text{Text: truncate(sentence(message), maxText)},
	}
}
