package endtoend

import (
	"bytes"
	"strconv"
	"strings"
	"testing"
	"time"

	"thuky/render"
	"thuky/render/docx"
	"thuky/report"
	"thuky/templates"
)

// BenchmarkReferenceReport is the reference report, from its answers to the .docx.
func BenchmarkReferenceReport(b *testing.B) {
	s := readSeed(b)
	all, err := templates.Builtin()
	if err != nil {
		b.Fatal(err)
	}
	in := render.Input{
		Campaign: report.Campaign{ID: "c", Period: s.period, Opened: time.Date(2024, 5, 28, 8, 0, 0, 0, time.UTC)},
		School:   report.School{Name: s.school, Symbol: s.symbol, Place: s.place, Signer: s.signer, SignerTitle: "HIỆU TRƯỞNG"},
	}
	for _, t := range all {
		if t.ID == "dan-van-6-thang" {
			in.Template = t
		}
	}
	for id, messages := range s.answers(b) {
		a := report.Answer{Campaign: "c", Question: id, Person: "p1", Revision: 1}
		text := strings.Join(messages, "\n")
		a.Value = report.TextValue(text)
		if in.Template.Question(id).Type == "integer" {
			n, err := strconv.ParseFloat(text, 64)
			if err != nil {
				b.Fatal(err)
			}
			a.Value = report.NumberValue(n)
		}
		in.Answers = append(in.Answers, a)
	}
	var file bytes.Buffer
	b.ReportAllocs()
	for b.Loop() {
		file.Reset()
		if err := docx.Write(&file, render.Build(in)); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(file.Len())/1024, "KiB")
}
