package zalooa

// For the tests outside of the package.
var (
	Payload     = payload
	ReadPayload = readPayload
)
