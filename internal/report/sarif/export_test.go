package sarif

// What is prepared is made of these.
var (
	NewRule           = newRule
	NotificationKinds = notificationKinds
)
