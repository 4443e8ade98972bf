package notice

// Secret finds a secrecy marking (MẬT, TỐI MẬT, TUYỆT MẬT).
func Secret(text string) (word string, ok bool) { return "", false }
