package web

import (
	"fmt"
	"html/template"
	"strings"

	"rsc.io/qr"
)

// qrPicture draws a text as a QR code: an SVG of one path, so that it prints sharp. The
// quiet zone of four modules around it belongs to the code (ISO/IEC 18004).
func qrPicture(text, label string) (template.HTML, error) {
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return "", fmt.Errorf("qr code: %w", err)
	}
	var path strings.Builder
	for y := range code.Size {
		for x := 0; x < code.Size; x++ {
			from := x
			for x < code.Size && code.Black(x, y) {
				x++
			}
			if x > from {
				fmt.Fprintf(&path, "M%d %dh%dv1h-%dz", from, y, x-from, x-from)
			}
		}
	}
	size := code.Size + 8
	return template.HTML(fmt.Sprintf(
		`<svg class="qr" role="img" aria-label="%s" viewBox="-4 -4 %d %d" shape-rendering="crispEdges"><path fill="#fff" d="M-4-4h%dv%dh-%dz"/><path d="%s"/></svg>`,
		template.HTMLEscapeString(label), size, size, size, size, size, path.String())), nil
}
