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
	for _, want := range []string{"10/12/2026 11:00", "(hạn nội bộ 9/12/2026)", "07:30 T3 8/12/2026   trước 1 ngày làm việc", "07:30 T4 9/12/2026   ngày cuối", "15:00 T4 9/12/2026   ngày cuối", "07:30 T5 10/12/2026  quá hạn, lần 1"} {
		if !strings.Contains(got, want) {
			t.Errorf("deadline prints no %q:\n%s", want, got)
		}
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

// TestInternalDeadline: what "open" makes of it, and that it follows the deadline unless
// somebody chose it.
func TestInternalDeadline(t *testing.T) {
	t.Parallel()
	type row struct {
		ID       string
		Deadline *string
		Internal *string
	}
	for _, test := range []struct{ config, deadline, internal, want, after string }{
		{"", "5/12/2026", "", "2026-12-04", "2026-12-09"},
		{"", "7/12/2026", "", "2026-12-04", "2026-12-09"},
		{"", "5/12/2026", "2/12/2026", "2026-12-02", "2026-12-02"},
		{"", "5/12/2026", "none", "", ""},
		{"internal_days = 0", "5/12/2026", "", "", ""},
		{"internal_days = 3", "7/12/2026", "", "2026-12-02", "2026-12-07"},
		{"", "1/11/2026", "", "", "2026-12-09"}, // past already
	} {
		d := newDesk(t)
		args := []string{"campaign", "open", "--template", d.file("hop-nho.toml", small), "--deadline", test.deadline, "--json"}
		if test.internal != "" {
			args = append(args, "--internal", test.internal)
		}
		config := []string{"--config", d.file("config.toml", "[campaigns]\n"+test.config+"\n")}
		id := decode[row](t, d.must(append(args, config...)...)).ID
		check := func(want string) {
			got := decode[row](t, d.must(append([]string{"campaign", "show", id, "--json"}, config...)...))
			if internal := got.Internal; want == "" && internal != nil || want != "" && (internal == nil || *internal != want) {
				t.Errorf("%+v: got %v, want %q", test, internal, want)
			}
		}
		check(test.want)
		d.must(append([]string{"campaign", "deadline", id, "10/12/2026"}, config...)...)
		check(test.after)
	}
	d := newDesk(t)
	template := d.file("hop-nho.toml", small)
	for _, test := range []struct {
		args, config string
		code         int
		want         []string
	}{
		{args: "--deadline 5/12/2026 --internal 6/12/2026", code: 2, want: []string{"--internal 6/12/2026", "5/12/2026"}},
		{args: "--internal 6/12/2026", code: 2, want: []string{"--deadline"}},
		{args: "--deadline 5/12/2026 --internal mai", code: 2, want: []string{"--internal", "mai"}},
		{args: "--deadline 5/12/2026", config: "internal_days = 31", code: 1, want: []string{"internal_days", "31"}},
	} {
		args := append([]string{"campaign", "open", "--template", template, "--config", d.file("config.toml", "[campaigns]\n"+test.config+"\n")}, strings.Fields(test.args)...)
		code, _, stderr := d.run(args...)
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
