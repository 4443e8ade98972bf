package remind

import (
	"fmt"
	"time"

	"thuky/workday"
)

// Clock is a time of day, in minutes since midnight.
type Clock int

// ParseClock reads "07:30".
func ParseClock(text string) (Clock, error) {
	t, err := time.Parse("15:04", text)
	if err != nil {
		return 0, fmt.Errorf("time of day %q: want one such as 07:30", text)
	}
	return clockOf(t), nil
}

// clockOf gives the time of day of t in its own zone.
func clockOf(t time.Time) Clock { return Clock(t.Hour()*60 + t.Minute()) }

// String gives "07:30".
func (c Clock) String() string { return fmt.Sprintf("%02d:%02d", c/60, c%60) }

// On is that time on a day.
func (c Clock) On(d workday.Date, zone *time.Location) time.Time {
	return time.Date(d.Year, d.Month, d.Day, int(c)/60, int(c)%60, 0, 0, zone)
}

// MarshalText writes String.
func (c Clock) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads ParseClock.
func (c *Clock) UnmarshalText(text []byte) (err error) {
	*c, err = ParseClock(string(text))
	return err
}
