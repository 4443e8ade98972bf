package web

// RouteForTest is one of the routes, for the tests that walk them.
type RouteForTest struct {
	Pattern string
	Who     string // "anyone", "member", "overseer", "admin"
}

// RoutesForTest are all routes.
func RoutesForTest() (all []RouteForTest) {
	for _, r := range routes {
		all = append(all, RouteForTest{r.pattern, [...]string{"anyone", "member", "overseer", "admin"}[r.who]})
	}
	return all
}

// ActionWords gives the words of an action of the audit.
func ActionWords(action string) string { return textAction(action) }
