package wordform_test

import (
	"bytes"
	"testing"

	"thuky/render"
	"thuky/render/wordform"
	"thuky/report"
)

// BenchmarkFill is the way from a form and a report of the length of the reference report
// to the file: it may take 10 ms.
func BenchmarkFill(b *testing.B) {
	d := built(b, starter(b), reference(b))
	var buf bytes.Buffer
	b.ReportAllocs()
	for b.Loop() {
		buf.Reset()
		if err := wordform.Write(&buf, d); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(buf.Len()), "bytes")
}

// BenchmarkReport is Build and Write.
func BenchmarkReport(b *testing.B) {
	in := reference(b)
	f, err := wordform.Read(starter(b))
	if err != nil {
		b.Fatal(err)
	}
	in.Form = &report.WordForm{Data: starter(b), Fields: f.Fields()}
	var buf bytes.Buffer
	for b.Loop() {
		buf.Reset()
		if err := wordform.Write(&buf, render.Build(in)); err != nil {
			b.Fatal(err)
		}
	}
}
