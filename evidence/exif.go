package evidence

import (
	"bytes"
	"encoding/binary"

	"thuky/filekind"
)

// orientation finds how a camera was held, 1 to 8; 0 where the file does not say.
func orientation(k filekind.Kind, data []byte) int {
	switch k.MIME {
	case filekind.JPEG.MIME:
		found := 0
		segments(data, func(marker byte, body []byte) bool {
			if rest, ok := bytes.CutPrefix(body, []byte("Exif\x00\x00")); marker == 0xE1 && ok {
				found = tiffOrientation(rest)
				return false
			}
			return true
		})
		return found
	case filekind.PNG.MIME:
		return chunkOrientation(data[min(8, len(data)):], binary.BigEndian, "eXIf", true)
	case filekind.WebP.MIME:
		return chunkOrientation(data[min(12, len(data)):], binary.LittleEndian, "EXIF", false)
	}
	return 0
}

// progressive tells whether a JPEG is stored in several passes.
func progressive(data []byte) bool {
	found := false
	segments(data, func(marker byte, _ []byte) bool {
		found = marker == 0xC2 || marker == 0xC6 || marker == 0xCA || marker == 0xCE
		return !found
	})
	return found
}

// segments goes through what stands before the picture of a JPEG, until see says no.
func segments(data []byte, see func(marker byte, body []byte) bool) {
	for i := 2; i+4 <= len(data) && data[i] == 0xFF; {
		marker := data[i+1]
		switch {
		case marker == 0xFF: // filling
			i++
			continue
		case marker == 0xDA || marker == 0xD9: // the picture, or the end
			return
		case marker == 0x01 || marker >= 0xD0 && marker <= 0xD8: // without a body
			i += 2
			continue
		}
		n := int(binary.BigEndian.Uint16(data[i+2:]))
		if n < 2 || i+2+n > len(data) {
			return
		}
		if !see(marker, data[i+4:i+2+n]) {
			return
		}
		i += 2 + n
	}
}

// chunkOrientation looks for a chunk: those of PNG have the length before the name and a sum
// behind the body, those of WebP the name first and an even length.
func chunkOrientation(data []byte, order binary.ByteOrder, name string, png bool) int {
	for len(data) >= 8 {
		length, chunk := order.Uint32(data[4:]), string(data[:4])
		if png {
			length, chunk = order.Uint32(data), string(data[4:8])
		}
		data = data[8:]
		if int64(length) > int64(len(data)) {
			return 0
		}
		body := data[:length]
		if chunk == name {
			rest, _ := bytes.CutPrefix(body, []byte("Exif\x00\x00"))
			return tiffOrientation(rest)
		}
		step := int64(length) + 4
		if !png {
			step = int64(length) + int64(length&1)
		}
		if step > int64(len(data)) {
			return 0
		}
		data = data[step:]
	}
	return 0
}

// tiffOrientation reads the orientation out of the first directory of Exif data.
func tiffOrientation(data []byte) int {
	if len(data) < 8 {
		return 0
	}
	var order binary.ByteOrder = binary.LittleEndian
	switch string(data[:2]) {
	case "MM":
		order = binary.BigEndian
	case "II":
	default:
		return 0
	}
	at := int64(order.Uint32(data[4:]))
	if at+2 > int64(len(data)) {
		return 0
	}
	entries := int64(order.Uint16(data[at:]))
	const orientationTag, size = 0x0112, 12
	for i := range entries {
		from := at + 2 + i*size
		if from+size > int64(len(data)) {
			return 0
		}
		if order.Uint16(data[from:]) == orientationTag {
			if n := int(order.Uint16(data[from+8:])); n >= 1 && n <= 8 {
				return n
			}
			return 0
		}
	}
	return 0
}
