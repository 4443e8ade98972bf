package cli

import (
	"strconv"
	"strings"
)

// The words about who answers what.

const (
	textAssignHeading = "Phân công:"
	textWholeSchool   = "cả trường"
	textToNobody      = "chưa giao"
	textFlagAssign    = "phân công `suggested|none`: theo vai trò ghi trong mẫu và đợt trước, hoặc cả trường trả lời mọi câu"
)

// textAssignedTo is "câu 1, 3–5".
func textAssignedTo(numbers []int) string {
	var parts []string
	for i := 0; i < len(numbers); {
		j := i
		for j+1 < len(numbers) && numbers[j+1] == numbers[j]+1 {
			j++
		}
		switch {
		case j == i:
			parts = append(parts, strconv.Itoa(numbers[i]))
		case j == i+1:
			parts = append(parts, strconv.Itoa(numbers[i]), strconv.Itoa(numbers[j]))
		default:
			parts = append(parts, strconv.Itoa(numbers[i])+"–"+strconv.Itoa(numbers[j]))
		}
		i = j + 1
	}
	return "câu " + strings.Join(parts, ", ")
}
