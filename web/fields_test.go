package web

import (
	"testing"

	"thuky/workday"
)

func TestReadHour(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"": "", "11:00": "11:00", "9:05": "09:05", "11h": "11:00", "11h30": "11:30", "11 giờ": "11:00", "16 giờ 30": "16:30", "7g15": "07:15", "8": "08:00",
		"25:00": "!", "0:00": "!", "giờ": "!", "11:75": "!", "mười giờ": "!", "11:00:00": "!",
	} {
		got, ok := readHour(text)
		if !ok {
			got = "!"
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestReadDay(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"2026-06-05": "2026-06-05", "5/6/2026": "2026-06-05", "05-06-2026": "2026-06-05", "5.6.2026": "2026-06-05",
		"31/6/2026": "", "5/6": "", "": "", "hôm qua": "", "0/0/0": "",
	} {
		if got, ok := readDay(text); got.String() != want || ok != (want != "") {
			t.Errorf("%q: got %v, %v", text, got, ok)
		}
	}
}

// FuzzFields: what a form may hold never breaks the readers, and a good day or hour is one.
func FuzzFields(f *testing.F) {
	calendar, err := workday.New(workday.SaturdaySunday)
	if err != nil {
		f.Fatal(err)
	}
	f.Add("5/6/2026", "11h30", "holiday", "Kỷ niệm | trường")
	f.Add("2026-12-03", "", "swapped", "2026-12-05")
	f.Add("0001-01-01", "24:00", "make-up", "\x00\xff")
	f.Fuzz(func(t *testing.T, day, hour, kind, name string) {
		if d, ok := readDay(day); ok {
			if again, err := workday.ParseISO(d.String()); err != nil || again != d {
				t.Errorf("%q gives %v, which is no day", day, d)
			}
		}
		if h, ok := readHour(hour); ok && h != "" {
			if again, ok := readHour(h); !ok || again != h || len(h) != len("11:00") {
				t.Errorf("%q gives %q, which is no hour", hour, h)
			}
		}
		d, wrong := readCorrection(dayForm{Day: day, Kind: kind, Name: name, Pair: name}, calendar)
		if wrong == "" {
			if again, problem := workday.ParseDay(d.Line()); problem != nil || again != d {
				t.Errorf("%+v is written %q, which is %+v", d, d.Line(), again)
			}
		}
	})
}
