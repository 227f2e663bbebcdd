module sandbox/act

go 1.26.3

require github.com/nektos/act v0.2.88
