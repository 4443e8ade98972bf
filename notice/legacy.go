package notice

// Legacy converts text in one of the fonts from before Unicode, TCVN3 (ABC) or VNI.
// It is not ok when the text does not look like one of them. The caller shows the
// result before it is used.
func Legacy(text string) (converted, encoding string, ok bool) { return "", "", false }
