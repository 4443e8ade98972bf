package cli_test

import (
	"strings"
	"testing"
)

// TestDeadline moves the deadline of a campaign and reads the plan.
func TestDeadline(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	template := d.file("hop-nho.toml", small)
	type row struct {
		ID       string
		Deadline *string
	}
	id := decode[row](t, d.must("campaign", "open", "--template", template, "--deadline", "5/12/2026", "--json")).ID
	got := d.must("campaign", "deadline", id, "10/12/2026", "--hour", "11h")
	for _, want := range []string{"10/12/2026 11:00", "07:30 T4 9/12/2026   trước 1 ngày làm việc", "07:30 T5 10/12/2026  ngày cuối", "07:30 T6 11/12/2026  quá hạn, lần 1"} {
		if !strings.Contains(got, want) {
			t.Errorf("deadline prints no %q:\n%s", want, got)
		}
	}
	if strings.Contains(got, "15:00 T5") {
		t.Errorf("a reminder after the deadline:\n%s", got)
	}
	if got := d.must("campaign", "show", id); !strings.Contains(got, "10/12/2026 11:00") || !strings.Contains(got, "Lịch nhắc:") {
		t.Errorf("show: %s", got)
	}
	if got := decode[row](t, d.must("campaign", "deadline", id, "2026-12-08", "--json")); got.Deadline == nil || *got.Deadline != "2026-12-08" {
		t.Errorf("deadline: got %+v", got)
	}
	d.must("campaign", "close", id)
	for _, test := range []struct {
		args string
		code int
		want []string
	}{
		{"campaign deadline " + id + " 2026-12-09", 1, []string{id, "đã đóng"}},
		{"campaign deadline hop-nho-2026-2 2026-12-09", 1, []string{"hop-nho-2026-2", "“hop-nho-2026-1”"}},
		{"campaign deadline " + id + " 31/2/2026", 2, []string{"31/2/2026"}},
		{"campaign deadline " + id + " 2026-12-09 --hour 25", 2, []string{"--hour", "25", "07:30"}},
		{"campaign deadline " + id, 2, []string{"NGÀY"}},
	} {
		code, _, stderr := d.run(strings.Fields(test.args)...)
		if code != test.code {
			t.Errorf("%s: exit %d, want %d: %s", test.args, code, test.code, stderr)
		}
		checkFirstLine(t, stderr, test.want)
	}
}

// TestReminderSettings: what cannot be kept to is refused before anything starts.
func TestReminderSettings(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, toml, want string
	}{
		{"no time", `morning = "7 giờ"`, "7 giờ"},
		{"always quiet", `quiet_until = "21:00"`, "21:00"},
		{"morning in the quiet hours", `morning = "06:30"`, "yên lặng"},
		{"last day in the quiet hours", `last_day = ["20:00"]`, "yên lặng"},
		{"too often", `late = 31`, "late"},
		{"before nothing", `before = [0]`, "before"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			file := d.file("config.toml", "[reminders]\n"+test.toml+"\n")
			code, _, stderr := d.run("campaign", "list", "--config", file)
			if code != 1 {
				t.Errorf("exit %d, want 1", code)
			}
			checkFirstLine(t, stderr, []string{"reminders", test.want})
		})
	}
}
