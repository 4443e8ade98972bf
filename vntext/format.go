package vntext

import (
	"math"
	"strconv"
	"strings"
)

// FormatNumber writes 1234.5 as "1.234,5": all decimals that the value has, never an exponent.
func FormatNumber(f float64) string {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return textNoNumber
	}
	text := strconv.FormatFloat(math.Abs(f), 'f', -1, 64)
	whole, fraction, _ := strings.Cut(text, ".")
	var b strings.Builder
	if f < 0 {
		b.WriteByte('-')
	}
	for i := range len(whole) {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte('.')
		}
		b.WriteByte(whole[i])
	}
	if fraction != "" {
		b.WriteByte(',')
		b.WriteString(fraction)
	}
	return b.String()
}

// maxWords is the largest amount written in words: a million billions.
const maxWords = 1e15

// NumberWords reads a number aloud: "một nghìn hai trăm ba mươi tư", "mười hai phẩy năm", "âm năm".
// Beyond 10^15 it is FormatNumber.
func NumberWords(f float64) string {
	if math.IsNaN(f) || math.Abs(f) > maxWords {
		return FormatNumber(f)
	}
	whole, fraction, _ := strings.Cut(strconv.FormatFloat(math.Abs(f), 'f', -1, 64), ".")
	n, err := strconv.ParseInt(whole, 10, 64)
	if err != nil {
		return FormatNumber(f) // unreachable: at most sixteen digits
	}
	var words []string
	if f < 0 {
		words = append(words, wordMinus)
	}
	words = appendWhole(words, n)
	if fraction != "" {
		words = appendFraction(append(words, wordPoint), fraction)
	}
	return strings.Join(words, " ")
}

func appendWhole(words []string, n int64) []string {
	if n == 0 {
		return append(words, digitNames[0])
	}
	follows := false
	if n >= 1e9 {
		words = append(appendWhole(words, n/1e9), wordBillion)
		n %= 1e9
		follows = true
	}
	for _, scale := range []struct {
		unit int64
		name string
	}{{1e6, wordMillion}, {1e3, wordThousand}, {1, ""}} {
		group := n / scale.unit % 1000
		if group == 0 {
			continue
		}
		words = appendGroup(words, int(group), follows)
		if scale.name != "" {
			words = append(words, scale.name)
		}
		follows = true
	}
	return words
}

// appendGroup writes 1 to 999; behind a larger group the hundreds are said even when there are none.
func appendGroup(words []string, n int, follows bool) []string {
	hundreds, tens, ones := n/100, n/10%10, n%10
	if hundreds > 0 || follows {
		words = append(words, digitNames[hundreds], wordHundred)
		follows = true
	}
	switch {
	case tens == 0 && ones == 0:
		return words
	case tens == 0 && follows:
		return append(words, wordOdd, digitNames[ones])
	case tens == 0:
		return append(words, digitNames[ones])
	case tens == 1:
		words = append(words, wordTen)
	default:
		words = append(words, digitNames[tens], wordTens)
	}
	switch {
	case ones == 0:
		return words
	case tens == 1 && ones != 5:
		return append(words, digitNames[ones])
	}
	return append(words, onesNames[ones])
}

// appendFraction reads the digits behind the comma: "05" as "không năm", "25" as "hai mươi lăm", longer
// ones digit by digit.
func appendFraction(words []string, digits string) []string {
	for len(digits) > 0 && digits[0] == '0' {
		words = append(words, digitNames[0])
		digits = digits[1:]
	}
	if len(digits) <= 2 {
		n, err := strconv.Atoi(digits)
		if err == nil {
			return appendGroup(words, n, false)
		}
	}
	for _, d := range digits {
		words = append(words, digitNames[d-'0'])
	}
	return words
}
