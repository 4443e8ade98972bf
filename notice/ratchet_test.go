package notice

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"regexp"
	"sort"
	"strings"
	"testing"

	"thuky/vntext"
	"thuky/workday"
)

type sample struct {
	ID       string
	Text     string
	Received string
	Expect   struct {
		Number, Issued, Issuer, Subject, Period string
		SendTo                                  string   `json:"send_to"`
		SendToParts                             []string `json:"send_to_parts"`
		Deadlines                               []Deadline
	}
}

func loadSamples(t testing.TB) []sample {
	t.Helper()
	data, err := os.ReadFile("../../shared/data/notices/notices.jsonl")
	if err != nil {
		t.Skip("the shared notices are not beside this repository")
	}
	var all []sample
	lines := bufio.NewScanner(bytes.NewReader(data))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var s sample
		if err := json.Unmarshal(lines.Bytes(), &s); err != nil {
			t.Fatal(err)
		}
		all = append(all, s)
	}
	return all
}

func (s sample) read(t testing.TB) Reading {
	var opts Options
	if s.Received != "" {
		d, err := workday.ParseISO(s.Received)
		if err != nil {
			t.Fatal(err)
		}
		opts.Received = d
	}
	return Read(s.Text, opts)
}

func sameNumber(got, want string) bool { return foldForm(got) == foldForm(want) }

// foldForm drops spaces and case, as the README of the samples compares.
func foldForm(s string) string {
	return strings.ToLower(strings.Join(strings.Fields(vntext.NFC(s)), ""))
}

var (
	education = regexp.MustCompile(`gd\s*[&-]?\s*đt|giáo dục\s*(và|&|-)\s*đào tạo`)
	committee = regexp.MustCompile(`ubnd|uỷ ban nhân dân`)
)

func issuerForm(s string) string {
	s = strings.ToLower(vntext.NFC(s))
	s = education.ReplaceAllString(s, "gdđt")
	s = committee.ReplaceAllString(s, "ủy ban nhân dân")
	s = strings.NewReplacer("–", "-").Replace(s)
	return foldForm(s)
}

func deadlineKeys(all []Deadline, byRule map[string]bool) string {
	var keys []string
	for _, d := range all {
		key := d.Date.String()
		if key == "" || byRule[d.Rule] {
			key = d.Rule
		}
		keys = append(keys, key+"@"+d.Time)
	}
	sort.Strings(keys)
	return strings.Join(keys, " ")
}

// The rates reached so far, in percent. They only go up.
const (
	rateNumber   = 100
	rateIssued   = 100
	rateIssuer   = 98
	rateSubject  = 93
	rateAll      = 98
	rateInvented = 100
)

func TestRates(t *testing.T) {
	t.Parallel()
	rates := map[string][2]int{}
	score := func(field string, ok bool, s sample, got, want string) {
		rate := rates[field]
		rate[1]++
		if ok {
			rate[0]++
		} else if testing.Verbose() {
			t.Logf("%s %s:\n  got  %q\n  want %q", field, s.ID, got, want)
		}
		rates[field] = rate
	}
	for _, s := range loadSamples(t) {
		got := s.read(t)
		want := s.Expect
		score("number", sameNumber(got.Number, want.Number), s, got.Number, want.Number)
		score("issued", got.Issued.String() == want.Issued, s, got.Issued.String(), want.Issued)
		score("issuer", issuerForm(got.Issuer) == issuerForm(want.Issuer), s, got.Issuer, want.Issuer)
		score("subject", foldForm(got.Subject) == foldForm(want.Subject), s, got.Subject, want.Subject)
		score("period", foldForm(got.Period) == foldForm(want.Period), s, got.Period, want.Period)
		score("send_to", hasParts(got.SendTo, want.SendToParts), s, got.SendTo, want.SendTo)
		byRule := map[string]bool{}
		for _, d := range want.Deadlines {
			if d.Date.IsZero() {
				byRule[d.Rule] = true
			}
		}
		gotKeys, wantKeys := deadlineKeys(got.Deadlines, byRule), deadlineKeys(want.Deadlines, byRule)
		score("deadlines", gotKeys == wantKeys, s, gotKeys, wantKeys)
		if len(want.Deadlines) == 0 {
			score("nothing invented", len(got.Deadlines) == 0, s, gotKeys, "")
		}
	}
	for field, least := range map[string]int{
		"number": rateNumber, "issued": rateIssued, "issuer": rateIssuer, "subject": rateSubject, "deadlines": rateAll, "nothing invented": rateInvented,
		"period": 0, "send_to": 0,
	} {
		rate := rates[field]
		percent := 100 * float64(rate[0]) / float64(max(rate[1], 1))
		t.Logf("%-17s %d of %d: %.1f %%", field, rate[0], rate[1], percent)
		if percent < float64(least) {
			t.Errorf("%s: %.1f %%, want at least %d %%", field, percent, least)
		}
	}
}

func hasParts(got string, parts []string) bool {
	if len(parts) == 0 {
		return got == ""
	}
	for _, part := range parts {
		if !strings.Contains(foldForm(got), foldForm(part)) {
			return false
		}
	}
	return true
}
