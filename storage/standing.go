package storage

import "time"

// Standing is how the program is doing, for the page of it. It names nobody.
type Standing struct {
	Leads        bool      // this process sends and does the regular work
	Ticked       time.Time // when the work of every minute was last done, the zero time before its first round
	Mistake      string    // why the configuration could not be read again, "" when it could
	Late         int       // reminders that should have been sent
	Dead, Failed int       // messages that were given up; updates that could not be handled
	JobsGivenUp  int
	Platforms    []PlatformStanding // by name
}

// PlatformStanding is how a platform is reached. Zero times: not yet.
type PlatformStanding struct {
	Name    string
	Contact time.Time // when it last answered, took a message or handed something over
	Failing time.Time // since when it does not; zero while it does
	Down    bool      // until the next start
	Waiting int       // messages
}
