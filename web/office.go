package web

// Office does what a signed-in person orders on the pages, by the same rules as in
// chat: what their role does not allow is refused here, too, whatever the page shows.
// by is the address of their web chat. A *report.Refusal is for the person to read;
// storage.ErrNotFound means that the thing is gone, storage.ErrConflict that somebody
// changed it meanwhile. Everything else is a failure of ours.
type Office interface {
	PeopleOffice
	MessageOffice
	StandingOffice
	intakeOffice
	templateOffice
	draftOffice
	OwnOffice
	TableOffice
	RunningOffice
	privacyOffice
}
