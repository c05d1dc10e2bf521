package sarif

// The sources of the prepared descriptors.
var (
	NewRule           = newRule
	NotificationKinds = notificationKinds
)
